import type { LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-entry';
import { failurePhase, repliesInError, replyInError, VERBS } from '../log-exim';
import { field } from '../log-fields';
import type { Prefix } from '../log-prefix';
import { reasonIn } from '../log-reason';
import { repliesAt, replyAt } from '../log-reply';
import { eximSamples } from '../log-samples/exim';
import { Stamp } from '../log-time';

const isBase62 = (c: number) => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

/** End of a message id at `at` (6-6-2 characters before Exim 4.97, 6-11-4 since); -1 where there is none. */
function idEnd(line: string, at: number): number {
  if (line.charCodeAt(at + 6) !== 45) return -1;
  const length = line.charCodeAt(at + 13) === 45 ? 16 : line.charCodeAt(at + 18) === 45 ? 23 : 0;
  if (length === 0) return -1;
  const dash = length === 16 ? 13 : 18;
  for (let i = at; i < at + length; i++) if (i !== at + 6 && i !== at + dash && !isBase62(line.charCodeAt(i))) return -1;
  const after = line.charCodeAt(at + length);
  return after === 32 || at + length === line.length ? at + length : -1;
}

const FLAGS: Readonly<Record<string, Status | null>> = {
  '=>': 'sent',
  '->': 'sent',
  '>>': 'sent',
  '*>': null,
  '**': 'bounced',
  '==': 'deferred',
  '<=': null,
  '(=': null,
};

function outcome(line: string, prefix: Prefix, id: string | null, at: number): LogEntry {
  const { to } = prefix;
  const flag = line.slice(at, at + 2);
  const entry = new Entry('exim', null, id, prefix, deliveryFields);
  entry.status = FLAGS[flag];
  if (flag === '<=' || flag === '(=') return entry;
  if (flag === '*>') {
    entry.reason = 'suppressed';
    return entry;
  }
  if (entry.status === 'sent') {
    const quoted = line.lastIndexOf(' C="');
    if (quoted > at) {
      let end = line.indexOf('"', quoted + 4);
      while (end > 0 && line.charCodeAt(end - 1) === 92) end = line.indexOf('"', end + 1);
      entry.replies = repliesAt(line, quoted + 4, end < 0 ? to : end, 'data', 'remote', 'escaped');
    }
    return entry;
  }
  entry.replies = repliesInError(line, at, to);
  if (flag === '**' && entry.replies.length === 0) {
    // `:fail: 590 5.4.3 text` of a router: the code that a client would get.
    const own = line.indexOf(' : ', at);
    const reply = own < 0 ? null : replyAt(line, own + 3, to, null, 'local');
    if (reply) entry.replies = [reply];
  }
  if (entry.replies.length === 0) {
    entry.reason = line.endsWith('retry timeout exceeded') ? 'retry-exhausted' : deferReason(line, at, to);
    entry.phase = failurePhase(line, at, to);
  }
  if (line.indexOf('retry timeout exceeded', at) >= 0) entry.reason = 'retry-exhausted';
  return entry;
}

function deferReason(line: string, from: number, to: number) {
  const text = line.slice(from, to);
  const defer = text.indexOf(' defer (');
  return reasonIn(defer >= 0 ? text.slice(defer) : text.slice(text.indexOf(': ') + 1));
}

/** Columns of `rejected` in a refusal, outside the brackets that hold the client's own words; -1 where there is none. */
function rejectedAt(line: string, from: number, to: number): number {
  const word = line.indexOf('rejected ', from);
  if (word < 0 || word >= to) return -1;
  let depth = 0;
  for (let i = from; i < to; i++) {
    const c = line.charCodeAt(i);
    if (c === 40) depth++;
    else if (c === 41) depth = Math.max(0, depth - 1);
    else if (depth === 0 && c === 114 && line.startsWith('rejected ', i) && WHAT.test(line.slice(i + 9, i + 40))) return i;
  }
  return -1;
}

const WHAT =
  /^(?:RCPT |MAIL |EHLO or HELO|HELO |EHLO |connection (?:in|by)|DATA|after (?:DATA|PRDR)|during MIME|AUTH |STARTTLS|VRFY |ETRN |ATRN |EXPN |by (?:non-SMTP|local_scan)|\w+ ACL|from )/;

function whatPhase(what: string): string | null {
  if (what.startsWith('connection')) return 'greeting';
  if (what.startsWith('after') || what.startsWith('during MIME') || what.startsWith('by ')) return 'data';
  const verb = /^[A-Z]{4,8}/.exec(what)?.[0];
  return verb && VERBS.has(verb) ? verb : null;
}

/** `H=(helo) [ip] F=<s> (temporarily )?rejected RCPT <r>: 550 …`. */
function refusal(line: string, prefix: Prefix, id: string | null, rejected: number): LogEntry {
  const { to } = prefix;
  const entry = new Entry('exim', null, id, prefix, refusalFields);
  entry.status = 'rejected';
  const phase = whatPhase(line.slice(rejected + 9, rejected + 40));
  let at = rejected + 9;
  const open = line.indexOf('<', at);
  if (open >= 0 && open <= at + 8) {
    const quote = line.charCodeAt(open + 1) === 34 ? line.indexOf('"@', open + 2) : open;
    const close = line.indexOf('>', quote < 0 ? open : quote);
    at = close < 0 ? to : close;
  }
  const colon = line.indexOf(': ', at);
  if (colon < 0 || colon >= to) return entry;
  const callout = replyInError(line, colon, to);
  if (callout) {
    const inner = replyAt(line, callout.at, to, callout.phase, 'remote', 'nested');
    if (inner) entry.replies = [inner];
    entry.reason = line.indexOf('ender verify', colon) >= 0 || phase === 'MAIL' ? 'sender-verification' : 'recipient-verification';
    return entry;
  }
  const reply = replyAt(line, colon + 2, to, phase, 'local');
  if (reply) entry.replies = [reply];
  const text = line.slice(colon, colon + 400);
  if (/grey ?list/i.test(text)) entry.reason = 'greylisted';
  else if (/[Ss]ender verify/.test(text)) entry.reason = 'sender-verification';
  return entry;
}

/** Lines without a message id, and lines with one that are neither arrival nor delivery. */
function other(line: string, prefix: Prefix, id: string | null, at: number): LogEntry | null {
  const { to } = prefix;
  const rejected = rejectedAt(line, at, to);
  if (rejected >= 0 && (id !== null || prefix.timeKind !== 0)) {
    if (line.startsWith('SMTP protocol', at) || line.startsWith('SMTP syntax', at)) return session(line, prefix, at);
    return refusal(line, prefix, id, rejected);
  }
  const entry = new Entry('exim', null, id, prefix, refusalFields);
  if (line.startsWith('Completed', at)) {
    entry.life = 'end';
    return entry;
  }
  const auth = line.indexOf(' authenticator failed for ', at);
  if (auth >= 0) {
    // The client's HELO and the user come from outside: the reply stands behind the last address and before `(set_id=`.
    const user = line.indexOf(' (set_id=', auth);
    const end = user < 0 ? to : user;
    for (let colon = line.lastIndexOf(': ', end), n = 0; colon > auth && n < 4; colon = line.lastIndexOf(': ', colon - 1), n++) {
      const reply = replyAt(line, colon + 2, end, 'AUTH', 'local');
      if (!reply) continue;
      entry.replies = [reply];
      break;
    }
    entry.reason = 'authentication';
    entry.status = 'rejected';
    return entry;
  }
  const lower = line.indexOf(' sender verify ', at);
  const verify = lower < 0 ? line.indexOf('Sender verify failed', at) : lower;
  if (verify >= 0) {
    entry.reason = 'sender-verification';
    const callout = replyInError(line, verify, to);
    const reply = callout ? replyAt(line, callout.at, to, callout.phase, 'remote', 'nested') : null;
    if (reply) entry.replies = [reply];
    return entry;
  }
  if (line.startsWith('H=', at) || id !== null) {
    entry.replies = repliesInError(line, at, to);
    if (entry.replies.length === 0 && !line.startsWith('<', at)) {
      entry.reason = reasonIn(line.slice(at, to));
      entry.phase = failurePhase(line, at, to);
    }
    return id === null && entry.replies.length === 0 && entry.reason === undefined ? null : entry;
  }
  return session(line, prefix, at);
}

function session(line: string, prefix: Prefix, at: number): LogEntry | null {
  const entry = new Entry('exim', null, null, prefix, refusalFields);
  if (line.startsWith('SMTP protocol synchronization error', at)) entry.reason = 'pipelining';
  else if (line.startsWith('SMTP protocol error', at) || line.startsWith('SMTP syntax error', at)) entry.reason = 'protocol-error';
  else if (line.startsWith('SMTP call from', at) && line.includes('dropped', at)) entry.reason = 'too-many-errors';
  else if (line.startsWith('SMTP connection from', at)) {
    if (line.includes(' lost', at)) entry.reason = 'lost-connection';
  } else if (line.startsWith('SMTP command timeout', at) || line.startsWith('SMTP data timeout', at)) entry.reason = 'conversation-timeout';
  else if (line.startsWith('TLS error on connection', at)) entry.reason = reasonIn(line.slice(at, prefix.to)) ?? 'tls-handshake';
  else if (!line.startsWith('no MAIL in SMTP connection', at)) return null;
  return entry;
}

const deliveryFields = (line: string, prefix: Prefix): LogField[] => {
  const end = idEnd(line, prefix.from);
  const found = idFields(line, prefix);
  const at = end < 0 ? prefix.from : end + 1;
  const arrival = line.startsWith('<=', at) || line.startsWith('(=', at);
  let address = at + 3;
  while (address < prefix.to && line.charCodeAt(address) > 32) address++;
  const bracket = line.charCodeAt(at + 3) === 60 ? 1 : 0;
  // `** x@y: text`; `:blackhole: <x@y>` is no address.
  const stop = line.charCodeAt(address - 1) === 58 && line.charCodeAt(at + 3) !== 58 && !arrival ? address - 1 : address;
  found.push(field(line, arrival ? 'from' : 'to', at + 3 + bracket, stop - bracket));
  if (!arrival && line.charCodeAt(address + 1) === 60) {
    const close = line.indexOf('>', address);
    if (close > 0) found.push(field(line, 'origTo', address + 2, close));
  }
  const limit = arrival ? prefix.to : Math.max(line.indexOf(': ', address), line.lastIndexOf(' C="'), address);
  const cut = limit > address ? limit : prefix.to;
  host(line, address, prefix.to, arrival, found);
  if (arrival) {
    token(line, ' S=', address, cut, 'size', found);
    token(line, ' id=', address, cut, 'messageId', found);
    token(line, ' A=', address, cut, 'user', found);
    token(line, ' R=', address, cut, 'newId', found, true);
  } else {
    token(line, ' QT=', address, prefix.to, 'delay', found);
    const next = /queued as (\w{5,30})|\bid=([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4})/.exec(line.slice(cut, cut + 300));
    if (next) {
      const from = cut + next.index + next[0].length - (next[1] ?? next[2]).length;
      found.push(field(line, 'newId', from, cut + next.index + next[0].length));
    }
  }
  return found;
};

/** `H=name (helo) [ip]:port`. */
function host(line: string, from: number, to: number, client: boolean, found: LogField[]): void {
  const at = line.indexOf(' H=', from);
  if (at < 0 || at >= to) return;
  const bracket = line.indexOf(']', at);
  let end = bracket < 0 || bracket > to ? at + 3 : bracket + 1;
  if (line.charCodeAt(end) === 58 && line.charCodeAt(end + 1) !== 32) while (end < to && /[:\d]/.test(line[end])) end++;
  if (line.charCodeAt(end - 1) === 58) end--;
  if (end > at + 3) found.push(field(line, client ? 'client' : 'relay', at + 3, end));
  const helo = /\(([^()]{1,255})\) \[/.exec(line.slice(at, end));
  if (client && helo) found.push(field(line, 'helo', at + helo.index + 1, at + helo.index + 1 + helo[1].length));
}

function token(line: string, key: string, from: number, to: number, name: LogField['name'], found: LogField[], id = false): void {
  const at = line.indexOf(key, from);
  if (at < 0 || at >= to) return;
  const start = at + key.length;
  let end = start;
  while (end < to && line.charCodeAt(end) > 32) end++;
  if (!id || idEnd(line, start) > 0) found.push(field(line, name, start, end));
}

function idFields(line: string, prefix: Prefix): LogField[] {
  const end = idEnd(line, prefix.from);
  return end < 0 ? [] : [field(line, 'id', prefix.from, end)];
}

const refusalFields = (line: string, prefix: Prefix): LogField[] => {
  const found = idFields(line, prefix);
  // Of a line about a delivery (`ID H=mx [ip]: SMTP error …`) the host is the one that we talked to.
  const rest = found.length > 0 ? prefix.from + found[0].piece.text.length : -1;
  const outgoing =
    rest > 0 && /^ H=[^\]]{1,400}\](?::\d{1,5})?\*?:? (?:[A-Z]|$)/.test(line.slice(rest, rest + 500)) && !line.includes('rejected ', rest);
  host(line, prefix.from - 1, prefix.to, !outgoing, found);
  const auth = line.indexOf(' authenticator failed for ', prefix.from);
  if (auth >= 0) {
    const client = /\[([0-9a-fA-F.:]{3,45})\]/.exec(line.slice(auth, auth + 400));
    if (client) found.push(field(line, 'client', auth + client.index + 1, auth + client.index + 1 + client[1].length));
    const user = line.lastIndexOf('(set_id=');
    if (user > auth) found.push(field(line, 'user', user + 8, line.charCodeAt(prefix.to - 1) === 41 ? prefix.to - 1 : prefix.to));
  }
  const sender = /\bF=<([^<>]{0,320})>/.exec(line.slice(prefix.from, prefix.from + 1000));
  if (sender) found.push(field(line, 'from', prefix.from + sender.index + 3, prefix.from + sender.index + 3 + sender[1].length));
  const rejected = /rejected RCPT <([^<>]{0,320})>/.exec(line.slice(prefix.from, prefix.from + 1500));
  if (rejected) {
    const end = prefix.from + rejected.index + rejected[0].length - 1;
    found.push(field(line, 'to', end - rejected[1].length, end));
  }
  return found;
};

