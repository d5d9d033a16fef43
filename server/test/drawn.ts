import type { Piece } from '../src/text/span';

/** A place in a line that is drawn under it: columns in UTF-16 units from 0, `to` exclusive; equal for a place between two characters. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** A text in which every character shows: what no editor shows, and half of a character, is written as an escape. */
export const visibly = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const underline = ({ from, to, words }: Place): string =>
  from < 0
    ? `# (no place) ${words}`
    : `# ${' '.repeat(from)}${to > from ? '~'.repeat(to - from) : `|${to < from ? `back to ${to}` : ''}`} ${words}`;

/** A line, and below it what is said of it and of places in it, in the order of the places; `remarks` first. */
export const drawnLine = (line: string, places: readonly Place[], remarks: readonly string[] = []): string[] => [
  `  ${visibly(line)}`.trimEnd(),
  ...remarks.map((remark) => `# = ${visibly(remark)}`),
  ...[...places].sort((a, b) => a.from - b.from || a.to - b.to).map((place) => visibly(underline(place))),
];

/** The place of a piece; its text is told where it is not what the line shows there. */
export const placeOf = (line: string, piece: Piece, words: string): Place => ({
  from: piece.from,
  to: piece.to,
  words: piece.text === line.slice(piece.from, piece.to) ? words : `${words}, which reads ${JSON.stringify(piece.text)}`,
});
