import type { LocatedReply, LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { enhancedAt, repliesAt, replyAt } from '../log-line/reply';
import { sendmailSamples } from '../log-line/samples/sendmail';

/** End (exclusive) of a queue ID (8 characters of time and sequence, a pid) or of `NOQUEUE`, before `: ` or `[2]: `; -1 if there is none. */
function idEnd(line: string, at: number): number {
  let i = at;
  while (i < at + 24) {
    const c = line.charCodeAt(i);
    if (!((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122))) break;
    i++;
  }
  const after = line.charCodeAt(i);
  if (after !== 58 && after !== 91) return -1;
  // Before Sendmail 8.10: `NAA04536`.
  if (i < at + 12 && !/^[A-Z]{2,4}\d{5,6}$/.test(line.slice(at, i))) return -1;
  const last = line.charCodeAt(i - 1);
  return last >= 48 && last <= 57 ? i : -1;
}

function statusOf(stat: string): Status | null {
  if (stat.startsWith('Sent')) return 'sent';
  if (stat.startsWith('Deferred')) return 'deferred';
  if (stat.startsWith('queued') || stat.startsWith('quarantined')) return null;
  return 'bounced';
}

/** `to=…, delay=…, dsn=5.1.1, reply=550 …, stat=User unknown`; what the fields before `delay=` contain is ignored. */
function delivery(line: string, prefix: Prefix, entry: Entry, at: number): LogEntry {
  const { to } = prefix;
  const delay = Math.max(at, line.indexOf(', delay=', at));
  const stat = line.indexOf(', stat=', delay);
  const head = stat === -1 ? to : stat;
  const replies: LocatedReply[] = [];
  const dsn = line.indexOf(', dsn=', delay);
  if (dsn !== -1 && dsn < head) {
    const verdict = enhancedAt(line, dsn + 6, head, null, 'local');
    if (verdict) replies.push(verdict);
  }
  const reply = line.indexOf(', reply=', delay);
  if (reply !== -1 && reply < head) replies.push(...first(line, reply + 8, head));
  if (stat !== -1) {
    const text = stat + 7;
    entry.status = statusOf(line.slice(text, text + 24));
    const deferred = line.startsWith('Deferred: ', text) ? text + 10 : -1;
    const sent = line.startsWith('Sent (', text) ? text + 6 : -1;
    const said = deferred >= 0 ? deferred : sent;
    const found = said < 0 ? [] : first(line, said, line.charCodeAt(to - 1) === 41 && sent >= 0 ? to - 1 : to);
    replies.push(...found);
    if (entry.status !== 'sent' && found.length === 0 && reply === -1) {
      const reason = reasonIn(line.slice(text, to));
      // `User unknown` says that RCPT got 550, 551 or 553, not why (trap 8).
      entry.reason = reason === 'user-unknown' && /, mailer=(?:e?smtp|relay)/.test(line.slice(delay, head)) ? undefined : reason;
    }
  }
  entry.replies = replies;
  return entry;
}

/** A remote reply of which Sendmail keeps the first line. */
function first(line: string, at: number, to: number): LocatedReply[] {
  const found = repliesAt(line, at, to, null, 'remote', 'space');
  return found.length ? [found[0]] : [];
}

const MILTER: Readonly<Record<string, string>> = {
  to: 'RCPT',
  from: 'MAIL',
  helo: 'HELO',
  connect: 'greeting',
  data: 'data',
  header: 'data',
  body: 'data',
  eom: 'data',
};
const RULESETS: Readonly<Record<string, string>> = {
  check_rcpt: 'RCPT',
  check_mail: 'MAIL',
  check_relay: 'greeting',
  check_data: 'DATA',
  check_eoh: 'data',
  check_vrfy: 'VRFY',
  check_expn: 'EXPN',
  check_etrn: 'ETRN',
  check_compat: 'RCPT',
};

/** After the last `, reject=` outside an address. */
function rejectAt(line: string, from: number, to: number): number {
  let angle = 0;
  for (let i = from; i < to; i++) {
    const c = line.charCodeAt(i);
    if (c === 60) angle = 1;
    else if (c === 62) angle = 0;
    else if (c === 44 && angle === 0 && line.startsWith(', reject=', i)) return i + 9;
  }
  const last = line.lastIndexOf(', reject=');
  return last >= from ? last + 9 : -1;
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  const start = prefix.from;
  const tagged = prefix.programTo > prefix.programFrom;
  let end = idEnd(line, start);
  let at = start;
  if (end !== -1) {
    at = line.indexOf(': ', end) + 2;
    if (at < 2 || at > end + 7) {
      end = -1;
      at = start;
    }
  } else if (line.startsWith('NOQUEUE: ', start)) at = start + 9;
  if (!tagged && (end === -1 || !line.includes(', stat=') || !line.includes(', delay='))) return null;
  const entry = new Entry('sendmail', null, end === -1 ? null : line.slice(start, end), prefix, fields);
  const c = line.charCodeAt(at);
  if (c === 116 && line.startsWith('to=', at)) return delivery(line, prefix, entry, at);
  if (c === 102 && line.startsWith('from=', at)) return entry;
  if (c === 100 && line.startsWith('done; delay=', at)) {
    entry.life = 'end';
    return entry;
  }
  if (c === 114 && line.startsWith('ruleset=', at)) {
    const ruleset = /^\w+/.exec(line.slice(at + 8, at + 40))?.[0] ?? '';
    const reject = rejectAt(line, at, to);
    if (reject < 0) return worth(entry);
    entry.status = 'rejected';
    const phase = RULESETS[ruleset] ?? null;
    const reply = replyAt(line, reject, to, phase, 'local') ?? enhancedAt(line, reject, to, phase, 'local', 'reply');
    if (reply) entry.replies = [reply];
    return entry;
  }
  if (c === 77 && line.startsWith('Milter: ', at)) {
    const reject = rejectAt(line, at, to);
    if (reject >= 0) {
      entry.status = 'rejected';
      const word = /^\w+/.exec(line.slice(at + 8, at + 30))?.[0] ?? '';
      const reply = replyAt(line, reject, to, MILTER[word] ?? null, 'local');
      if (reply) entry.replies = [reply];
    }
    return worth(entry);
  }
  const protocol = line.indexOf(' protocol error: ', at);
  if (protocol !== -1 && line.lastIndexOf(': SMTP ', protocol) >= at) {
    const word = line.slice(line.lastIndexOf(': SMTP ', protocol) + 7, protocol);
    const reply = replyAt(line, protocol + 17, to, word === 'DATA-2' ? 'data' : /^[A-Z]{4,8}$/.test(word) ? word : null, 'remote');
    if (reply) entry.replies = [reply];
    entry.reason = 'bad-reply';
    return entry;
  }
  entry.reason = sessionReason(line.slice(at, Math.min(to, at + 400)));
  // `<x>... User unknown`: refused to the client.
  if (entry.reason === 'user-unknown' && c === 60) entry.status = 'rejected';
  return worth(entry);
}

function sessionReason(text: string) {
  if (/did not issue MAIL|lost input channel/.test(text)) return 'lost-connection';
  if (text.includes('timeout waiting for input')) return 'conversation-timeout';
  if (text.includes('pre-greeting traffic')) return 'pregreet';
  if (text.startsWith('AUTH failure') || text.includes('possible SMTP attack: command=AUTH')) return 'authentication';
  if (/^STARTTLS=(?:client|server).{0,200}(?:error|fail)/.test(text)) return 'tls-handshake';
  if (text.startsWith('SYSERR')) return reasonIn(text) ?? 'local-error';
  if (/^(?:DSN|return to sender): /.test(text)) return undefined;
  return /\.\.\. User unknown/.test(text) ? 'user-unknown' : undefined;
}

const KEYS = {
  from: 'from',
  to: 'to',
  size: 'size',
  msgid: 'messageId',
  delay: 'delay',
  dsn: 'dsn',
  authid: 'user',
} as const;

const fields = (line: string, prefix: Prefix): LogField[] => {
  const end = idEnd(line, prefix.from);
  const found = end === -1 ? [] : [field(line, 'id', prefix.from, end)];
  const at = end === -1 ? prefix.from : end + 2;
  const child = idEnd(line, at);
  if (child !== -1) found.push(field(line, 'newId', at, child));
  const stat = line.indexOf(', stat=', at);
  const reply = line.indexOf(', reply=', at);
  found.push(...keyValues(line, at, Math.min(stat === -1 ? prefix.to : stat, reply === -1 ? prefix.to : reply), KEYS));
  const relay = line.indexOf(', relay=', at);
  if (relay !== -1 && (stat === -1 || relay < stat)) {
    const comma = line.indexOf(',', relay + 8);
    found.push(field(line, line.startsWith('to=', at) ? 'relay' : 'client', relay + 8, comma === -1 ? prefix.to : comma));
  }
  const ruleset = /^ruleset=check_(rcpt|mail), arg1=<([^<>]{0,320})>/.exec(line.slice(at, at + 380));
  if (ruleset) {
    const end = at + ruleset[0].length - 1;
    found.push(field(line, ruleset[1] === 'rcpt' ? 'to' : 'from', end - ruleset[2].length, end));
  }
  const next = /stat=Sent \((?:ok: {2}Message |Ok: queued as )?([0-9A-Za-z]{10,24})(?: Message accepted)?/.exec(
    line.slice(Math.max(stat, 0), Math.max(stat, 0) + 120),
  );
  if (stat !== -1) {
    found.push(field(line, 'status', stat + 7, prefix.to));
    if (next) {
      const from = stat + next.index + next[0].indexOf(next[1]);
      found.push(field(line, 'newId', from, from + next[1].length));
    }
  }
  return found;
};

const PROGRAMS = new Set([
  'sendmail',
  'sm-mta',
  'sm-msp-queue',
  'sm-msp',
  'sm-que',
  'sm-acceptingconnections',
  'sendmail-in',
  'sm-client',
  'mailer',
]);

export const sendmail = logFormat({
  id: 'sendmail',
  title: 'Sendmail',
  row: '5.3',
  needles: ['sendmail', 'sm-', ', stat='],
  notes: 'Of a multi-line reply Sendmail logs the first line and decides by the last. `User unknown` means that RCPT got 550, 551 or 553.',
  traits: { uniqueIds: true },
  samples: sendmailSamples,
  bare: (line, { from }) => idEnd(line, from) > 0,
  speaks: (program) => PROGRAMS.has(program) || program.startsWith('sm-') || /(?:^|\/)sendmail(?:[-.]\w+)?$/.test(program),
  message,
});
