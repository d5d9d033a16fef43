import type { LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-entry';
import { field } from '../log-fields';
import type { Prefix } from '../log-prefix';
import { reasonIn } from '../log-reason';
import { enhancedAt, repliesAt, replyAt } from '../log-reply';
import { Stamp } from '../log-time';

const STATUS: Readonly<Record<string, Status>> = { success: 'sent', failure: 'bounced', deferral: 'deferred' };

/** qmail-remote says the phase in its sentence (LOG-FORMATS.md §5.4); `_` stands for a blank, s/qmail writes blanks. */
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

/** Digits at `at`: their end; -1 without one. */
function numberEnd(line: string, at: number): number {
  let i = at;
  while (i < at + 20 && line.charCodeAt(i) >= 48 && line.charCodeAt(i) <= 57) i++;
  return i > at ? i : -1;
}

function delivery(line: string, prefix: Prefix, at: number): LogEntry | null {
  const end = numberEnd(line, at + 9);
  if (end < 0 || !line.startsWith(': ', end)) return null;
  const colon = line.indexOf(': ', end + 2);
  const status = colon < 0 ? undefined : STATUS[line.slice(end + 2, colon)];
  if (!status) return null;
  const entry = new Entry('qmail', 'qmail-send', null, prefix, fields);
  entry.status = status;
  const { to } = prefix;
  SAID.lastIndex = colon;
  const said = SAID.exec(line);
  if (said) {
    const words = line.slice(colon, said.index).replaceAll(' ', '_');
    const phase = SENTENCES.find(([sentence]) => words.includes(sentence))?.[1] ?? null;
    const report = line.lastIndexOf('/Giving_up_on_');
    const stop = report > said.index ? report : line.charCodeAt(to - 1) === 47 ? to - 1 : to;
    entry.replies = repliesAt(line, said.index + said[0].length, stop, phase, 'remote', 'slash');
    if (entry.replies.length) return entry;
  }
  const code = line.lastIndexOf('(#');
  const verdict = code > colon ? enhancedAt(line, code + 2, to, null, 'local') : null;
  if (verdict) entry.replies = [verdict];
  if (status !== 'sent') entry.reason = reasonIn(line.slice(colon, to).replaceAll('_', ' '));
  return entry;
}

/** `451 text` of rblsmtpd and qmail-smtpd: behind the last `: `. */
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

function message(line: string, prefix: Prefix): LogEntry | null {
  const at = prefix.from;
  const tagged = prefix.programTo > prefix.programFrom;
  if (!tagged && prefix.timeKind === 0) return null;
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
  needles: ['delivery ', ' msg ', 'rblsmtpd', 'qmail'],
  notes: 'The number behind `msg` is an inode and is used again at once; the number behind `delivery` is unique until qmail-send restarts.',
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
  ],
  bare: (_, { timeKind }) => timeKind === Stamp.Tai || timeKind === Stamp.Epoch,
  speaks: (program) => /^(?:qmail(?:-\w+)?|rblsmtpd|rblsmtpd2?|splogger)$/.test(program),
  message,
});
