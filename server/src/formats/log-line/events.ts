import type { LocatedReply, LogField, Status } from '../log';
import { Entry } from './entry';
import { field } from './fields';
import { type RawValue, rawText, rawValue } from './json';
import type { Prefix } from './prefix';
import { enhancedEnd, repliesAt } from './reply';

/** What the JSON events of the large sending services have in common: values found by key, undecoded, in the columns of the line. */

/** A reply as text in a JSON string, with or without `smtp;` before it; its line ends are written `\n` or `\r\n`. */
export function textReplies(line: string, value: RawValue | null, by: LocatedReply['by'] = 'remote'): LocatedReply[] {
  if (value?.kind !== 'string') return [];
  let at = value.from;
  if (/^smtp;/i.test(line.slice(at, at + 5))) at += line.charCodeAt(at + 5) === 32 ? 6 : 5;
  const found = repliesAt(line, at, value.to, null, by, 'escaped');
  return found.length === 1 && line.charCodeAt(found[0].to) === 45 ? repliesAt(line, at, value.to, null, by, 'space') : found;
}

/** A value that consists of an enhanced code (`"status":"5.1.1"`): the service's own verdict. */
export function statusVerdict(line: string, value: RawValue | null): LocatedReply[] {
  if (value?.kind !== 'string') return [];
  const end = enhancedEnd(line, value.from, value.to);
  if (end !== value.to) return [];
  const code = line.slice(value.from, end);
  return [
    {
      code: null,
      from: value.from,
      to: end,
      enhanced: code,
      enhancedFrom: value.from,
      enhancedTo: end,
      textFrom: end,
      textTo: end,
      phase: null,
      by: 'local',
      role: 'verdict',
    },
  ];
}

/** A reply whose code is a separate number and whose text, perhaps beginning with an enhanced code, is another value. */
export function splitReply(line: string, code: RawValue | null, text: RawValue | null, by: LocatedReply['by'] = 'remote'): LocatedReply[] {
  const digits = rawText(line, code).trim();
  if (!code || !/^[1-9]\d\d$/.test(digits)) return [];
  const end = text ? enhancedEnd(line, text.from, text.to) : -1;
  return [
    {
      code: Number(digits),
      from: code.from,
      to: code.from + 3,
      enhanced: text && end > 0 ? line.slice(text.from, end) : null,
      enhancedFrom: text && end > 0 ? text.from : -1,
      enhancedTo: end > 0 ? end : -1,
      textFrom: text?.from ?? code.to,
      textTo: text?.to ?? code.to,
      phase: null,
      by,
      role: 'reply',
    },
  ];
}

/** An entry of an event with what was found in it; fields by JSON key, the first of each. */
export function event(
  format: string,
  line: string,
  prefix: Prefix,
  status: Status | null,
  replies: readonly LocatedReply[],
  keys: readonly (readonly [string, LogField['name']])[],
): Entry {
  const idKey = keys.find(([, name]) => name === 'id')?.[0];
  const id = idKey ? rawText(line, rawValue(line, idKey, prefix.from, prefix.to)) || null : null;
  const entry = new Entry(format, null, id, prefix, (text, { from, to }) => {
    const found: LogField[] = [];
    for (const [key, name] of keys) {
      const value = rawValue(text, key, from, to);
      if (value && value.kind !== 'object' && value.to > value.from) found.push(field(text, name, value.from, value.to));
    }
    return found;
  });
  entry.status = status;
  entry.replies = replies;
  return entry;
}
