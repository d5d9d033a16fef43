/** A JSON value in a line: for a string the columns between its quotes, for a number or an object the columns of all of it. */
export interface RawValue {
  readonly from: number;
  readonly to: number;
  readonly kind: 'string' | 'number' | 'object' | 'other';
}

/** Whether a message begins like a JSON event, or like a line of one that was printed on several lines. */
export function jsonEvent(line: string, prefix: { readonly from: number }): boolean {
  const c = line.charCodeAt(prefix.from);
  // Some services post a list of events.
  return c === 123 || c === 34 || (c === 91 && line.charCodeAt(prefix.from + 1) === 123);
}

/**
 * The value of the first `"key":` in `[from, to)`. Nothing is decoded: columns are those of the line, and a string inside a string (SNS puts
 * the event into one) is found too. Null if the key is missing. Linear.
 */
export function rawValue(line: string, key: string, from = 0, to: number = line.length): RawValue | null {
  for (let at = line.indexOf(key, from); at !== -1 && at < to; at = line.indexOf(key, at + 1)) {
    if (line.charCodeAt(at - 1) !== 34) continue;
    let i = at + key.length;
    const escaped = line.charCodeAt(i) === 92;
    if (escaped) i++;
    if (line.charCodeAt(i) !== 34) continue;
    i++;
    while (i < to && line.charCodeAt(i) === 32) i++;
    if (line.charCodeAt(i) !== 58) continue;
    i++;
    while (i < to && line.charCodeAt(i) === 32) i++;
    const before = i;
    if (escaped && line.charCodeAt(i) === 92 && line.charCodeAt(i + 1) === 34) {
      const start = i + 2;
      let end = line.indexOf('\\"', start);
      // A quote inside the inner string is written \\\".
      while (end > start && line.charCodeAt(end - 1) === 92) end = line.indexOf('\\"', end + 2);
      return end === -1 || end > to ? null : { from: start, to: end, kind: 'string' };
    }
    const c = line.charCodeAt(i);
    if (c === 34) {
      const start = i + 1;
      for (i = start; i < to && line.charCodeAt(i) !== 34; i++) if (line.charCodeAt(i) === 92) i++;
      return { from: start, to: Math.min(i, to), kind: 'string' };
    }
    if (c === 123) return { from: i, to: objectEnd(line, i, to), kind: 'object' };
    while (i < to && line.charCodeAt(i) !== 44 && line.charCodeAt(i) !== 125 && line.charCodeAt(i) !== 93) i++;
    return { from: before, to: i, kind: /[-\d]/.test(line[before] ?? '') ? 'number' : 'other' };
  }
  return null;
}

/** The text of a value, undecoded; empty without a value. */
export function rawText(line: string, value: RawValue | null): string {
  return value ? line.slice(value.from, value.to) : '';
}

function objectEnd(line: string, at: number, to: number): number {
  let depth = 0;
  for (let i = at; i < to; i++) {
    const c = line.charCodeAt(i);
    if (c === 34) {
      for (i++; i < to && line.charCodeAt(i) !== 34; i++) if (line.charCodeAt(i) === 92) i++;
    } else if (c === 123) depth++;
    else if (c === 125 && --depth === 0) return i + 1;
  }
  return to;
}