/** Exim's `[pid] ` behind the stamp (`log_selector = +pid`). */
function behindPid(line: string, at: number): number {
  if (line.charCodeAt(at) !== 91) return at;
  let i = at + 1;
  while (i < at + 12 && line.charCodeAt(i) >= 48 && line.charCodeAt(i) <= 57) i++;
  return i > at + 1 && line.charCodeAt(i) === 93 && line.charCodeAt(i + 1) === 32 ? i + 2 : at;
}

const BARE =
  /^(?:H=|U=|SMTP (?:error|syntax|protocol|connection|call|command|data)|no MAIL in SMTP|TLS error on|rejected |(?:temporarily )?rejected|unqualified verify rejected|<=|\S{1,60} authenticator failed for )/;

function message(line: string, prefix: Prefix): LogEntry | null {
  const at = behindPid(line, prefix.from);
  prefix.from = at;
  const end = idEnd(line, at);
  const next = end < 0 ? at : end + 1;
  const tagged = prefix.programTo > prefix.programFrom;
  const flag = line.slice(next, next + 2);
  if (Object.hasOwn(FLAGS, flag) && line.charCodeAt(next + 2) === 32) {
    return end < 0 && !tagged && prefix.timeKind === 0 ? null : outcome(line, prefix, end < 0 ? null : line.slice(at, end), next);
  }
  if (end < 0 && !tagged && (prefix.timeKind !== 2 || !BARE.test(line.slice(at, at + 100)))) return null;
  if (
    end > 0 &&
    !tagged &&
    prefix.timeKind === 0 &&
    !/^(?:Message is frozen|Completed|H=|Unfrozen|removed|cancelled|no immediate)/.test(line.slice(next, next + 20))
  )
    return null;
  const entry = other(line, prefix, end < 0 ? null : line.slice(at, end), next);
  return entry instanceof Entry ? (worth(entry) ?? entry) : entry;
}

export const exim = logFormat({
  id: 'exim',
  title: 'Exim',
  row: '5.2',
  needles: [
    ' <= ',
    ' => ',
    ' -> ',
    ' >> ',
    ' *> ',
    ' ** ',
    ' == ',
    'H=',
    'U=',
    ' Completed',
    'SMTP',
    'rejected',
    'authenticator failed',
    'frozen',
    'exim',
  ],
  notes: 'The number in `defer (-44)` is an errno. `**` may carry a 4xx (retry time used up), `==` anything.',
  samples: eximSamples,
  bare: (line, { from, timeKind }) => timeKind === Stamp.Iso || idEnd(line, from) > 0 || line.charCodeAt(from) === 91,
  speaks: (program) => program === 'exim' || program === 'exim4' || /(?:^|[/-])exim4?$/.test(program),
  message,
});
