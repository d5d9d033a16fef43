/** A stretch of one line: `line` from 0, columns in UTF-16 units from 0, `to` exclusive. */
export interface Span {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/**
 * A stretch of a source line as it was on the wire. Where the format escapes text (Python literals, HTML entities, JSON), `text` is the
 * decoded form and `map` gives the source column of each of its UTF-16 units, plus one entry for the end.
 */
export interface Piece {
  readonly text: string;
  /** Source column (UTF-16 units, from 0) where the piece begins, and where it ends (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly map?: ArrayLike<number>;
}

/** Source column of unit `at` of a piece. `at` may be `text.length` (the end); a larger value also gives the end. */
export function column(piece: Piece, at: number): number {
  if (piece.map) return at < piece.map.length ? piece.map[at] : piece.to;
  return Math.min(piece.from + at, piece.to);
}

/** The units `[from, to)` of a piece, as a piece. */
export function slice(piece: Piece, from: number, to: number = piece.text.length): Piece {
  const text = piece.text.slice(from, to);
  const map = piece.map ? Array.prototype.slice.call(piece.map, from, to + 1) : undefined;
  return { text, from: column(piece, from), to: column(piece, from + text.length), map };
}

/** A verbatim piece: the columns `[from, to)` of `line`. */
export function pieceOf(line: string, from = 0, to: number = line.length): Piece {
  return { text: line.slice(from, to), from, to };
}

/** The span of the units `[from, to)` of a piece on line `line` (from 0). */
export function spanOf(line: number, piece: Piece, from = 0, to: number = piece.text.length): Span {
  return { line, from: column(piece, from), to: column(piece, to) };
}
