import type { Piece } from '../../text/span';
import { column, slice } from '../../text/span';

/**
 * Splits a reply whose lines a producer joined: `250-a250-b250 c`, or the same with `separator` between. The code of the first line,
 * followed by `-` or a space, begins each of the others; the line with a space is the last. A reply of one line is
 * returned unchanged. Linear.
 */
export function splitJoined(piece: Piece, separator = ''): Piece[] {
  const { text } = piece;
  if (!/^\d{3}-/.test(text)) return [piece];
  const code = text.slice(0, 3);
  const parts: Piece[] = [];
  let start = 0;
  for (let at = text.indexOf(separator + code, 4); at !== -1; at = text.indexOf(separator + code, at + 3)) {
    const next = at + separator.length + 3;
    const unit = text.charCodeAt(next);
    if (unit !== 45 && unit !== 32 && next < text.length) continue;
    parts.push(slice(piece, start, at));
    start = at + separator.length;
    if (unit !== 45) break;
  }
  parts.push(slice(piece, start));
  return parts;
}

/**
 * A line of a reply whose code the format left out, with the code restored: `PIPELINING` -> `250-PIPELINING`. The code and its separator
 * get the column at which the text begins.
 */
export function withCode(piece: Piece, code: string, last: boolean): Piece {
  const head = `${code}${last ? ' ' : '-'}`;
  const map: number[] = Array.from(head, () => piece.from);
  for (let unit = 0; unit <= piece.text.length; unit++) map.push(column(piece, unit));
  return { text: head + piece.text, from: piece.from, to: piece.to, map };
}
