import type { LogEntry, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { failurePhase, repliesInError, replyInError, VERBS } from '../log-line/exim';
import { deliveryFields, eximIdEnd, refusalFields, rejectedAt } from '../log-line/exim-fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { repliesAt, replyAt } from '../log-line/reply';
import { eximSamples } from '../log-line/samples/exim';
import { Stamp } from '../log-line/time';

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
      entry.replies = repliesAt(line, quoted + 4, end === -1 ? to : end, 'data', 'remote', 'escaped');
    }
    return entry;
  }
  entry.replies = repliesInError(line, at, to);
  if (flag === '**' && entry.replies.length === 0) {
    // `:fail: 590 5.4.3 text` of a router: the code that a client would get.
    const own = line.indexOf(' : ', at);
    const reply = own === -1 ? null : replyAt(line, own + 3, to, null, 'local');
    if (reply) entry.replies = [reply];
  }
  if (entry.replies.length === 0) {
    entry.reason = line.endsWith('retry timeout exceeded') ? 'retry-exhausted' : deferReason(line, at, to);
    entry.phase = failurePhase(line, at, to);
  }
  if (line.indexOf('retry timeout exceeded', at) !== -1) entry.reason = 'retry-exhausted';
  return entry;
}

function deferReason(line: string, from: number, to: number) {
  const text = line.slice(from, to);
  const defer = text.indexOf(' defer (');
  return reasonIn(defer !== -1 ? text.slice(defer) : text.slice(text.indexOf(': ') + 1));
}

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
  if (open !== -1 && open <= at + 8) {
    const quote = line.charCodeAt(open + 1) === 34 ? line.indexOf('"@', open + 2) : open;
    const close = line.indexOf('>', quote === -1 ? open : quote);
    at = close === -1 ? to : close;
  }
  if (phase !== null) entry.phase = phase;
  const colon = line.indexOf(': ', at);
  if (colon === -1 || colon >= to) return entry;
  const callout = replyInError(line, colon, to);
  if (callout) {
    const inner = replyAt(line, callout.at, to, callout.phase, 'remote', 'nested');
    if (inner) entry.replies = [inner];
    entry.reason = line.indexOf('ender verify', colon) !== -1 || phase === 'MAIL' ? 'sender-verification' : 'recipient-verification';
    return entry;
  }
  const reply = replyAt(line, colon + 2, to, phase, 'local');
  if (reply) entry.replies = [reply];
  const text = line.slice(colon, colon + 400);
  if (/grey ?list/i.test(text)) entry.reason = 'greylisted';
  else if (/[Ss]ender verify/.test(text)) entry.reason = 'sender-verification';
  else if (!reply) entry.reason = reasonIn(text);
  return entry;
}

/** Lines without a message id, and lines with one that are neither an arrival nor a delivery. */
function other(line: string, prefix: Prefix, id: string | null, at: number): LogEntry | null {
  const { to } = prefix;
  const rejected = rejectedAt(line, at, to);
  if (rejected !== -1 && (id !== null || prefix.timeKind !== 0)) {
    if (line.startsWith('SMTP protocol', at) || line.startsWith('SMTP syntax', at)) return session(line, prefix, at);
    return refusal(line, prefix, id, rejected);
  }
  const entry = new Entry('exim', null, id, prefix, refusalFields);
  if (line.startsWith('Completed', at)) {
    entry.life = 'end';
    return entry;
  }
  const auth = line.indexOf(' authenticator failed for ', at);
  if (auth !== -1) {
    // The client's HELO and the user come from outside: the reply follows the last address and precedes `(set_id=`.
    const user = line.indexOf(' (set_id=', auth);
    const end = user === -1 ? to : user;
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
  const verify = lower === -1 ? line.indexOf('Sender verify failed', at) : lower;
  if (verify !== -1) {
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

/** Exim's `[pid] ` after the stamp (`log_selector = +pid`). */
function behindPid(line: string, at: number): number {
  if (line.charCodeAt(at) !== 91) return at;
  let i = at + 1;
  while (i < at + 12 && line.charCodeAt(i) >= 48 && line.charCodeAt(i) <= 57) i++;
  return i > at + 1 && line.charCodeAt(i) === 93 && line.charCodeAt(i + 1) === 32 ? i + 2 : at;
}

const BARE =
  /^(?:H=|U=|SMTP (?:error|syntax|protocol|connection|call|command|data)|no MAIL in SMTP|TLS error on|rejected |(?:temporarily )?rejected|unqualified verify rejected|<=|\S{1,60} authenticator failed for )/;

/** A delivery line that was shortened for a ticket: a flag, an address, a router and a transport. */
const FRAGMENT = /^(?:\S{1,40} )?(?=(?:\*\*|==|=>|->) \S[^\s@]*@\S+ R=\w+ T=\w+)/;

function message(line: string, prefix: Prefix): LogEntry | null {
  const at = behindPid(line, prefix.from);
  prefix.from = at;
  const end = eximIdEnd(line, at);
  const next = end < 0 ? at : end + 1;
  const tagged = prefix.programTo > prefix.programFrom;
  const flag = line.slice(next, next + 2);
  const quoted = end < 0 && !tagged && prefix.timeKind === 0 ? FRAGMENT.exec(line.slice(at, at + 120)) : null;
  if (quoted) {
    prefix.from = at + quoted[0].length;
    return outcome(line, prefix, null, prefix.from);
  }
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
  traits: {
    senderBegins: true,
    clientTakesDelivery: true,
    link: ({ status }) => (status === null ? 'about' : status === 'sent' ? 'next' : 'notice'),
  },
  samples: eximSamples,
  bare: (line, { from, timeKind }) =>
    timeKind === Stamp.Iso || eximIdEnd(line, from) > 0 || line.charCodeAt(from) === 91 || line.includes(' T='),
  speaks: (program) => program === 'exim' || program === 'exim4' || /(?:^|[/-])exim4?$/.test(program),
  message,
});
