import type { Piece } from '../../text/span';

/** A row of a dump: bytes of one party, and the column at which each is shown (plus one entry for the end). */
export interface ByteRow {
  readonly sender: string;
  readonly bytes: readonly number[];
  readonly columns: readonly number[];
}

/** The most bytes of one wire line. */
const MOST = 4096;

/**
 * Divides the bytes of a dump's rows into wire lines. A wire line belongs to the row on which it begins; its bytes on later rows are read
 * ahead, and skipped when those rows come.
 */
export class ByteRows {
  /** Bytes of the next rows that were already read, by party. */
  private readonly ahead = new Map<string, number>();

  constructor(private readonly rowOf: (line: string) => ByteRow | null) {}

  /** The wire lines that begin on this row. `peek` gives the lines that follow. */
  lines(row: ByteRow, peek: (k: number) => string): Piece[] {
    const { sender, bytes, columns } = row;
    const skip = Math.min(this.ahead.get(sender) ?? 0, bytes.length);
    this.ahead.set(sender, (this.ahead.get(sender) ?? 0) - skip);
    const pieces: Piece[] = [];
    for (let at = skip; at < bytes.length; ) {
      const from = columns[at];
      let text = '';
      const map: number[] = [];
      let ended = false;
      while (at < bytes.length && !ended) {
        ended = bytes[at] === 10;
        if (!ended && bytes[at] !== 13) {
          text += String.fromCharCode(bytes[at]);
          map.push(columns[at]);
        }
        at++;
      }
      const to = columns[at] ?? columns[columns.length - 1];
      if (!ended) text += this.restOf(sender, peek);
      while (map.length <= text.length) map.push(to);
      pieces.push({ text, from, to, map });
    }
    return pieces;
  }

  private restOf(sender: string, peek: (k: number) => string): string {
    let text = '';
    let taken = 0;
    for (let k = 1; taken < MOST; k++) {
      const row = this.rowOf(peek(k));
      if (row?.sender !== sender) break;
      const end = row.bytes.indexOf(10);
      const part = end === -1 ? row.bytes : row.bytes.slice(0, end);
      for (const byte of part) if (byte !== 13) text += String.fromCharCode(byte);
      taken += end === -1 ? row.bytes.length : end + 1;
      if (end !== -1) break;
    }
    this.ahead.set(sender, taken);
    return text;
  }
}

/** Remembers which party is the server in dumps that name the two 0 and 1. */
export class Parties {
  private server: string | null = null;

  /** Forgets the parties: another connection begins. */
  forget(): void {
    this.server = null;
  }

  /** Whether `sender` is the server, by what it says now or said before; null if that is still unknown. `tells`: 1 a reply, -1 a command, 0 neither. */
  isServer(sender: string, tells: -1 | 0 | 1): boolean | null {
    if (this.server === null && tells !== 0) this.server = tells > 0 ? sender : sender === '0' ? '1' : '0';
    return this.server === null ? null : this.server === sender;
  }
}
