import { Text } from '@codemirror/state';
import { withoutEnd } from './ends';

/** A document as lines without their line ends. Lines count from 0. */
export interface Lines {
  /** Number of lines; at least 1 (an empty document is one empty line). */
  readonly count: number;
  /** The text of line `n` (from 0). Out of range: the empty string. */
  line(n: number): string;
}

/**
 * Splits editor text as LSP does: CRLF, LF and lone CR each end a line (LSP 3.18, "Text Documents").
 */
export function splitEditorText(content: string): string[] {
  // Most texts have no CR, and a plain string is split in half the time.
  return content.includes('\r') ? content.split(/\r\n|\n|\r/) : content.split('\n');
}

/**
 * Splits the content of a file as grep and an MTA do: LF ends a line and CRs before it belong to the line end, so that line numbers
 * are those of every other command-line tool. A file without any LF is taken to end its lines with CR.
 */
export function splitFileText(content: string): string[] {
  if (!content.includes('\n')) return content.split('\r');
  if (!content.includes('\r')) return content.split('\n');
  const lines = content.split('\n');
  for (let n = 0; n < lines.length - 1; n++) lines[n] = withoutEnd(lines[n], '\r');
  return lines;
}

/** The line ends at which `splitFileText` splits, in order: the lines joined with them are the content again. */
export function lineEndsOf(content: string): string[] {
  if (!content.includes('\n')) return content.match(/\r/g) ?? [];
  const ends: string[] = [];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) {
    let from = at;
    while (from > 0 && content[from - 1] === '\r') from--;
    ends.push(content.slice(from, at + 1));
  }
  return ends;
}

/** Builds the persistent text that analyses hold. A line end inside one of `lines` is kept as a character. */
export function textOf(lines: readonly string[]): Text {
  return Text.of(lines as string[]);
}

/** Lines of an array, for tests and small inputs. */
export function linesOf(lines: readonly string[]): Lines {
  return { count: Math.max(1, lines.length), line: (n) => lines[n] ?? '' };
}

const WINDOW = 128;

/** Reads a `Text` in sequence in amortised constant time per line, even if it goes back a little; random access costs one window. */
export class TextLines implements Lines {
  readonly count: number;
  private first = 0;
  private window: readonly string[] = [];
  private firstBefore = 0;
  private windowBefore: readonly string[] = [];

  constructor(private readonly text: Text) {
    this.count = text.lines;
  }

  line(n: number): string {
    const at = n - this.first;
    if (at >= 0 && at < this.window.length) return this.window[at];
    if (n < 0 || n >= this.count) return '';
    this.fill(n);
    return this.window[n - this.first];
  }

  /** Windows begin at multiples of their length and the last two are kept: reading back and forth across a border stays cheap. */
  private fill(n: number): void {
    const before = n - this.firstBefore;
    const known = before >= 0 && before < this.windowBefore.length;
    const window = known ? this.windowBefore : this.read(n - (n % WINDOW));
    const first = known ? this.firstBefore : n - (n % WINDOW);
    this.firstBefore = this.first;
    this.windowBefore = this.window;
    this.first = first;
    this.window = window;
  }

  private read(first: number): readonly string[] {
    const window: string[] = [];
    const cursor = this.text.iterLines(first + 1, Math.min(this.count, first + WINDOW) + 1);
    for (cursor.next(); !cursor.done; cursor.next()) window.push(cursor.value);
    return window;
  }
}
