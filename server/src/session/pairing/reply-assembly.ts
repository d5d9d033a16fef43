import type { WireReading } from '../../formats/reading';
import type { ReplyLineParts } from '../../syntax/reply-line';
import type { Reply, ReplyLine } from '../model';

/** A line of text without a code that continues the line `before`. */
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

/** Joins the lines of a reply until its last one has come (RFC 5321 §4.2.1). */
export class ReplyAssembly {
  private lines: ReplyLine[] = [];
  /** The format does not show where the reply ends. */
  private openEnded = false;

  get open(): boolean {
    return this.lines.length > 0;
  }

  /** Code of the open reply; 0 if there is none. */
  get code(): number {
    return this.lines[0]?.code ?? 0;
  }

  /** Whether a reply with this code is open. */
  openWith(code: number): boolean {
    return this.lines[0]?.code === code;
  }

  /** Adds a line of text without a code; false if there is no open reply that it could continue. */
  continue(line: number, reading: WireReading): boolean {
    const before = this.lines[this.lines.length - 1];
    if (!before) return false;
    this.lines.push(continued(before, line, reading));
    return true;
  }

  /**
   * Adds a line with a code. Returns the replies that it completes: the one before it, if `splits` says that another code begins another
   * reply, and its own if it is the last line.
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

  /** Ends the open reply, complete or not; null if there is none. */
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
