import type { LogEntry, LogField, Status } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { replyAt } from '../log-line/reply';

/** End of 16 hexadecimal digits and a space at `at`. */
function sessionEnd(line: string, at: number): number {
  for (let i = at; i < at + 16; i++) {
    const c = line.charCodeAt(i);
    if (!((c >= 48 && c <= 57) || (c >= 97 && c <= 102))) return -1;
  }
  return line.charCodeAt(at + 16) === 32 ? at + 16 : -1;
}

const NO_SESSION = '0000000000000000';
const STATUS: Readonly<Record<string, Status>> = { Ok: 'sent', TempFail: 'deferred', PermFail: 'bounced' };
const VERB = /^(?:EHLO|HELO|LHLO|MAIL|RCPT|DATA|QUIT|RSET|NOOP|HELP|AUTH|STARTTLS|VRFY|EXPN|ETRN)\b/i;

/** The phase of `command="RCPT TO:<x> "`; an empty command is the connection's. */
function commandPhase(line: string, at: number, to: number): string | null {
  if (line.charCodeAt(at) === 34) return 'greeting';
  const verb = VERB.exec(line.slice(at, Math.min(to, at + 10)));
  return verb ? verb[0].toUpperCase() : null;
}

/** After `key="` or `key=`, the last one of the line if the client's words may precede it; -1 without one. */
function valueAt(line: string, key: string, from: number): number {
  const at = line.lastIndexOf(` ${key}=`);
  if (at < from) return -1;
  const value = at + key.length + 2;
  return line.charCodeAt(value) === 34 ? value + 1 : value;
}

/** End of the quoted text that the line ends with. */
function quotedEnd(line: string, to: number): number {
  return line.charCodeAt(to - 1) === 34 ? to - 1 : to;
}

function delivery(line: string, prefix: Prefix, sid: string | null, at: number): LogEntry {
  const evpid = line.indexOf('evpid=', at);
  const id = evpid === -1 ? sid : line.slice(evpid + 6, evpid + 14);
  const entry = new Entry('opensmtpd', line.startsWith('mda', at) ? 'mda' : 'mta', id, prefix, fields);
  const { to } = prefix;
  const result = valueAt(line, 'result', at);
  const stat = line.indexOf(' stat=', result < 0 ? at : result);
  if (result >= 0) entry.status = STATUS[/^\w*/.exec(line.slice(result, result + 10))?.[0] ?? ''] ?? null;
  if (stat === -1) return entry;
  const text = stat + (line.charCodeAt(stat + 6) === 34 ? 7 : 6);
  const reply = replyAt(line, text, quotedEnd(line, to), entry.status === 'sent' ? 'data' : null, 'remote');
  // `Error (temporary failure: "mail.lmtp: LMTP server error: 550 5.7.1 …")`: what the delivering program was told.
  const lmtp = reply ? -1 : line.indexOf('LMTP server error: ', text);
  const told = lmtp === -1 ? null : replyAt(line, lmtp + 19, line.endsWith('")', to) ? to - 2 : to, null, 'remote', 'nested');
  if (reply) entry.replies = [reply];
  else if (told) entry.replies = [told];
  else if (entry.status !== 'sent') entry.reason = reasonIn(line.slice(text, to));
  return entry;
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  const start = prefix.from;
  const end = sessionEnd(line, start);
  const tagged = prefix.programTo > prefix.programFrom;
  if (end === -1) return tagged || bareOld(line, start) ? old(line, prefix) : null;
  const sid = line.slice(start, end) === NO_SESSION ? null : line.slice(start, end);
  const at = end + 1;
  const smtp = line.startsWith('smtp ', at);
  if (!smtp && !line.startsWith('mta ', at) && !line.startsWith('mda ', at)) return null;
  const word = at + (smtp ? 5 : 4) + (line.startsWith('event=', at + (smtp ? 5 : 4)) ? 6 : 0);
  if (line.startsWith('delivery ', word)) return delivery(line, prefix, sid, at);
  if (smtp && (line.startsWith('failed-command ', word) || line.startsWith('bad-input ', word))) {
    const entry = new Entry('opensmtpd', 'smtp', sid, prefix, fields);
    const result = valueAt(line, 'result', word);
    const command = line.indexOf(' command="', word);
    const phase = command === -1 || command > result ? null : commandPhase(line, command + 10, to);
    const reply = result < 0 ? null : replyAt(line, result, quotedEnd(line, to), phase, 'local');
    if (reply) entry.replies = [reply];
    entry.status = 'rejected';
    return entry;
  }
  const msgid =
    smtp && line.startsWith('message ', word)
      ? line.indexOf('msgid=', word)
      : smtp && line.startsWith('envelope ', word)
        ? line.indexOf('evpid=', word)
        : -1;
  const entry = new Entry(
    'opensmtpd',
    line.slice(at, at + (smtp ? 4 : 3)),
    msgid === -1 ? sid : line.slice(msgid + 6, msgid + 14),
    prefix,
    fields,
  );
  const rejected = line.indexOf(' rejected: ', word);
  if (!smtp && line.startsWith('error ', word) && rejected !== -1) {
    const before = line.slice(word, rejected);
    const reply = replyAt(
      line,
      rejected + 11,
      to,
      before.endsWith('BANNER') ? 'greeting' : commandPhase(line, line.lastIndexOf(' ', rejected - 1) + 1, to),
      'remote',
    );
    if (reply) entry.replies = [reply];
  } else if (!smtp && line.startsWith('error ', word)) entry.reason = reasonIn(line.slice(word, to));
  if (smtp && line.startsWith('connected ', word)) entry.life = 'begin';
  if (line.startsWith('disconnected ', word)) {
    entry.life = 'end';
    if (line.includes('reason=timeout', word)) entry.reason = 'conversation-timeout';
    else if (line.includes('reason=disconnect', word) || line.includes('io-error', word)) entry.reason = 'lost-connection';
  }
  return entry;
}

