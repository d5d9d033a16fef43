import { eastAsianWidth } from 'get-east-asian-width';
import { head } from './visible';

const ASCII = /^[ -~]*$/;
/** What people see as one letter may be several code points: a base with its accents, a flag. */
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Columns that one letter fills (UAX #11): two for an emoji, none for a combining accent on its own. */
function columnsOf(letter: string): number {
  if (/^\p{M}+$/u.test(letter)) return 0;
  if (/^\p{Emoji_Presentation}|\ufe0f/u.test(letter)) return 2;
  return eastAsianWidth(letter.codePointAt(0) ?? 0);
}

/** Columns that a text fills in a terminal. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of letters.segment(text)) width += columnsOf(segment);
  return width;
}

/** A text padded with spaces to a width in columns. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** As much of a text as fits in a number of columns, with an ellipsis in place of the rest. */
export function cut(text: string, most: number): string {
  return widthOf(text) <= most ? text : `${head(text, fitting(text, most - 1))}…`;
}

/** How many UTF-16 units of a text fit in a number of columns. */
function fitting(text: string, room: number): number {
  if (ASCII.test(text)) return Math.max(0, Math.min(text.length, room));
  let width = 0;
  for (const { segment, index } of letters.segment(text)) {
    width += columnsOf(segment);
    if (width > room) return index;
  }
  return text.length;
}

/** Where a line may be broken: at a space that does not part a number from its unit, and before and after a letter that fills two columns. */
const WORDS =
  /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60][\u3000-\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f\u201d]*\s?|(?:\d{1,9} (?=(?:ms|s|min|h|kB|MB)\b))?[^\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]+\s*|\s+/g;

/** Wraps a text into lines of at most `width` columns, broken between words; a word longer than that is broken anywhere. */
export function wrapped(text: string, width: number): string[] {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  for (const [word] of text.matchAll(WORDS)) {
    if (widthOf(line) + widthOf(word.trimEnd()) > room && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
    while (widthOf(line.trimEnd()) > room) {
      const end = Math.max(1, fitting(line, room));
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
