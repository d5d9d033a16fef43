import { visibleLine } from '../../text/visible';
import { cut, widthOf } from '../../text/width';
import type { Style } from './style';

/** A line of a file as it may be shown, and the columns (UTF-16 units, the end excluded) to mark. */
export interface Framed {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** How many columns before the place are kept if a line is too long. */
const BEFORE = 24;

/** The line with its number and, below it, carets under the place: at most `width` columns. */
export function frame({ line, text, from, to }: Framed, style: Style, width: number): string[] {
  const number = String(line);
  const room = Math.max(20, width - number.length - 3);
  // The width of a tab depends on the terminal, and would misplace the carets.
  const shown = visibleLine(text.replace(/\t/g, ' '));
  const start = widthOf(shown) > room && from > room - BEFORE ? Math.max(0, from - BEFORE) : 0;
  const head = start > 0 ? '…' : '';
  const before = head + shown.slice(start, from);
  const meant = shown.slice(from, Math.max(to, from));
  const visible = cut(head + shown.slice(start), room);
  const indent = Math.min(widthOf(before), room - 1);
  const carets = '^'.repeat(Math.max(1, Math.min(widthOf(meant), room - indent)));
  const bar = style.as('│', 'dim');
  return [
    `${style.as(number, 'dim')} ${bar} ${visible}`,
    `${' '.repeat(number.length)} ${bar} ${' '.repeat(indent)}${style.as(carets, 'red', 'bold')}`,
  ];
}
