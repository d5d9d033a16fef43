import { head } from './visible';

/** Letters that fill two columns: Chinese, Japanese, Korean and their punctuation (UAX #11, the blocks that are wide as a whole). */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Columns that a text fills where all letters are of one width. */
export const widthOf = (text: string): number => text.length + (text.match(new RegExp(WIDE, 'g'))?.length ?? 0);

/** A text filled up with spaces to a width in columns. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** As much of a text as has room in a number of columns, with an ellipsis for the rest. */
export function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let end = 0;
  for (let room = most - 1; end < text.length; end++) {
    room -= WIDE.test(text[end]) ? 2 : 1;
    if (room < 0) break;
  }
  return `${head(text, end)}…`;
}