/** Whether a line of OpenSMTPD 5 without its tag begins at `at`. */
const bareOld = (line: string, at: number): boolean =>
  line.startsWith('smtp-in: ', at) || line.startsWith('smtp-out: ', at) || FATE.test(line.slice(at, at + 60));

const OLD = /^smtp-(?:in|out): .{0,40}?\bsession ([0-9a-f]{16})\b/;
const FATE = /^(?:relay|delivery): (Ok|TempFail|PermFail) for ([0-9a-f]{16}):/;

/** OpenSMTPD 5: `smtp-in: Failed command on session SID: "MAIL FROM:<x>  " => 421 4.3.0: Temporary Error`. */
function old(line: string, prefix: Prefix): LogEntry | null {
  const at = prefix.from;
  const { to } = prefix;
  const fate = FATE.exec(line.slice(at, at + 60));
  if (fate) {
    const entry = new Entry('opensmtpd', line.startsWith('relay', at) ? 'relay' : 'delivery', fate[2].slice(0, 8), prefix, fields);
    entry.status = STATUS[fate[1]];
    const stat = line.lastIndexOf('stat=');
    const reply = stat < at ? null : replyAt(line, stat + 5, to, null, 'remote');
    if (reply) entry.replies = [reply];
    return entry;
  }
  const m = OLD.exec(line.slice(at, at + 120));
  if (!m) return null;
  const entry = new Entry('opensmtpd', line.slice(at, at + 8).replace(':', ''), m[1] === NO_SESSION ? null : m[1], prefix, fields);
  const arrow = line.lastIndexOf('" => ');
  if (arrow > at) {
    const quote = line.indexOf(': "', at + m[0].length - 1);
    const reply = replyAt(line, arrow + 5, to, quote === -1 ? null : commandPhase(line, quote + 3, to), 'local');
    if (reply) entry.replies = [reply];
    entry.status = 'rejected';
  } else if (/\bError on session\b/.test(m[0])) entry.reason = reasonIn(line.slice(at, to));
  return entry;
}

