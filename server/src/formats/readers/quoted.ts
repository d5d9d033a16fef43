import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader } from '../format';
import type { MarkReading, Reading, Side } from '../reading';
import { NOISE } from '../reading';
import { decodeLiteral, linesOfPiece } from './literal';
import { clockOf } from './prefixed';

/** A marker before a string literal. */
export interface QuotedMarker {
  /** Anchored at the line's start; a side's match ends with the opening quote. Named groups `key` and `time` as in `prefixed`. */
  readonly pattern: RegExp;
  readonly means: Side | MarkReading['mark'] | 'noise';
}

export interface QuotedSpec {
  readonly markers: readonly QuotedMarker[];
  readonly masked?: RegExp;
  /** What follows the closing quote of a literal that the producer cut. */
  readonly cut?: RegExp;
  /** A literal without any SMTP in it (from another descriptor of a traced process) is noise. */
  readonly mixed?: boolean;
}

/** A reader for the formats that write what crossed the wire as string literals, one or more wire lines in each. */
export function quoted(spec: QuotedSpec): () => Reader {
  return () => ({ read: (line, view) => readQuoted(spec, line, view) });
}

function readQuoted(spec: QuotedSpec, line: string, view: DialogueView): readonly Reading[] | null {
  for (const marker of spec.markers) {
    const match = marker.pattern.exec(line);
    if (match?.index !== 0) continue;
    const { means } = marker;
    if (means === 'noise') return NOISE;
    const key = match.groups?.key;
    const time = clockOf(match.groups?.time);
    if (means !== 'client' && means !== 'server') return [{ kind: 'mark', mark: means, piece: pieceOf(line), key, time }];
    const from = match[0].length;
    const close = closingQuote(line, from, line.charCodeAt(from - 1));
    const cut = close === line.length || spec.cut?.test(line.slice(close + 1)) === true;
    const pieces = linesOfPiece(decodeLiteral(line, from, close));
    if (spec.mixed && view.expecting(key) === 'idle' && !looksLikeReply(pieces[0].text) && commandLikeness(pieces[0].text) === 0)
      return NOISE;
    if (pieces.length === 1 && pieces[0].text === '' && view.expecting(key) !== 'auth' && view.expecting(key) !== 'body') return NOISE;
    const last = pieces.length - 1;
    return pieces.map((piece, index) => ({
      kind: 'wire',
      side: means,
      piece,
      key,
      time,
      masked: means === 'client' && spec.masked?.test(piece.text) === true ? true : undefined,
      truncated: cut && index === last ? true : undefined,
    }));
  }
  return null;
}

/** Column of the first `quote` at or after `from` that no backslash precedes; the line's length without one. */
export function closingQuote(line: string, from: number, quote: number): number {
  for (let at = from; at < line.length; at++) {
    const unit = line.charCodeAt(at);
    if (unit === 92) at++;
    else if (unit === quote) return at;
  }
  return line.length;
}

/** Column before the quote that closes one that the prefix opened (`debug: "sent: QUIT"`). */
export function withoutQuote(line: string, from: number, end: number): number {
  const last = line[end - 1];
  if ((last !== '"' && last !== "'") || end <= from) return end;
  const before = line.slice(0, from).split(last).length - 1;
  return before % 2 === 1 ? end - 1 : end;
}
