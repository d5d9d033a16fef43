import { head } from '../text/visible';
import type { Severity } from './rule';

/** What is drawn under a line of an example: where a finding or a place related to it is, and what is said there. */
export interface Mark {
  /** Line from 0 within the example's text. */
  readonly line: number;
  /** Columns in UTF-16 units from 0, `to` exclusive; equal where something is missing between two characters. */
  readonly from: number;
  readonly to: number;
  /** How loud the finding is; null for a related place. */
  readonly severity: Exclude<Severity, 'off'> | null;
  /** The rule that speaks, where more than one could. */
  readonly rule: string | null;
  /** What it says: all of it, or its beginning where `cut`. */
  readonly words: string;
  readonly cut: boolean;
}

/** An example taken apart: its text, and what is drawn under the lines in the order of lines. */
export interface Drawing {
  readonly text: string;
  readonly lines: readonly string[];
  readonly marks: readonly Mark[];
}

/** `^^^ error: words`, `^^^ error rule-id: words`, `~~~ words` of a related place; `|` marks a place between two characters. */
const MARK = /^([\^~]{1,9999}…?|\|) (?:(error|warning|information|hint)(?=:| [a-z0-9-]+:))?:? ?(?:([a-z0-9]+(?:-[a-z0-9]+)+): )?(.*)$/;

/**
 * Takes an example apart. One that begins with a line feed is drawn: its last line is the margin, in which nothing but `#` stands. A line
 * with a `#` there draws something under the line above, or is a remark; every other line is indented by two columns more. `^^…` goes to
 * the end of its line, and words that end in ` …` are only the beginning of what is said. Any other text is taken as it is.
 */
export function readDrawing(source: string): Drawing {
  if (!source.startsWith('\n')) return { text: source, lines: source.split('\n'), marks: [] };
  const rows = source.slice(1).split('\n');
  const margin = /^ *$/.test(rows[rows.length - 1]) ? (rows.pop() ?? '') : '';
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const row of rows) {
    if (row.charAt(margin.length) !== '#') lines.push(row.slice(margin.length + 2));
    else if (lines.length > 0) {
      const mark = readMark(row.slice(margin.length + 2), lines);
      if (mark) marks.push(mark);
    }
  }
  return { text: lines.join('\n'), lines, marks };
}

/** The text of an example, without what is drawn in it. */
export const exampleText = (source: string): string => readDrawing(source).text;

function readMark(row: string, lines: readonly string[]): Mark | null {
  const drawn = row.trimStart();
  const match = MARK.exec(drawn);
  if (!match) return null;
  const [, signs, severity, rule, words] = match;
  // A finding says how loud it is, a related place does not: anything else is a remark.
  if (signs !== '|' && signs.startsWith('^') !== (severity !== undefined)) return null;
  const line = lines.length - 1;
  const from = row.length - drawn.length;
  const to = signs.endsWith('…') ? lines[line].length : from + (signs === '|' ? 0 : signs.length);
  const cut = words.endsWith(' …');
  return {
    line,
    from,
    to,
    severity: (severity as Mark['severity'] | undefined) ?? null,
    rule: rule ?? null,
    words: cut ? words.slice(0, -2) : words,
    cut,
  };
}

/** More signs than these are drawn as `^^…` where the mark goes to the end of its line. */
const MOST_SIGNS = 60;

/** A mark as it is drawn, without the margin. */
function drawnMark(mark: Mark, line: string): string {
  const { from, to, severity, rule, words, cut } = mark;
  const sign = severity ? '^' : '~';
  const signs = to === from ? '|' : to - from > MOST_SIGNS && to === line.length ? `${sign}${sign}…` : sign.repeat(to - from);
  const named = [severity, rule].filter((part) => part !== null).join(' ');
  return `${' '.repeat(from)}${signs} ${named}${named && ': '}${words}${cut ? ' …' : ''}`;
}

/** A picture of more lines leaves out those far from its marks. */
const MOST_LINES = 40;
const NEAR = 3;
/** Longer lines are cut, where nothing is marked behind the cut. */
const WIDEST = 200;

/**
 * The lines with the marks under them as people read them: no margin, no `#`. Marks of one line come in the order of their columns. Of
 * a long example only the lines near its ends and its marks are shown, with `[…]` for the others.
 */
export function picture({ lines, marks }: Pick<Drawing, 'lines' | 'marks'>): string[] {
  const near = (line: number): boolean =>
    [0, lines.length - 1, ...marks.map((mark) => mark.line)].some((at) => Math.abs(at - line) <= NEAR);
  const rows: string[] = [];
  for (const { row, line, drawn } of rowsOf({ lines, marks }))
    if (lines.length <= MOST_LINES || near(line))
      rows.push(
        drawn
          ? row
          : cut(
              row,
              marks.filter((mark) => mark.line === line),
            ),
      );
    else if (rows[rows.length - 1] !== LEFT_OUT) rows.push(LEFT_OUT);
  return rows;
}

const LEFT_OUT = '[…]';

function cut(row: string, marks: readonly Mark[]): string {
  const to = Math.max(WIDEST, ...marks.map((mark) => (mark.to === row.length ? mark.from : mark.to)));
  return row.length > to ? `${head(row, to)}…` : row;
}

/** An example as `readDrawing` reads it, the margin being `margin`; without what is drawn only where there are no marks. */
export function draw({ lines, marks }: Pick<Drawing, 'lines' | 'marks'>, margin = ''): string {
  const rows = rowsOf({ lines, marks }).map(({ row, drawn }) => (drawn ? `${margin}# ${row}` : row === '' ? '' : `${margin}  ${row}`));
  return `\n${rows.join('\n')}\n${margin}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function rowsOf({ lines, marks }: Pick<Drawing, 'lines' | 'marks'>): { row: string; line: number; drawn: boolean }[] {
  return lines.flatMap((row, line) => [
    { row, line, drawn: false },
    ...marks
      .filter((mark) => mark.line === line)
      .sort(
        (a, b) =>
          a.from - b.from ||
          a.to - b.to ||
          (a.severity ? 0 : 1) - (b.severity ? 0 : 1) ||
          compare(a.rule ?? '', b.rule ?? '') ||
          compare(a.words, b.words),
      )
      .map((mark) => ({ row: drawnMark(mark, row), line, drawn: true })),
  ]);
}
