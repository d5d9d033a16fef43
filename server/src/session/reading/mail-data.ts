import type { DialogueView } from '../../formats/format';
import { lift, peelAll } from '../../formats/wrapper';
import type { Lines } from '../../text/lines';
import { type Piece, pieceOf } from '../../text/span';
import type { Command, Exchange, Session } from '../model';
import { speaks } from './beside-marks';
import type { Choice } from './dialogue';
import type { Ledger } from './ledger';

/** One line of mail data, as it was on the wire. Lines from 0, relative to the unit. */
export interface DataLine {
  readonly line: number;
  readonly piece: Piece;
}

const IN_COMMANDS: DialogueView = { expecting: () => 'command', chunk: () => null, peek: () => '' };
/** How many lines before the mail data are read for what a reader remembers: the direction of a record, what it has learned. */
const WARM_UP = 24;
const IN_BODY: DialogueView = { expecting: () => 'body', chunk: () => null, peek: () => '' };

/**
 * The lines of the mail data of an exchange (without its final dot) or of a BDAT chunk, read again from the text in the shape that the dialogue was read in;
 * empty where there are none. `key` is the session's, `start` the line of the text at which the unit begins. What `ledger` knows to be said by
 * another session is not read.
 */
export function mailData(lines: Lines, start: number, choice: Choice, exchange: Exchange, key: string | null, ledger?: Ledger): DataLine[] {
  const { command } = exchange;
  const range = command && rangeOf(exchange, command);
  if (!command || !range) return [];
  const reader = choice.format.reader();
  const found: DataLine[] = [];
  const inside = (n: number): string => {
    const source = lines.line(start + n);
    return choice.wrappers.length > 0 ? (peelAll(source, choice.wrappers)?.piece.text ?? '') : source;
  };
  for (let line = ledger ? range.first : Math.max(0, range.first - WARM_UP); line <= range.last; line++) {
    if (ledger?.isSaid(line) && !ledger.isSaidBy(line, key)) continue;
    const source = lines.line(start + line);
    const peeled = choice.wrappers.length > 0 ? peelAll(source, choice.wrappers) : null;
    if (choice.wrappers.length > 0 && !peeled) continue;
    const before = line < range.first;
    const view: DialogueView = { ...(before ? IN_COMMANDS : IN_BODY), peek: (k) => inside(line + k) };
    const readings = reader.read(peeled ? peeled.piece.text : source, view) ?? [];
    if (before) continue;
    for (const reading of readings) {
      const placed = peeled ? lift(reading, peeled) : reading;
      if (placed.kind === 'wire' && placed.side === 'client' && (placed.key ?? key) === key) found.push({ line, piece: placed.piece });
    }
  }
  const last = found[found.length - 1];
  if (exchange.kind === 'data' && last?.piece.text === '.' && last.line === command.lastLine && command.ended) found.pop();
  return found;
}

/** The lines that may contain it: for a chunk those between BDAT and the reply, if nothing else was said in between (not pipelined). */
function rangeOf(exchange: Exchange, command: Command): { first: number; last: number } | null {
  if (exchange.kind === 'data') return command.lastLine < command.line ? null : { first: command.line, last: command.lastLine };
  const reply = exchange.replies[0];
  if (command.verb !== 'BDAT' || !reply || exchange.pipelined) return null;
  return { first: command.line + 1, last: reply.lines[0].line - 1 };
}

/**
 * Lines within a session that say something in SMTP, although its format does not read them as its own: they lack a side mark, or have a
 * different one. Empty if the format has no marks.
 */
export function unreadLines(lines: Lines, start: number, choice: Choice, session: Session, ledger?: Ledger): DataLine[] {
  if (choice.wrappers.length > 0 || choice.format.viewpoint === 'none') return [];
  const read = linesRead(session);
  const reader = choice.format.reader();
  const found: DataLine[] = [];
  for (let line = session.firstLine; line <= session.lastLine; line++) {
    if (ledger?.isSaid(line) || read.has(line)) continue;
    const source = lines.line(start + line);
    if (!speaks(source)) continue;
    const view: DialogueView = { ...IN_COMMANDS, peek: (k) => (k === 0 ? source : lines.line(start + line + k)) };
    if (reader.read(source, view) === null) found.push({ line, piece: pieceOf(source) });
  }
  return found;
}

/** The lines from which a session took something. */
function linesRead({ exchanges, strayReplies, strayText }: Session): ReadonlySet<number> {
  const read = new Set<number>();
  for (const { command, replies } of exchanges) {
    if (command) for (let line = command.line; line <= command.lastLine; line++) read.add(line);
    for (const reply of replies) for (const { line } of reply.lines) read.add(line);
  }
  for (const { reply } of strayReplies) for (const { line } of reply.lines) read.add(line);
  for (const { span, lastLine } of strayText) for (let line = span.line; line <= lastLine; line++) read.add(line);
  return read;
}
