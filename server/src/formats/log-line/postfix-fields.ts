import type { LogField } from '../log';
import type { FieldReader } from './entry';
import { angleEnd, field, keyValues } from './fields';
import type { Prefix } from './prefix';

/** The places of the fields in Postfix's lines. */

/** End of a queue id at `at` (hexadecimal, or base 52 and 51 around a `z`); -1 if there is none before `: `. */
export function queueIdEnd(line: string, at: number): number {
  let i = at;
  for (; i < at + 24; i++) {
    const c = line.charCodeAt(i);
    if (!((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122))) break;
  }
  if (i < at + 5 || line.charCodeAt(i) !== 58) return -1;
  if (i === at + 7 && (line.startsWith('NOQUEUE', at) || line.startsWith('warning', at))) return -1;
  // Words (`fatal:`, `panic:`, `statistics:`) are neither hexadecimal nor have the `z` of a long id in the right place.
  for (let j = at; j < i; j++) {
    const c = line.charCodeAt(j);
    if (c >= 48 && c <= 57) return i;
  }
  for (let j = at; j < i; j++) if (line.charCodeAt(j) > 70) return -1;
  return i;
}

const byProcess = (read: (line: string, prefix: Prefix) => LogField[]): FieldReader => Object.assign(read, { byProcess: true as const });

export const deliveryFields = byProcess((line, prefix) => {
  const { to } = prefix;
  const found = idField(line, prefix);
  const start = line.indexOf('to=', prefix.from);
  const address = line.charCodeAt(start + 3) === 60 ? angleEnd(line, start + 3, to) : start;
  const status = line.indexOf(', status=', Math.max(address, start));
  const end = status === -1 ? to : (line.indexOf(' (', status) + 1 || to + 1) - 1;
  found.push(...keyValues(line, start, end, { to: 'to', orig_to: 'origTo', relay: 'relay', delay: 'delay', dsn: 'dsn', status: 'status' }));
  const queued = line.indexOf('queued as ', end);
  const forwarded = queued === -1 ? line.indexOf('forwarded as ', end) : -1;
  // Dovecot's LMTP names its session: `250 2.0.0 <user> ID Saved`.
  const saved = queued === -1 && forwarded === -1 && line.endsWith(' Saved)') ? line.lastIndexOf(' ', to - 8) + 1 : -1;
  const newId = queued !== -1 ? queued + 10 : forwarded !== -1 ? forwarded + 13 : saved;
  if (newId >= 0) {
    let i = newId;
    while (i < to && /[\w+/-]/.test(line[i])) i++;
    if (i > newId) found.push(field(line, 'newId', newId, i));
  }
  return found.concat(sessionField(line, prefix));
});

/** The place of the id that `readIds` found: at the message's beginning, or after `warning: `. */
export function idField(line: string, prefix: Prefix): LogField[] {
  const at = line.startsWith('warning: ', prefix.from) ? prefix.from + 9 : prefix.from;
  const end = queueIdEnd(line, at);
  return end === -1 ? [] : [field(line, 'id', at, end)];
}

const KEYS = {
  from: 'from',
  to: 'to',
  helo: 'helo',
  size: 'size',
  client: 'client',
  'message-id': 'messageId',
  'resent-message-id': 'messageId',
  sasl_username: 'user',
  status: 'status',
  orig_to: 'origTo',
  delay: 'delay',
  relay: 'relay',
} as const;

export const plainFields = byProcess((line, prefix) => {
  const found = [...idField(line, prefix), ...keyValues(line, prefix.from, prefix.to, KEYS)];
  const mid = line.indexOf(': message-id=', prefix.from) + 13;
  if (mid > 12 && line.charCodeAt(mid) !== 60) {
    // One that is not an address (encoded words) extends to the end of the line.
    const others = found.filter((f) => f.name !== 'messageId');
    return [...others, field(line, 'messageId', mid, prefix.to), ...sessionField(line, prefix)];
  }
  const notice = line.indexOf(' notification: ', prefix.from);
  if (notice !== -1) found.push(field(line, 'newId', notice + 15, prefix.to));
  return found.concat(sessionField(line, prefix));
});

function sessionField(line: string, prefix: Prefix): LogField[] {
  return prefix.pidTo > prefix.pidFrom ? [field(line, 'session', prefix.pidFrom, prefix.pidTo)] : [];
}

/** `from CLIENT` of a session line, and the fields after the last `; from=<` or `; proto=`. */
export const sessionFields = byProcess((line, prefix) => {
  const found = idField(line, prefix);
  const from = line.indexOf(' from ', prefix.from);
  let tail = prefix.from;
  if (from !== -1) {
    let end = from + 6;
    while (end < prefix.to && line.charCodeAt(end) > 32 && line.charCodeAt(end) !== 59) end++;
    tail = end;
    if (line.charCodeAt(end - 1) === 58) end--;
    // `from MTA(smtp:…)` of a proxy is not a client.
    if (line.charCodeAt(end - 1) !== 41) found.push(field(line, 'client', from + 6, end));
  }
  const keys = Math.max(line.indexOf('; from=<', tail), line.indexOf('; proto=', tail), line.indexOf('; to=<', tail));
  if (keys >= 0) found.push(...keyValues(line, keys, prefix.to, { from: 'from', to: 'to', helo: 'helo', sasl_username: 'user' }));
  return found.concat(sessionField(line, prefix));
});
