import { pieceOf } from '../text/span';
import type { DialogueView, Reader } from './format';
import type { MarkReading, Reading, Side } from './reading';
import { NOISE } from './reading';

/** What a marker at the beginning of a line means. */
export interface Marker {
  /** Sticky or anchored at the line's start; what follows the match is the wire line. */
  readonly pattern: RegExp;
  readonly means: Side | MarkReading['mark'] | 'noise';
  /** Said under TLS. */
  readonly tls?: boolean;
  /** The whole line is the text of the mark; else what follows the match. */
  readonly whole?: boolean;
}

export interface PrefixedSpec {
  /** Tried in order; the first that matches decides. A named group `key` is the session, `text` the wire line (else all that follows). */
  readonly markers: readonly Marker[];
  /** Wire text that stands for a secret (`[credentials hidden]`). */
  readonly masked?: RegExp;
  /** Wire text that stands for mail data left out: it closes the mail data. */
  readonly elidedBody?: RegExp;
  /** Lines without a marker are mail data while mail data is expected, or text of an open reply. */
  readonly unmarked?: 'body' | 'continues' | 'both';
}

/** A reader for the formats whose every line begins with a marker: most of them. */
export function prefixed(spec: PrefixedSpec): () => Reader {
  return () => ({ read: (line, view) => readPrefixed(spec, line, view) });
}

function readPrefixed(spec: PrefixedSpec, line: string, view: DialogueView): readonly Reading[] | null {
  for (const marker of spec.markers) {
    marker.pattern.lastIndex = 0;
    const match = marker.pattern.exec(line);
    if (!match || match.index !== 0) continue;
    if (marker.means === 'noise') return NOISE;
    const key = match.groups?.key;
    const text = match.groups?.text;
    const from = text !== undefined ? match[0].length - text.length : match[0].length;
    const piece = marker.whole ? pieceOf(line) : pieceOf(line, from, trimmedEnd(line));
    if (marker.means !== 'client' && marker.means !== 'server') return [{ kind: 'mark', mark: marker.means, piece, key }];
    if (marker.means === 'client' && spec.elidedBody?.test(piece.text) && view.expecting(key) === 'body') return [{ kind: 'mark', mark: 'body', piece, key }];
    const masked = marker.means === 'client' && spec.masked?.test(piece.text) === true;
    return [{ kind: 'wire', side: marker.means, piece, key, tls: marker.tls, masked }];
  }
  if (!spec.unmarked) return null;
  const expecting = view.expecting();
  if (expecting === 'body' && spec.unmarked !== 'continues') return [{ kind: 'wire', side: 'client', piece: pieceOf(line, 0, trimmedEnd(line)), body: true }];
  if (expecting === 'open' && spec.unmarked !== 'body') return [{ kind: 'wire', side: 'server', piece: pieceOf(line, 0, trimmedEnd(line)), continues: !/^\d{3}[ -]/.test(line) }];
  return null;
}

/** Column after the last character that is not a CR: producers that print the raw line leave it in. */
export function trimmedEnd(line: string): number {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) === 13) end--;
  return end;
}
