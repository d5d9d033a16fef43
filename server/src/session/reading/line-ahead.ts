import type { FirstUnits } from '../../formats/readers/first-units';
import { firstUnits, OTHER_UNITS } from '../../formats/readers/first-units';

/** The patterns are few and always the same. */
const firsts = new Map<RegExp, FirstUnits>();

/** Finds the next line that a pattern matches (`text`: undefined for a line to skip); asked with ascending lines, it tests each line once. */
export class LineAhead {
  /** No line of `[from, to)` matches. */
  private from = 0;
  private to = 0;
  private readonly first: FirstUnits;

  constructor(
    private readonly text: (n: number) => string | undefined,
    private readonly pattern: RegExp,
  ) {
    this.first = firsts.get(pattern) ?? firstUnits(pattern);
    firsts.set(pattern, this.first);
  }

  /** Whether a line of `[start, end)` matches; `end` is at most the number of lines. */
  within(start: number, end: number): boolean {
    if (start < this.from || start > this.to) {
      this.from = start;
      this.to = start;
    }
    for (; this.to < end; this.to++) if (this.matches(this.text(this.to))) return true;
    return false;
  }

  private matches(line: string | undefined): boolean {
    if (line === undefined) return false;
    if (line !== '' && this.first[Math.min(line.charCodeAt(0), OTHER_UNITS)] === 0) return false;
    return this.pattern.test(line);
  }
}
