import type { StoryLine } from '../../story/text';
import { widthOf, wrapped } from '../../text/width';
import type { Io } from '../io';
import { Style } from './style';

/** Less room than this beside a hanging indent is none: the rest then begins at the edge. */
const ROOM = 24;

/**
 * A story fitted to the width of a terminal and coloured by what became of it. `texts` are the texts of `lines` as they may be shown: what
 * is secret in them is hidden.
 */
export function storyOnScreen(lines: readonly StoryLine[], texts: readonly string[], io: Pick<Io, 'color' | 'columns'>): string {
  const style = Style.of(io);
  return `${lines.flatMap((line, n) => laidOut(line, texts[n], io.columns).map((part) => coloured(line, part, style))).join('\n')}\n`;
}

/** A line in parts of at most `columns`. */
function laidOut({ hang, is }: StoryLine, text: string, columns: number): string[] {
  if (widthOf(text) <= columns) return [text];
  const indent = columns - hang.length >= ROOM ? hang : '    ';
  // Lines are not broken in what precedes the indent of a step, nor in the mark before a line of the log.
  const head = is === 'step' || is === 'log' ? text.slice(0, hang.length) : (/^ */.exec(text)?.[0] ?? '');
  const rest = text.slice(head.length);
  if (head.length > columns - ROOM) return [head.trimEnd(), ...wrapped(rest, columns - indent.length).map((one) => indent + one)];
  const [first] = wrapped(rest, columns - head.length);
  const others = rest.slice(first.length).trimStart();
  return [head + first, ...(others === '' ? [] : wrapped(others, columns - indent.length).map((one) => indent + one))];
}

function coloured({ is, status }: StoryLine, text: string, style: Style): string {
  if (is === 'title') return style.as(text, 'bold');
  if (is === 'note') return style.as(text, 'yellow');
  if (is === 'log') return style.as(text, 'dim');
  return status === null ? text : style.status(text, status);
}