const KEYS = {
  from: 'from',
  to: 'to',
  relay: 'relay',
  delay: 'delay',
  address: 'client',
  size: 'size',
  user: 'user',
  result: 'status',
} as const;

const fields = (line: string, prefix: Prefix): LogField[] => {
  const end = sessionEnd(line, prefix.from);
  const found = end === -1 || line.startsWith(NO_SESSION, prefix.from) ? [] : [field(line, 'session', prefix.from, end)];
  const id = /(?:evpid|msgid)=([0-9a-f]{8})/.exec(line.slice(prefix.from, prefix.from + 120));
  if (id) found.unshift(field(line, 'id', prefix.from + id.index + 6, prefix.from + id.index + 14));
  const stat = line.indexOf(' stat=', prefix.from);
  return found.concat(keyValues(line, prefix.from, stat === -1 ? prefix.to : stat, KEYS));
};

export const opensmtpd = logFormat({
  id: 'opensmtpd',
  title: 'OpenSMTPD',
  row: '5.6',
  needles: ['smtp ', 'mta ', 'mda ', 'smtp-in: ', 'smtp-out: ', 'relay: ', 'delivery: '],
  notes:
    'Lines of a multi-line reply are glued without a blank. The first eight digits of evpid are the message; session 0000000000000000 is none.',
  traits: { sessionIds: true },
  samples: [
    {
      title: 'a refused client and a refused recipient',
      text: [
        'Nov 23 20:00:01 mx smtpd[411]: 88166f7f21c951f4 smtp connected address=192.0.2.7 host=<unknown>',
        'Nov 23 20:00:01 mx smtpd[411]: 88166f7f21c951f4 smtp failed-command command="" result="550 no rDNS please fix"',
        'Nov 23 20:00:02 mx smtpd[411]: 9f166f7f21c951f5 smtp failed-command command="RCPT TO:<x@example.com> " result="550 5.1.1 Invalid recipient: <x@example.com>"',
        'Nov 23 20:00:09 mx smtpd[411]: 8f4864084ecc48f4 mta delivery evpid=7077717e797a776e from=<a@example.com> to=<b@example.net> rcpt=<-> source="192.0.2.1" relay="198.51.100.9 (mx.example.net)" delay=1s result="TempFail" stat="450 4.2.0 try later"',
        'smtpd[24227]: 1e722991167e2b80 mda delivery evpid=f9293a5cb336a379 from=<a@example.com> to=<b@example.org> rcpt=<b@example.org> user=b delay=40s result=TempFail stat=Error (temporary failure: "mail.lmtp: LMTP server error: 550 5.7.1 <b@example.org> no")',
        'relay: PermFail for c534b8c7f5ad4a41: session=a6ee64ec089bf84f, from=<a@example.com>, to=<b@example.org>, rcpt=<->, source=192.0.2.1, relay=192.0.2.9 (mx), delay=6m41s, stat=550 5.1.1 nobody here',
        'Nov 23 20:00:10 mx smtpd[411]: 0000000000000000 mta delivery evpid=7077717e797a776f from=<a@example.com> to=<c@example.net> rcpt=<-> source="-" relay="example.net" delay=1s result="TempFail" stat="Network error on destination MXs"',
      ].join('\n'),
      replies: [
        '2:88 550 - greeting rejected 88166f7f21c951f4',
        '3:112 550 5.1.1 RCPT rejected 9f166f7f21c951f5',
        '4:224 450 4.2.0 - deferred 7077717e',
        '5:224 550 5.7.1 - deferred f9293a5c',
        '6:175 550 5.1.1 - bounced c534b8c7',
      ],
    },
  ],
  bare: (line, { from }) => sessionEnd(line, from) > 0 || bareOld(line, from),
  speaks: (program) => program === 'smtpd' || program === 'opensmtpd',
  message,
});
