/** How an editor may count the characters of a line (LSP 3.17, `positionEncodings`). The server itself counts UTF-16 units. */
export const ENCODINGS = ['utf-16', 'utf-8', 'utf-32'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Most lines are US-ASCII, where all encodings count alike. */
const PLAIN = /^[\0-\x7f]*$/;

/** Units of the character that begins at a place, and how many UTF-16 units it has. */
function widths(text: string, at: number, encoding: Encoding): readonly [own: number, utf16: number] {
  const point = text.codePointAt(at) ?? 0;
  const utf16 = point > 0xffff ? 2 : 1;
  if (encoding === 'utf-16') return [utf16, utf16];
  if (encoding === 'utf-32') return [1, utf16];
  return [point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4, utf16];
}

/** An editor's character offset in UTF-16 units: the beginning of the character if it is inside one; at most the end. */
export function utf16Of(text: string, character: number, encoding: Encoding): number {
  if (encoding === 'utf-16' || PLAIN.test(text)) return character;
  let at = 0;
  for (let own = 0; at < text.length; ) {
    const [width, utf16] = widths(text, at, encoding);
    own += width;
    if (own > character) return at;
    at += utf16;
  }
  return at;
}

/** A place of a line, given in UTF-16 units, in the editor's units; at most the end. */
export function countedIn(text: string, units: number, encoding: Encoding): number {
  if (encoding === 'utf-16' || PLAIN.test(text)) return units;
  let own = 0;
  for (let at = 0; at < Math.min(units, text.length); ) {
    const [width, utf16] = widths(text, at, encoding);
    own += width;
    at += utf16;
  }
  return own;
}
