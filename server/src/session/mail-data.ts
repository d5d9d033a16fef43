import type { DialogueView } from '../formats/format';
import { lift, peelAll } from '../formats/wrapper';
import type { Lines } from '../text/lines';
import { type Piece, pieceOf } from '../text/span';
import type { Choice } from './dialogue';
import type { Command, Exchange, Session } from './model';

/** One line of mail data, as it was on the wire. Lines from 0, relative to the unit. */
export interface DataLine {
  readonly line: number;
  readonly piece: Piece;
}

const IN_COMMANDS: DialogueView = { expecting: () => 'command', chunk: () => null, peek: () => '' };
const IN_BODY: DialogueView = { expecting: () => 'body', chunk: () => null, peek: () => '' };

/**
 * The lines of the mail data of an exchange (without its final dot) or of a BDAT chunk, read again from the text in the shape that the dialogue was read in;
 * empty where there are none. `key` is the session's, `start` the line of the text at which the unit begins.
 */
export function mailData(lines: Lines, start: number, choice: Choice, exchange: Exchange, key: string | null): DataLine[] {
  const { command } = exchange;
  const range = command && rangeOf(exchange, command);
  if (!command || !range) return [];
  const reader = choice.format.reader();
  const found: DataLine[] = [];
  for (let line = range.first; line <= range.last; line++) {
    const source = lines.line(start + line);
    const peeled = choice.wrappers.length > 0 ? peelAll(source, choice.wrappers) : null;
    if (choice.wrappers.length > 0 && !peeled) continue;
    const view: DialogueView = { ...IN_BODY, peek: (k) => (k === 0 ? source : lines.line(start + line + k)) };
    for (const reading of reader.read(peeled ? peeled.piece.text : source, view) ?? []) {
      const placed = peeled ? lift(reading, peeled) : reading;
      if (placed.kind === 'wire' && placed.side === 'client' && (placed.key ?? key) === key) found.push({ line, piece: placed.piece });
    }
  }
  const last = found[found.length - 1];
  if (exchange.kind === 'data' && last?.piece.text === '.' && last.line === command.lastLine && command.ended) found.pop();
  return found;
}

/** The lines that may hold it: of a chunk those between BDAT and the reply, where nothing else was said in between (not pipelined). */
function rangeOf(exchange: Exchange, command: Command): { first: number; last: number } | null {
  if (exchange.kind === 'data') return command.lastLine < command.line ? null : { first: command.line, last: command.lastLine };
  const reply = exchange.replies[0];
  if (command.verb !== 'BDAT' || !reply || exchange.pipelined) return null;
  return { first: command.line + 1, last: reply.lines[0].line - 1 };
}

/** Sessions of more lines than this are not read again for the sake of lines without a mark. */
const MOST_LINES = 2000;

/**
 * Lines within a session that its format does not read as its own, and that are not empty; none where the format takes whatever it
 * gets, and none of sessions beyond two thousand lines.
 */
export function unreadLines(lines: Lines, start: number, choice: Choice, session: Session): DataLine[] {
  if (session.lastLine - session.firstLine > MOST_LINES || choice.wrappers.length > 0) return [];
  const reader = choice.format.reader();
  const found: DataLine[] = [];
  for (let line = session.firstLine; line <= session.lastLine; line++) {
    const source = lines.line(start + line);
    const view: DialogueView = { ...IN_COMMANDS, peek: (k) => (k === 0 ? source : lines.line(start + line + k)) };
    if (source.trim() !== '' && reader.read(source, view) === null) found.push({ line, piece: pieceOf(source) });
  }
  return found;
}
