import type { LogEntry, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { angleEnd, keyValues } from '../log-line/fields';
import { failurePhase, proxyReplies, reasonReplies } from '../log-line/postfix';
import { actionEnd, readAction } from '../log-line/postfix-action';
import { deliveryFields, idField, plainFields, queueIdEnd, sessionFields } from '../log-line/postfix-fields';
import { postfixTraits } from '../log-line/postfix-traits';
import type { Prefix } from '../log-line/prefix';
import { type Reason, reasonIn } from '../log-line/reason';
import { enhancedAt } from '../log-line/reply';
import { postfixSamples } from '../log-line/samples/postfix';

const STATUS: Readonly<Record<string, Status>> = {
  sent: 'sent',
  deferred: 'deferred',
  bounced: 'bounced',
  SOFTBOUNCE: 'deferred',
  expired: 'bounced',
  'force-expired': 'bounced',
};

/** A status that the edge of a terminal has broken with spaces. */
const WRAPPED = new RegExp(
  `, *${[...'status='].join(' *')} *(${['sent', 'deferred', 'bounced'].map((word) => [...word].join(' *')).join('|')})`,
);

/** `to=<…>, relay=…, dsn=…, status=WORD (REASON)`. */
function delivery(line: string, prefix: Prefix, id: string | null, daemon: string, body: number): LogEntry | null {
  const { to } = prefix;
  const address = line.charCodeAt(body + 3) === 60 ? angleEnd(line, body + 3, to) : body + 3;
  const status = address < 0 ? -1 : line.indexOf(', status=', address);
  if (status === -1) {
    const entry = new Entry('postfix', daemon, id, prefix, deliveryFields);
    const wrapped = address < 0 ? null : WRAPPED.exec(line.slice(address, to));
    if (wrapped) {
      entry.status = STATUS[wrapped[1].replaceAll(' ', '')];
      const dsn = line.lastIndexOf(', dsn=', address + wrapped.index);
      const verdict = dsn > address ? enhancedAt(line, dsn + 6, to, null, 'local') : null;
      const replies = reasonReplies(line, address + wrapped.index, to, daemon);
      entry.replies = verdict ? [verdict, ...replies] : replies;
    }
    return id === null ? null : entry;
  }
  let end = status + 9;
  while (end < to && line.charCodeAt(end) > 32) end++;
  const word = line.slice(status + 9, end);
  const entry = new Entry('postfix', daemon, id, prefix, deliveryFields);
  entry.status = STATUS[word] ?? null;
  const from = line.charCodeAt(end + 1) === 40 ? end + 2 : end;
  const close = line.charCodeAt(to - 1) === 41 && from < to ? to - 1 : to;
  const replies = reasonReplies(line, from, close, daemon);
  const dsn = line.lastIndexOf(', dsn=', status);
  const verdict = dsn > address ? enhancedAt(line, dsn + 6, status, null, 'local') : null;
  entry.replies = verdict ? [verdict, ...replies] : replies;
  if (entry.status !== 'sent' && word !== 'deliverable') {
    if (line.startsWith('delivery temporarily suspended', from)) entry.reason = 'suspended';
    else if (replies.length === 0) entry.reason = reasonIn(line.slice(from, close));
    if (replies.length === 0) entry.phase = failurePhase(line, from, close);
  }
  return entry;
}

/** Session lines that begin with their word, and the reason that each gives. */
const SESSION: readonly (readonly [string, Reason | null])[] = [
  ['connect from ', null],
  ['disconnect from ', null],
  ['lost connection after ', 'lost-connection'],
  ['timeout after ', 'conversation-timeout'],
  ['too many errors after ', 'too-many-errors'],
  ['improper command pipelining after ', 'pipelining'],
  ['SSL_accept error from ', 'tls-handshake'],
  ['SSL_connect error to ', 'tls-handshake'],
  ['certificate verification failed for ', 'tls-certificate'],
  ['CONNECT from ', null],
  ['DISCONNECT ', null],
  ['PASS ', null],
  ['PREGREET ', 'pregreet'],
  ['HANGUP after ', 'lost-connection'],
  ['DNSBL rank ', 'blocklisted'],
  ['COMMAND PIPELINING from ', 'pipelining'],
  ['BARE NEWLINE from ', 'protocol-error'],
  ['NON-SMTP COMMAND from ', 'non-smtp'],
  ['COMMAND ', 'too-many-errors'],
  ['bare <LF> received after ', 'protocol-error'],
  ['SMTPS wrappermode ', 'tls-handshake'],
  ['fatal: ', 'local-error'],
  ['panic: ', 'local-error'],
];

/** What a client or a server process logs about a connection: part of the story of the message that goes through it. */
const ASIDE = /^(?:discarding EHLO keywords|enabling PIX|(?:Anonymous|Untrusted|Trusted|Verified) TLS connection)/;

/** Lines without a queue id. */
function sessionLine(line: string, prefix: Prefix, daemon: string): LogEntry | null {
  const at = prefix.from;
  const entry = new Entry('postfix', daemon, null, prefix, sessionFields);
  if (line.startsWith('connect to ', at)) {
    entry.replies = reasonReplies(line, at, prefix.to, 'error');
    if (entry.replies.length === 0) entry.reason = reasonIn(line.slice(at, prefix.to));
    return worth(entry);
  }
  if (daemon === '' && /^(?:disconnect |(?:ehlo|helo|mail|rcpt)=\d)/.test(line.slice(at, at + 12)) && / commands=\d/.test(line))
    return entry;
  for (const [start, reason] of SESSION) {
    if (!line.startsWith(start, at)) continue;
    if (line.startsWith('connect from', at)) entry.life = 'begin';
    else if (line.startsWith('disconnect', at)) entry.life = 'end';
    if (reason === null) return entry;
    entry.reason = reason;
    entry.phase = failurePhase(line, at, prefix.to);
    return entry;
  }
  if (line.startsWith('warning: ', at)) {
    entry.replies = proxyReplies(line, at, prefix.to);
    entry.reason = warningReason(line, at + 9);
    return worth(entry) ?? (daemon.startsWith('smtp') ? entry : null);
  }
  if (line.startsWith('qmgr_', at)) {
    const told = / queue \S+: (?=[45]\.\d)/.exec(line.slice(at, at + 200));
    const code = told && enhancedAt(line, at + told.index + told[0].length, prefix.to, null, 'local');
    entry.replies = code ? [code] : [];
    entry.reason = reasonIn(line.slice(at, prefix.to));
    return worth(entry);
  }
  if (ASIDE.test(line.slice(at, at + 40))) return entry;
  const acted = actionEnd(line, at);
  if (acted > 0) return readAction(line, prefix, null, daemon, at, acted);
  if (line.startsWith('host ', at)) {
    entry.replies = reasonReplies(line, at, prefix.to, 'error');
    return worth(entry);
  }
  return null;
}

function warningReason(line: string, at: number): Reason | undefined {
  if (line.startsWith('non-SMTP command from ', at)) return 'non-smtp';
  const text = line.slice(at, at + 400);
  if (/^\S{1,300}: SASL [\w-]{2,20} authentication failed/.test(text)) return 'authentication';
  if (text.includes(' rate limit exceeded: ')) return 'rate-limit';
  if (text.startsWith('connect to transport ')) return 'transport-unavailable';
  if (text.includes('non-ESMTP response from')) return 'bad-reply';
  if (text.startsWith('TLS library problem')) return 'tls-handshake';
  if (text.includes('queue file size limit exceeded')) return 'size';
  return SYSTEM.test(text) ? reasonIn(text) : undefined;
}

/** Warnings that say why mail is not moving; those about a client's names do not. */
const SYSTEM =
  /^(?:connect to |problem talking to |host \S+ greeted me|not enough free space|\S+: bad command startup|process \S+ pid \d+ (?:exit|killed)|relayhost configuration problem|milter \S+: can't|dict_|database |open active |mail_queue_enter|timeout on |network_biopair)/;

function message(line: string, prefix: Prefix): LogEntry | null {
  const at = prefix.from;
  const slash = line.lastIndexOf('/', prefix.programTo - 1);
  const tagged = prefix.programTo > prefix.programFrom;
  const daemon = tagged ? line.slice(slash >= prefix.programFrom ? slash + 1 : prefix.programFrom, prefix.programTo) : '';
  const end = queueIdEnd(line, at);
  if (end === -1 && !tagged) return untagged(line, prefix);
  if (end === -1) {
    if (line.startsWith('NOQUEUE: ', at)) return body(line, prefix, null, daemon, at + 9);
    if (line.startsWith('warning: ', at)) {
      const inner = queueIdEnd(line, at + 9);
      if (inner > 0) {
        const entry = new Entry('postfix', daemon, line.slice(at + 9, inner), prefix, plainFields);
        entry.reason = warningReason(line, inner + 2);
        return entry;
      }
    } else if (line.startsWith('to=', at) && line.includes(', status=', at)) return delivery(line, prefix, null, daemon, at);
    return sessionLine(line, prefix, daemon);
  }
  if (!tagged && !line.includes('status=', end) && !line.includes(': ', end + 2) && !line.includes('from=<', end)) return null;
  return body(line, prefix, line.slice(at, end), daemon, end + 2);
}

/** What follows the queue id (or `NOQUEUE: `). */
function body(line: string, prefix: Prefix, id: string | null, daemon: string, at: number): LogEntry | null {
  const c = line.charCodeAt(at);
  if (c === 116 && line.startsWith('to=', at)) return delivery(line, prefix, id, daemon, at);
  // `from=`, `client=`, `uid=`, `message-id=`, `removed`: the lines that most of a log is made of.
  if (c === 102 && line.startsWith('from=', at)) {
    const entry = new Entry('postfix', daemon, id, prefix, plainFields);
    const address = line.charCodeAt(at + 5) === 60 ? angleEnd(line, at + 5, prefix.to) : at + 5;
    const status = line.indexOf(', status=', Math.max(address, at));
    if (status !== -1) {
      const expired = line.startsWith('expired', status + 9) || line.startsWith('force-expired', status + 9);
      entry.status = expired ? 'bounced' : null;
      if (expired) entry.reason = 'expired';
    }
    return entry;
  }
  if (c === 114 && line.startsWith('removed', at) && prefix.to === at + 7) {
    const entry = new Entry('postfix', daemon, id, prefix, idField);
    entry.life = 'end';
    return entry;
  }
  const entry = new Entry('postfix', daemon, id, prefix, plainFields);
  if (c === 99 && line.startsWith('client=', at)) {
    if (id !== null) entry.life = 'begin';
    return entry;
  }
  if (c === 117 && line.startsWith('uid=', at)) {
    entry.life = 'begin';
    return entry;
  }
  if (c === 109 && line.startsWith('message-id=', at)) return entry;
  const acted = actionEnd(line, at);
  if (acted > 0) return readAction(line, prefix, id, daemon, at, acted);
  const sort = line.startsWith('host ', at) || line.startsWith('lost connection with', at) || line.startsWith('conversation with', at);
  if (sort || line.startsWith('connect to ', at) || line.includes('] said: ', at)) {
    entry.replies = reasonReplies(line, at, prefix.to, 'error');
    if (entry.replies.length === 0) {
      entry.reason = reasonIn(line.slice(at, prefix.to));
      entry.phase = failurePhase(line, at, prefix.to);
    }
    return entry;
  }
  if (line.startsWith('lost connection after', at)) entry.reason = 'lost-connection';
  else if (line.startsWith('timeout after', at)) entry.reason = 'conversation-timeout';
  if (entry.reason) entry.phase = failurePhase(line, at, prefix.to);
  return id === null ? worth(entry) : entry;
}

/** A complete action: no other program writes this. */
const ACTION =
  /^[a-z_-]{4,20}: +(?:[A-Z-]{3,16}|DATA content) +from \S{0,255}\[(?:unknown|[0-9a-fA-F.:]{3,45})\](?::\d{1,5})?: +[245]\d\d /;

/** How a fragment of a line begins that is quoted in a ticket: only what no other program writes. */
const FRAGMENT =
  /^(?:\d{1,4}×status=|\(?host |\(?said: \d|dsn=\d|status=|delays?=[\d.]|disconnect |(?:lost connection|timeout|improper command pipelining|too many errors) after |warning: non-E?SMTP |PREGREET \d|(?:Untrusted|Anonymous) TLS connection |conversation with |lost connection with |client=[^\s[=]+\[|(?:ehlo|helo|mail|rcpt)=\d)/;

const FIELD_KEYS = { to: 'to', relay: 'relay', delay: 'delay', dsn: 'dsn', status: 'status', client: 'client', orig_to: 'origTo' } as const;
const fragmentFields = (line: string, prefix: Prefix) => keyValues(line, prefix.from, prefix.to, FIELD_KEYS);

/** Lines whose prefix was lost in copying, and pieces of lines. */
function untagged(line: string, prefix: Prefix): LogEntry | null {
  const { from: at, to } = prefix;
  // Where the word behind `status=` stands; 0 without one.
  const comma = line.indexOf(', status=', at);
  const first = /^(?:\d{1,4}×)?status=/.exec(line.slice(at, at + 16))?.[0].length ?? 0;
  const status = first > 0 ? at + first : comma === -1 ? 0 : comma + 9;
  if (status > at && line.startsWith('to=<', at)) return delivery(line, prefix, null, '', at);
  if (line.startsWith('NOQUEUE: ', at) && line.includes(': ', at + 9)) return body(line, prefix, null, '', at + 9);
  const acted = actionEnd(line, at);
  if (acted > 0 && ACTION.test(line.slice(at, at + 400))) return readAction(line, prefix, null, '', at, acted);
  if (acted > 0 && line.startsWith('milter-', at)) {
    const entry = new Entry('postfix', null, null, prefix, sessionFields);
    entry.status = line.startsWith('reject', at + 7) ? 'rejected' : null;
    return entry;
  }
  const said = line.indexOf('] said: ', at);
  const fragment = FRAGMENT.test(line.slice(at, at + 200));
  if (said === -1 && status === 0 && !fragment && !line.includes('] refused to talk to me: ', at)) return null;
  const whole = fragment ? sessionLine(line, prefix, '') : null;
  if (whole) return whole;
  const entry = new Entry('postfix', null, null, prefix, fragmentFields);
  const open = line.indexOf('(', Math.max(status, at));
  entry.replies =
    line.startsWith('said: ', at) || line.startsWith('(said: ', at)
      ? reasonReplies(line, line.indexOf('said: ', at) + 6, to, '')
      : reasonReplies(line, open === -1 ? at : open + 1, line.charCodeAt(to - 1) === 41 ? to - 1 : to, status === 0 ? 'error' : '');
  const dsn = line.indexOf('dsn=', at);
  const verdict = dsn === -1 ? null : enhancedAt(line, dsn + 4, to, null, 'local');
  if (verdict) entry.replies = [verdict, ...entry.replies];
  if (status > 0 && (verdict || entry.replies.length > 0 || first > 7))
    entry.status = STATUS[/^\w*/.exec(line.slice(status, status + 24))?.[0] ?? ''] ?? null;
  if (line.startsWith('conversation with ', at) || line.startsWith('lost connection with ', at)) {
    entry.reason = reasonIn(line.slice(at, to));
    entry.phase = failurePhase(line, at, to);
  }
  return (
    worth(entry) ??
    (/^(?:delays?=|client=)/.test(line.slice(at, at + 7)) && /delays=[\d.]+\/|client=[^\s[=]+\[/.test(line.slice(at, at + 300))
      ? entry
      : null)
  );
}

export const postfix = logFormat({
  id: 'postfix',
  title: 'Postfix',
  row: '5.1',
  needles: ['postfix', ' status=', 'NOQUEUE: ', 'reject', '] said: ', '] refused to talk to me: '],
  notes: 'Which stage a reject names is where it was sent, not what failed (smtpd_delay_reject). status and dsn are Postfix’s own verdict.',
  traits: postfixTraits,
  samples: postfixSamples,
  bare: (line, { from }) =>
    line.includes(', status=') ||
    line.includes('] said: ') ||
    line.includes('refused to talk to me: ') ||
    line.startsWith('NOQUEUE: ', from) ||
    queueIdEnd(line, from) > 0 ||
    actionEnd(line, from) > 0 ||
    FRAGMENT.test(line.slice(from, from + 60)),
  speaks: (program) =>
    program.startsWith('postfix') ||
    /\/(?:smtpd?|lmtp|n?qmgr|cleanup|bounce|postscreen|local|virtual|pipe|error|pickup|discard|tlsproxy|postsuper)$/.test(program),
  message,
});
