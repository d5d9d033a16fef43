import type { LocatedReply, LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { decidedBy, enhancedAt, repliesAt, replyAt } from '../log-line/reply';
import { Stamp } from '../log-line/time';

const STATUS: Readonly<Record<string, Status>> = { success: 'sent', failure: 'bounced', deferral: 'deferred' };

/** qmail-remote gives the phase in its sentence; `_` represents a space, and s/qmail writes spaces. */
const SENTENCES: readonly (readonly [string, string])[] = [
  ['does_not_like_recipient', 'RCPT'],
  ['sender_was_rejected', 'MAIL'],
  ['greeting_failed', 'greeting'],
  ['failed_on_DATA_command', 'DATA'],
  ['failed_after_I_sent_the_message', 'data'],
  ['accepted_message', 'data'],
  ['my_name_was_rejected', 'HELO'],
];

const SAID = /Remote[_ ]host[_ ]said:[_ ]/g;

/** The replies behind `Remote_host_said:_`, with the phase that the sentence before it names. */
function saidReplies(line: string, from: number, to: number): LocatedReply[] {
  SAID.lastIndex = from;
  const said = SAID.exec(line);
  if (!said || said.index >= to) return [];
  const words = line.slice(from, said.index).replaceAll(' ', '_');
  const phase = SENTENCES.find(([sentence]) => words.includes(sentence))?.[1] ?? null;
  const end = line.lastIndexOf('/Giving_up_on_');
  const stop = end > said.index ? end : line.charCodeAt(to - 1) === 47 ? to - 1 : to;
  return repliesAt(line, said.index + said[0].length, stop, phase, 'remote', 'slash');
}

/** Digits at `at`: their end; -1 without one. */
function numberEnd(line: string, at: number): number {
  let i = at;
  while (i < at + 20 && line.charCodeAt(i) >= 48 && line.charCodeAt(i) <= 57) i++;
  return i > at ? i : -1;
}

function delivery(line: string, prefix: Prefix, at: number): LogEntry | null {
  const end = numberEnd(line, at + 9);
  if (end === -1 || !line.startsWith(': ', end)) return null;
  const colon = line.indexOf(': ', end + 2);
  const status = colon === -1 ? undefined : STATUS[line.slice(end + 2, colon)];
  if (!status) return null;
  const entry = new Entry('qmail', 'qmail-send', null, prefix, fields);
  entry.status = status;
  const { to } = prefix;
  entry.replies = saidReplies(line, colon, to);
  if (entry.replies.length) return entry;
  const code = line.lastIndexOf('(#');
  const verdict = code > colon ? enhancedAt(line, code + 2, to, null, 'local') : null;
  if (verdict) entry.replies = [verdict];
  if (status !== 'sent') entry.reason = reasonIn(line.slice(colon, to).replaceAll('_', ' '));
  return entry;
}

/** `451 text` of rblsmtpd and qmail-smtpd: after the last `: `. */
function smtpd(line: string, prefix: Prefix, at: number, name: string): LogEntry | null {
  const entry = new Entry('qmail', name, null, prefix, fields);
  const colon = name === 'rblsmtpd' ? line.indexOf(': ', at) : at - 2;
  const reply = colon < 0 ? null : replyAt(line, colon + 2, prefix.to, null, 'local');
  if (reply) {
    entry.replies = [reply];
    entry.status = 'rejected';
  }
  if (name === 'rblsmtpd' && reply) entry.reason = 'blocklisted';
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const text = line.slice(prefix.from, prefix.from + 1200);
  const m =
    /^(?:new msg |info msg |end msg |bounce msg |starting delivery (?<session>\d{1,20}): msg |delivery (?<only>\d{1,20}): )(?<id>\d{0,20})(?:: bytes (?<size>\d{1,20}) from <(?<from>[^>]{0,500})>)?(?: to (?:local|remote) (?<to>\S{1,500}))?/d.exec(
      text,
    );
  if (!m?.indices?.groups) return [];
  const found: LogField[] = [];
  const names = { id: 'id', session: 'session', only: 'session', size: 'size', from: 'from', to: 'to' } as const;
  for (const [group, name] of Object.entries(names)) {
    const range = m.indices.groups[group];
    if (range && range[1] > range[0]) found.push(field(line, name, prefix.from + range[0], prefix.from + range[1]));
  }
  return found;
};

/** Lines of qmail-send whose stamp was lost in copying. */
const UNSTAMPED =
  /^(?:starting delivery \d{1,20}: msg \d{1,20} to (?:local|remote) \S|delivery \d{1,20}: (?:success|failure|deferral): |info msg \d{1,20}: bytes \d{1,20} from <|\d{1,3}(?:\.\d{1,3}){3}_[a-zA-Z_]{8,60}\.\/Remote_host_said:_)/;

/** What qmail-remote says, quoted in a bounce or a letter: `192.0.2.25_does_not_like_recipient./Remote_host_said:_550_…`. */
const REPORT = /^\d{1,3}(?:\.\d{1,3}){3}_[a-zA-Z_]{8,60}\.\/Remote_host_said:_/;

function report(line: string, prefix: Prefix, at: number): LogEntry | null {
  const entry = new Entry('qmail', 'qmail-remote', null, prefix, fields);
  entry.replies = saidReplies(line, at, prefix.to);
  const code = entry.replies[0]?.code;
  entry.status = code ? decidedBy(code) : null;
  return worth(entry);
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const at = prefix.from;
  const tagged = prefix.programTo > prefix.programFrom;
  if (!tagged && prefix.timeKind === 0 && !UNSTAMPED.test(line.slice(at, at + 80))) return null;
  if (!tagged && REPORT.test(line.slice(at, at + 400))) return report(line, prefix, at);
  if (line.startsWith('delivery ', at)) return delivery(line, prefix, at);
  const m = /^(?:new msg |info msg |end msg |bounce msg |starting delivery \d{1,20}: msg )(\d{1,20})/.exec(line.slice(at, at + 70));
  if (m) {
    const entry = new Entry('qmail', 'qmail-send', m[1], prefix, fields);
    if (line.startsWith('new msg', at)) entry.life = 'begin';
    else if (line.startsWith('end msg', at)) entry.life = 'end';
    return entry;
  }
  const daemon = tagged ? prefix.program : '';
  for (const name of ['rblsmtpd', 'qmail-smtpd']) {
    if (daemon === name) return smtpd(line, prefix, at, name);
    if (line.startsWith(`${name}: `, at)) return smtpd(line, prefix, at + name.length + 2, name);
  }
  return null;
}

export const qmail = logFormat({
  id: 'qmail',
  title: 'qmail, netqmail, s/qmail, IndiMail',
  row: '5.4',
  needles: ['delivery ', ' msg ', 'rblsmtpd', 'qmail', 'Remote_host_said'],
  notes: 'The number behind `msg` is an inode and is used again at once; the number behind `delivery` is unique until qmail-send restarts.',
  traits: { deliveryNumbers: true },
  samples: [
    {
      title: 'a message to two recipients, one refused',
      text: [
        '@400000006aa8e01a2c3ca000 new msg 161214',
        '@400000006aa8e01a2c3ca100 info msg 161214: bytes 830 from <alice@example.com> qp 6190 uid 1000',
        '@400000006aa8e01a2c3ca200 starting delivery 550: msg 161214 to remote bob@example.net',
        '@400000006aa8e01a2c3ca300 starting delivery 551: msg 161214 to remote carol@example.net',
        '@400000006aa8e01b0c3ca000 delivery 550: success: 192.0.2.25_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_1D47365C044/',
        '@400000006aa8e01b1c3ca000 delivery 551: failure: 192.0.2.25_does_not_like_recipient./Remote_host_said:_550-5.1.1_No_such_user/550_5.1.1_here/Giving_up_on_192.0.2.25./',
        '@400000006aa8e01b2c3ca000 end msg 161214',
        "@400000006aa8e01b3c3ca000 delivery 552: deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/",
      ].join('\n'),
      replies: [
        '5:97 250 2.0.0 data sent -',
        '6:104 550 5.1.1 RCPT bounced -',
        '6:127 550 5.1.1 RCPT bounced -',
        '8:107 - 4.4.1 - deferred -',
      ],
    },
    {
      title: 'lines without their stamps, and a report quoted in a letter',
      text: [
        'starting delivery 440: msg 192270 to remote bob@example.net',
        'delivery 440: success: 192.0.2.25_accepted_message./Remote_host_said:_250_2.7.0_taken/',
        '192.0.2.25_does_not_like_recipient./Remote_host_said:_550_5.7.1_<bob@example.net>..._Rejected',
      ].join('\n'),
      replies: ['2:71 250 2.7.0 data sent -', '3:55 550 5.7.1 RCPT bounced -'],
    },
  ],
  bare: (line, { from, timeKind }) => timeKind === Stamp.Tai || timeKind === Stamp.Epoch || UNSTAMPED.test(line.slice(from, from + 80)),
  speaks: (program) => /^(?:qmail(?:-\w+)?|rblsmtpd|rblsmtpd2?|splogger)$/.test(program),
  message,
});
