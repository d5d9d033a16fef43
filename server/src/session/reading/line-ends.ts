import type { Exchange } from '../model';
import type { DataLine } from './mail-data';

/** How a line of mail data ends; `unknown` if the text does not show it. */
export type LineEnd = 'crlf' | 'lf' | 'cr' | 'unknown';

/** A line of mail data with its end; the last one is the final dot, if it is shown. */
export interface EndedLine extends DataLine {
  readonly end: LineEnd;
}

/** What the escapes after a line spell: `\r\n`, `\n`, `\r`, or the same in hexadecimal or octal. */
const ESCAPES = /^(\\r|\\x0d|\\015)?(\\n|\\x0a|\\012)?/i;

/**
 * The ends of the lines of mail data in a format that escapes them (and therefore shows them). `lines` is the mail data without its
 * final dot, `source` gives a line of the text. `unknown` for a line whose end is the end of what was printed.
 */
export function lineEnds(exchange: Exchange, lines: readonly DataLine[], source: (line: number) => string): EndedLine[] {
  const { command } = exchange;
  const dot: DataLine[] =
    command?.ended && !command.elided && command.piece.text === '.' ? [{ line: command.lastLine, piece: command.piece }] : [];
  // What comes after the dot on the same line of the text is no longer mail data.
  const inside = dot.length === 0 ? lines : lines.filter(({ line, piece }) => line < dot[0].line || piece.from < dot[0].piece.from);
  return [...inside, ...dot].map(({ line, piece }) => {
    const match = ESCAPES.exec(source(line).slice(piece.to, piece.to + 8));
    const end: LineEnd = match?.[1] ? (match[2] ? 'crlf' : 'cr') : match?.[2] ? 'lf' : 'unknown';
    return { line, piece, end };
  });
}
