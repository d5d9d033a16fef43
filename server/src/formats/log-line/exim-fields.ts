import type { LogField } from '../log';
import { angleEnd, field } from './fields';
import type { Prefix } from './prefix';

/** The places of the fields in Exim's lines. */

const isBase62 = (c: number) => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

/** End of a message id at `at` (6-6-2 characters before Exim 4.97, 6-11-4 since); -1 if there is none. */
export function eximIdEnd(line: string, at: number): number {
  if (line.charCodeAt(at + 6) !== 45) return -1;
  const length = line.charCodeAt(at + 13) === 45 ? 16 : line.charCodeAt(at + 18) === 45 ? 23 : 0;
  if (length === 0) return -1;
  const dash = length === 16 ? 13 : 18;
  for (let i = at; i < at + length; i++) if (i !== at + 6 && i !== at + dash && !isBase62(line.charCodeAt(i))) return -1;
  const after = line.charCodeAt(at + length);
  return after === 32 || at + length === line.length ? at + length : -1;
}

export const deliveryFields = (line: string, prefix: Prefix): LogField[] => {
  const end = eximIdEnd(line, prefix.from);
  const found = idFields(line, prefix);
  const at = end < 0 ? prefix.from : end + 1;
  const arrival = line.startsWith('<=', at) || line.startsWith('(=', at);
  let address = at + 3;
  while (address < prefix.to && line.charCodeAt(address) > 32) address++;
  const bracket = line.charCodeAt(at + 3) === 60 ? 1 : 0;
  // `** x@y: text`; `:blackhole: <x@y>` is not an address.
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
  if (at === -1 || at >= to) return;
  const bracket = line.indexOf(']', at);
  let end = bracket === -1 || bracket > to ? at + 3 : bracket + 1;
  if (line.charCodeAt(end) === 58 && line.charCodeAt(end + 1) !== 32) while (end < to && /[:\d]/.test(line[end])) end++;
  if (line.charCodeAt(end - 1) === 58) end--;
  if (end > at + 3) found.push(field(line, client ? 'client' : 'relay', at + 3, end));
  const helo = /\(([^()]{1,255})\) \[/.exec(line.slice(at, end));
  if (client && helo) found.push(field(line, 'helo', at + helo.index + 1, at + helo.index + 1 + helo[1].length));
}

function token(line: string, key: string, from: number, to: number, name: LogField['name'], found: LogField[], id = false): void {
  const at = line.indexOf(key, from);
  if (at === -1 || at >= to) return;
  const start = at + key.length;
  let end = start;
  while (end < to && line.charCodeAt(end) > 32) end++;
  if (!id || eximIdEnd(line, start) > 0) found.push(field(line, name, start, end));
}

function idFields(line: string, prefix: Prefix): LogField[] {
  const end = eximIdEnd(line, prefix.from);
  return end < 0 ? [] : [field(line, 'id', prefix.from, end)];
}

/** Column of `rejected` in a refusal, outside the brackets that contain the client's own words; -1 if there is none. */
export function rejectedAt(line: string, from: number, to: number): number {
  const word = line.indexOf('rejected ', from);
  if (word === -1 || word >= to) return -1;
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

export const refusalFields = (line: string, prefix: Prefix): LogField[] => {
  const found = idFields(line, prefix);
  // In a line about a delivery (`ID H=mx [ip]: SMTP error …`) the host is the one that Exim talked to.
  const rest = found.length > 0 ? prefix.from + found[0].piece.text.length : -1;
  const outgoing =
    rest > 0 && /^ H=[^\]]{1,400}\](?::\d{1,5})?\*?:? (?:[A-Z]|$)/.test(line.slice(rest, rest + 500)) && !line.includes('rejected ', rest);
  host(line, prefix.from - 1, prefix.to, !outgoing, found);
  const auth = line.indexOf(' authenticator failed for ', prefix.from);
  if (auth !== -1) {
    const client = /\[([0-9a-fA-F.:]{3,45})\]/.exec(line.slice(auth, auth + 400));
    if (client) found.push(field(line, 'client', auth + client.index + 1, auth + client.index + 1 + client[1].length));
    const user = line.lastIndexOf('(set_id=');
    if (user > auth) found.push(field(line, 'user', user + 8, line.charCodeAt(prefix.to - 1) === 41 ? prefix.to - 1 : prefix.to));
  }
  const sender = /\bF=<([^<>]{0,320})>/.exec(line.slice(prefix.from, prefix.from + 1000));
  if (sender) found.push(field(line, 'from', prefix.from + sender.index + 3, prefix.from + sender.index + 3 + sender[1].length));
  const rejected = rejectedAt(line, prefix.from, prefix.to);
  if (rejected !== -1 && line.startsWith('RCPT <', rejected + 9)) {
    const open = rejected + 14;
    const close = angleEnd(line, open, prefix.to);
    if (close > open) found.push(field(line, 'to', open + 1, close));
  }
  return found;
};
