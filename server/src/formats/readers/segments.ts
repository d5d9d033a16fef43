import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader } from '../format';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';

/** The line before what one party sent: who sent it, on which connection. */
export interface SegmentHeader {
  /** Names the party within its connection (`192.0.2.25:25`, `0`); empty if nothing of the dialogue follows. */
  readonly sender: string;
  readonly key?: string;
  /** The party, if the header shows it for certain. */
  readonly side?: Side;
  /** A guess from the port; what is said decides. */
  readonly likely?: Side;
  /** Column of this line at which the sent text begins, if it is on the same line. */
  readonly from?: number;
  /** A new connection begins. */
  readonly connects?: boolean;
  readonly time?: number;
  /** How many octets of the sent text are below the header, if it says so: after them the record ends, whatever follows. */
  readonly octets?: number;
}

/** How many octets a dump may show before the sent text (IP and TCP headers), and how much longer renamed addresses may make it. */
const HEADERS = 160;
const LONGER = 1.5;

export interface SegmentSpec {
  /** The header on this line; null if there is none. */
  header(line: string, view: DialogueView): SegmentHeader | null;
  /** The part of the sent text on this line; null if there is none. `first`: it is the first line after the header. */
  payload(line: string, first: boolean, view: DialogueView): Piece | null;
}

/** Whether a port is one on which servers listen. */
export const isServerPort = (port: string): boolean => /^(?:0{0,2}(?:25|24|465|587|2525|1025)|smtps?|submissions?|lmtp)$/.test(port);

/**
 * A reader for dumps of packets and streams: a header names the sender, and the lines below it are what was sent. The first line that can
 * only be a reply, or only a command, shows which of the two parties is the server.
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

    /** Whether the record has ended: all that its header announced was read, and an empty line separates what follows. */
    const over = (line: string, octets: number): boolean => (line === '' && said >= octets) || shown > octets * LONGER + HEADERS;

    /** The side of a segment: known from before, shown by its text, or guessed; null if nothing shows it. */
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
        // An empty line before the next header is only a separator.
        if (!piece) return line === '' ? NOISE : null;
        if (piece.text === '' && (view.peek(1) === '' || spec.header(view.peek(1), view) !== null)) return NOISE;
        return say(piece, view);
      },
    };
  };
}

const end = (line: string): number => (line.endsWith('\r') ? line.length - 1 : line.length);
