import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader } from '../format';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';

/** The line before what one party sent: who it was, in which connection. */
export interface SegmentHeader {
  /** Names the party within its connection (`192.0.2.25:25`, `0`); the empty string: nothing of the dialogue follows. */
  readonly sender: string;
  readonly key?: string;
  /** The party for certain, where the header tells. */
  readonly side?: Side;
  /** Guessed from the port; what is said decides. */
  readonly likely?: Side;
  /** Column of this line where what was sent begins, where it stands on the same line. */
  readonly from?: number;
  /** A new connection begins. */
  readonly connects?: boolean;
  readonly time?: number;
  /** How many octets of what was sent stand below the header, where it tells: behind them the record ends, whatever follows. */
  readonly octets?: number;
}

/** Octets that a dump may show before what was sent (the headers of IP and TCP), and by how much names that stand in for others lengthen it. */
const HEADERS = 160;
const LONGER = 1.5;

export interface SegmentSpec {
  /** The header that stands on this line; null where none does. */
  header(line: string, view: DialogueView): SegmentHeader | null;
  /** What the line carries of what was sent; null where it carries nothing. `first`: it is the first one after the header. */
  payload(line: string, first: boolean, view: DialogueView): Piece | null;
}

/** Ports at which servers listen. */
export const isServerPort = (port: string): boolean => /^(?:0{0,2}(?:25|24|465|587|2525|1025)|smtps?|submissions?|lmtp)$/.test(port);

/**
 * A reader for dumps of packets and streams: a header names the sender, the lines below it are what was sent. Which of the two parties is
 * the server is told by the first line that can only be a reply or only a command.
 */
export function segments(spec: SegmentSpec): () => Reader {
  return () => {
    /** By connection: whether a party is its server. */
    const servers = new Map<string, (sender: string) => boolean>();
    let at: SegmentHeader | null = null;
    let first = false;
    /** Octets of the record so far: of its text, and of all its lines. */
    let said = 0;
    let shown = 0;

    /** No line of the record is left: all that its header promised was said, and an empty line sets off what follows. */
    const over = (line: string, octets: number): boolean => (line === '' && said >= octets) || shown > octets * LONGER + HEADERS;

    /** The side of a segment: known from before, told by its text, or guessed; null where nothing tells. */
    const sideOf = (segment: SegmentHeader, text: string): Side | null => {
      if (segment.side) return segment.side;
      const key = segment.key ?? '';
      const known = servers.get(key);
      if (known !== undefined) return known(segment.sender) ? 'server' : 'client';
      const told = looksLikeReply(text) ? 'server' : commandLikeness(text) > 0 ? 'client' : segment.likely;
      if (!told) return null;
      const { sender } = segment;
      servers.set(key, told === 'server' ? (other) => other === sender : (other) => other !== sender);
      return told;
    };

    const say = (piece: Piece, view: DialogueView): readonly Reading[] => {
      if (!at || at.sender === '') return NOISE;
      const side = sideOf(at, piece.text);
      const { key, time } = at;
      if (!side) return NOISE;
      if (piece.text === '' && (side === 'server' || view.expecting(key) !== 'body')) return NOISE;
      return [{ kind: 'wire', side, piece, key, time }];
    };

    return {
      read(line, view): readonly Reading[] | null {
        const header = spec.header(line, view);
        if (header) {
          at = header;
          first = true;
          said = 0;
          shown = 0;
          if (header.connects) {
            servers.delete(header.key ?? '');
            return [{ kind: 'mark', mark: 'connect', piece: pieceOf(line), key: header.key }];
          }
          const readings = header.from !== undefined ? say(pieceOf(line, header.from, end(line)), view) : NOISE;
          if (header.from !== undefined && header.octets === 0) at = null;
          return readings;
        }
        if (!at) return null;
        if (at.octets !== undefined && over(line, at.octets)) {
          at = null;
          return line === '' ? NOISE : null;
        }
        shown += line.length + 2;
        const piece = spec.payload(line, first, view);
        first = false;
        said += piece ? piece.text.length + 2 : 0;
        // An empty line before the next header only sets it off.
        if (!piece) return line === '' ? NOISE : null;
        if (piece.text === '' && (view.peek(1) === '' || spec.header(view.peek(1), view) !== null)) return NOISE;
        return say(piece, view);
      },
    };
  };
}

const end = (line: string): number => (line.endsWith('\r') ? line.length - 1 : line.length);
