import type { Piece } from '../../text/span';

const SIMPLE: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
};

/**
 * Decodes the inside of a string literal as Python, Ruby, Go, C and JSON write it (`\r\n`, `\xc3`, `\u00e9`, `\303`), keeping for every
 * decoded unit its source column. `from` and `to` are columns of `line`, `to` exclusive. What is not an escape is kept as it is.
 */
export function decodeLiteral(line: string, from: number, to: number): Piece {
  const raw = line.slice(from, to);
  if (!raw.includes('\\')) return { text: raw, from, to };
  let text = '';
  const map: number[] = [];
  for (let at = 0; at < raw.length; ) {
    const start = at;
    let unit = raw[at++];
    if (unit === '\\' && at < raw.length) {
      const next = raw[at];
      const rest = raw.slice(at, at + 5);
      const hex = /^x([0-9a-fA-F]{2})/.exec(rest) ?? /^u([0-9a-fA-F]{4})/.exec(rest);
      const octal = /^[0-7]{3}/.exec(rest);
      if (hex) {
        unit = String.fromCharCode(Number.parseInt(hex[1], 16));
        at += hex[0].length;
      } else if (octal) {
        unit = String.fromCharCode(Number.parseInt(octal[0], 8) & 0xff);
        at += 3;
      } else if (next in SIMPLE) {
        unit = SIMPLE[next];
        at++;
      }
    }
    map.push(from + start);
    text += unit;
  }
  map.push(to);
  return { text, from, to, map };
}

/** Splits a decoded piece into its wire lines at CRLF, LF or CR; an empty last part after the final line end is dropped. */
export function linesOfPiece(piece: Piece): Piece[] {
  const parts: Piece[] = [];
  const { text, map } = piece;
  const at = (unit: number): number => (map ? map[unit] : piece.from + unit);
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 10;
    if (unit !== 10 && unit !== 13) continue;
    if (i === text.length && i === start && parts.length > 0) break;
    parts.push({
      text: text.slice(start, i),
      from: at(start),
      to: at(i),
      map: map ? Array.prototype.slice.call(map, start, i + 1) : undefined,
    });
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i++;
    start = i + 1;
  }
  return parts;
}
