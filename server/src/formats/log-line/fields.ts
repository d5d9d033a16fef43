import { pieceOf } from '../../text/span';
import type { LogField } from '../log';

type Name = LogField['name'];

/** End of an address in angle brackets that begins at `at` (the `<`): the column of its `>`, quoted local parts skipped; -1 without one. */
export function angleEnd(line: string, at: number, to: number): number {
  let i = at + 1;
  if (line.charCodeAt(i) === 34) {
    for (i++; i < to && line.charCodeAt(i) !== 34; i++) if (line.charCodeAt(i) === 92) i++;
  }
  const end = line.indexOf('>', i);
  return end !== -1 && end < to ? end : -1;
}

/** End of the value that begins at `at`: of the text in `<>` or `""`, else before a comma, a semicolon or a space. */
function valueEnd(line: string, at: number, to: number): number {
  const c = line.charCodeAt(at);
  if (c === 60) {
    const end = angleEnd(line, at, to);
    return end === -1 ? to : end;
  }
  let i = at;
  if (c === 34) {
    for (i++; i < to && line.charCodeAt(i) !== 34; i++) if (line.charCodeAt(i) === 92) i++;
    return Math.min(i, to);
  }
  while (i < to) {
    const d = line.charCodeAt(i);
    if (d === 44 || d === 59 || d === 32) break;
    i++;
  }
  return i;
}

/** A field whose value is `[from, to)`. */
export function field(line: string, name: Name, from: number, to: number): LogField {
  return { name, piece: pieceOf(line, from, to) };
}

/**
 * Fields written as `key=value` (Postfix, Sendmail, OpenSMTPD, qmgr …), read from left to right: a value in `<>` or `""` cannot pretend to
 * be the next field. The first field of a name counts.
 *
 * @param keys what each key means; other keys are skipped.
 */
export function keyValues(line: string, from: number, to: number, keys: Readonly<Record<string, Name>>): LogField[] {
  const fields: LogField[] = [];
  let i = from;
  while (i < to) {
    const equals = line.indexOf('=', i);
    if (equals === -1 || equals >= to) break;
    let start = equals;
    while (start > i && isKey(line.charCodeAt(start - 1))) start--;
    const value = equals + 1;
    const end = valueEnd(line, value, to);
    const key = line.slice(start, equals);
    const name = start < equals && Object.hasOwn(keys, key) ? keys[key] : undefined;
    const opened = line.charCodeAt(value) === 60 || line.charCodeAt(value) === 34 ? 1 : 0;
    if (name && !has(fields, name)) fields.push(field(line, name, value + opened, end));
    i = Math.max(end + opened, equals + 1);
  }
  return fields;
}

/** Whether there is a field of a name; there are few, and a set would take longer. */
function has(fields: readonly LogField[], name: Name): boolean {
  for (const one of fields) if (one.name === name) return true;
  return false;
}

function isKey(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 45 || c === 46;
}
