import { t } from '../text/l10n';
import type { Span } from '../text/span';

/** A mention of a line of the log on a page about it. */
export interface LineMention {
  /** Its place on the page. */
  readonly span: Span;
  /** Line of the log, from 0. */
  readonly line: number;
}

/** A quoted line of the log: nothing in it is ours. */
const QUOTED = /^ {2,40}\| /;
/** The number before each row of a story, and the columns of the time after it. */
const ROW = /^ {0,9}(\d{1,9}) {2}(?=.{12} {2}\S)/;
/** What rows end with: `(line 12)`, `(lines 12, 15 …)`. */
const TAIL = /\(([^()]{1,120})\)$/;

/**
 * The lines of the log that a page made by `story` or `logSummary` names. Quoted log text is skipped: it must not create links.
 */
export function lineMentions(page: string): LineMention[] {
  const frames = [t('line {0}', '\u0000'), t('lines {0}', '\u0000')].map((frame) => frame.split('\u0000'));
  const found: LineMention[] = [];
  for (const [line, text] of page.split('\n').entries()) {
    if (QUOTED.test(text)) continue;
    const put = (from: number, digits: string) => found.push({ span: { line, from, to: from + digits.length }, line: Number(digits) - 1 });
    const tail = TAIL.exec(text);
    const inside = tail?.[1] ?? '';
    const frame = frames.find(([before, after]) => inside.startsWith(before) && inside.endsWith(after));
    const numbers = frame ? inside.slice(frame[0].length, inside.length - frame[1].length) : '';
    if (tail && frame && /^\d[\d, ]{0,80}…?$/.test(numbers)) {
      for (const match of numbers.matchAll(/\d+/g)) put(tail.index + 1 + frame[0].length + match.index, match[0]);
      continue;
    }
    const row = ROW.exec(text);
    if (row) put(row[0].indexOf(row[1]), row[1]);
  }
  return found;
}
