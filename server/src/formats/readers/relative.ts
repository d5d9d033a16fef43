import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader } from '../format';
import type { MarkReading, Reading, Side } from '../reading';
import { NOISE } from '../reading';
import { trimmedEnd } from './prefixed';

/** What a marker means from the point of view of the program that printed it. */
export interface RelativeMarker {
  /** Anchored at the line's start. Named groups: `key` the session, `text` the wire line (without it, all that follows the match). */
  readonly pattern: RegExp;
  readonly means: 'sent' | 'received' | MarkReading['mark'] | 'noise';
}

export interface RelativeSpec {
  /** Tried in order; the first that matches decides. */
  readonly markers: readonly RelativeMarker[];
  /** Wire text that replaces a secret. */
  readonly masked?: RegExp;
  /** Wire text of the client that replaces mail data that was left out: it ends the mail data. */
  readonly elidedBody?: RegExp;
  /** A multi-line reply is one record, its lines joined by this. */
  readonly joinedBy?: RegExp;
}

/** How many lines ahead are searched for one that shows who printed the text. */
const AHEAD = 60;

interface Marked {
  readonly means: RelativeMarker['means'];
  readonly key: string | undefined;
  readonly from: number;
  readonly to: number;
}

/**
 * A reader for formats whose markers say "sent" and "received", but not by whom: the first line of a session that can only be a reply or
 * only a command shows which of the two the program was. It is decided again for each connection. Lines before that are `NOISE`: what
 * is unknown is silent.
 */
export function relative(spec: RelativeSpec): () => Reader {
  return () => {
    const sender = new Map<string, Side | null>();
    return {
      read(line, view): readonly Reading[] | null {
        const marked = markedBy(spec, line);
        if (!marked) return null;
        const { means, key } = marked;
        const piece = pieceOf(line, marked.from, marked.to);
        if (means === 'noise') return NOISE;
        if (means !== 'sent' && means !== 'received') {
          if (means === 'connect') sender.delete(key ?? '');
          return [{ kind: 'mark', mark: means, piece, key }];
        }
        let side = sender.get(key ?? '');
        if (side === undefined) {
          side = senderOf(spec, line, marked, view);
          sender.set(key ?? '', side);
        }
        if (side === null) {
          sender.delete(key ?? '');
          return NOISE;
        }
        const said: Side = means === 'sent' ? side : opposite(side);
        if (said === 'client' && spec.elidedBody?.test(piece.text) && view.expecting(key) === 'body')
          return [{ kind: 'mark', mark: 'body', piece, key }];
        const masked = said === 'client' && spec.masked?.test(piece.text) === true ? true : undefined;
        if (said === 'server' && spec.joinedBy)
          return splitAt(line, marked.from, marked.to, spec.joinedBy).map((part) => ({ kind: 'wire', side: said, piece: part, key }));
        return [{ kind: 'wire', side: said, piece, key, masked }];
      },
    };
  };
}

/** The parts of the columns `[from, to)` of a line, cut where `separator` matches. */
export function splitAt(line: string, from: number, to: number, separator: RegExp): ReturnType<typeof pieceOf>[] {
  const parts: ReturnType<typeof pieceOf>[] = [];
  let at = from;
  for (const part of line.slice(from, to).split(separator)) {
    const start = line.indexOf(part, at);
    if (part !== '' || parts.length === 0) parts.push(pieceOf(line, start, start + part.length));
    at = start + part.length;
  }
  return parts;
}

const opposite = (side: Side): Side => (side === 'client' ? 'server' : 'client');

function markedBy(spec: RelativeSpec, line: string): Marked | null {
  for (const marker of spec.markers) {
    const match = marker.pattern.exec(line);
    if (match?.index !== 0) continue;
    const text = match.groups?.text;
    const from = text !== undefined ? match[0].length - text.length : match[0].length;
    return { means: marker.means, key: match.groups?.key, from, to: text !== undefined ? trimmedEnd(match[0]) : trimmedEnd(line) };
  }
  return null;
}

/** Which party printed the text, by the first line of the session, from this one on, that shows it; null if none does. */
function senderOf(spec: RelativeSpec, line: string, first: Marked, view: DialogueView): Side | null {
  for (let k = 0; k < AHEAD; k++) {
    const ahead = k === 0 ? line : view.peek(k);
    const marked = k === 0 ? first : markedBy(spec, ahead);
    if (!marked || marked.key !== first.key) continue;
    if (marked.means === 'connect') return null;
    if (marked.means !== 'sent' && marked.means !== 'received') continue;
    const text = ahead.slice(marked.from, marked.to);
    const side = looksLikeReply(text) ? 'server' : commandLikeness(text) > 0 ? 'client' : null;
    if (side) return marked.means === 'sent' ? side : opposite(side);
  }
  return null;
}
