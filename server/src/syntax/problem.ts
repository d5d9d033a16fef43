/** A departure from a production, at the units `[from, to)` of the text that was read. */
export interface Problem<Kind extends string> {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** The part `[from, to)` of a text. */
export interface Part {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The part `[from, to)` of `text`; units, end exclusive. */
export const part = (text: string, from: number, to: number): Part => ({ text: text.slice(from, to), from, to });

/** Whether a UTF-16 unit is a space or a tab (RFC 5234 WSP). */
export const isBlank = (unit: number): boolean => unit === 32 || unit === 9;

/** The first unit at or after `at` that is neither space nor tab; `text.length` if there is none. */
export function skipBlanks(text: string, at: number): number {
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The end of `text` without its trailing spaces and tabs, not below `from`. */
export function trimmedEnd(text: string, from = 0): number {
  let end = text.length;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/** The first space or tab at or after `at`, or `end`. */
export function untilBlank(text: string, at: number, end: number = text.length): number {
  while (at < end && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Whether any unit is outside US-ASCII. */
export function hasNonAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return true;
  return false;
}

/** Octets of `text` in UTF-8, as SMTPUTF8 (RFC 6531) counts lengths. */
export function octetsOf(text: string): number {
  let octets = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    octets += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
  }
  return octets;
}
