import { wrapped } from '../../text/width';
import type { Io } from '../io';
import { type Framed, frame } from './frame';
import { Style } from './style';

/** A cause as it is printed: its first line is a title. */
export interface ToldCause {
  readonly text: string;
  /** The line that shows it. */
  readonly framed: Framed | undefined;
  /** It goes away when it is tried again. */
  readonly passing: boolean;
}

/** Causes, each with its line, fitted to the width of the terminal. */
export function causesOnScreen(causes: readonly ToldCause[], io: Pick<Io, 'color' | 'columns'>): string {
  const style = Style.of(io);
  const width = Math.min(io.columns, 120);
  const told = causes.map(({ text, framed, passing }) => {
    const [title, ...rest] = text.trimEnd().split('\n');
    return [
      ...wrapped(title, width).map((line) => style.severity(line, passing ? 'warning' : 'error')),
      ...(framed ? frame(framed, style, width - 2).map((line) => `  ${line}`) : []),
      ...rest.flatMap((line) => wrapped(line.trimStart(), width - 2).map((one) => `  ${one}`)),
    ].join('\n');
  });
  return `${told.join('\n\n')}\n`;
}
