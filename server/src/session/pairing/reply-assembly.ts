import type { WireReading } from '../../formats/reading';
import type { ReplyLineParts } from '../../syntax/reply-line';
import type { Reply, ReplyLine } from '../model';

/** A line of text without a code, that goes on with the line `before`. */
export const continued = (before: ReplyLine, line: number, { piece, time, continues }: WireReading): ReplyLine => ({
  ...before,
  line,
  piece,
  separator: 'continues',
  enhanced: null,
  enhancedAt: -1,
  textAt: 0,
  time: time ?? null,
  folded: continues || undefined,
});

/** Puts the lines of a reply together until its last one came (RFC 5321 §4.2.1). */
export class ReplyAssembly {
  private lines: ReplyLine[] = [];
  /** The format does not show where the reply ends. */
  private openEnded = false;

  get open(): boolean {
    return this.lines.length > 0;
  }

  /** Code of the open reply; 0 where none is. */
  get code(): number {
    return this.lines[0]?.code ?? 0;
  }

  /** Whether a reply with this code is open. */
  openWith(code: number): boolean {
    return this.lines[0]?.code === code;
  }

  /** A line of text without a code; false where no reply is open that it could continue. */
  continue(line: number, reading: WireReading): boolean {
    const before = this.lines[this.lines.length - 1];
    if (!before) return false;
    this.lines.push(continued(before, line, reading));
    return true;
  }

  /**
   * A line with a code. Returns the replies that it completes: the one before it, where `splits` says that another code begins another
   * reply, and its own where it is the last line.
   */
  add(line: number, reading: WireReading, parts: ReplyLineParts, splits: (before: number, code: number) => boolean): Reply[] {
    const complete: Reply[] = [];
    const take = (): void => {
      const reply = this.close();
      if (reply) complete.push(reply);
    };
    if (this.open && this.lines[0].code !== parts.code && (this.openEnded || splits(this.lines[0].code, parts.code))) take();
    this.lines.push({ line, piece: reading.piece, ...parts, time: reading.time ?? null });
    this.openEnded = reading.more === true;
    if (parts.separator !== '-' && !reading.more) take();
    return complete;
  }

  /** Ends the open reply, complete or not; null where none is open. */
  close(): Reply | null {
    const { lines } = this;
    if (lines.length === 0) return null;
    this.lines = [];
    const reversed = [...lines].reverse();
    const closing = reversed.find((line) => line.separator !== 'continues') ?? reversed[0];
    return {
      code: closing.code,
      enhanced: reversed.find((line) => line.enhanced !== null)?.enhanced ?? null,
      lines,
      complete: closing.separator !== '-',
      mixed: lines.some((line) => line.separator !== 'continues' && line.code !== lines[0].code),
    };
  }
}
