import type { Analysis } from '../analysis/analysis';
import { mentions, type Name, nameAt } from '../analysis/names';
import type { Exchange } from '../session/model';
import { linesOf } from '../session/phases';
import { codeSpan, exchangeSpan } from '../session/spans';
import type { Position, Range } from '../text/range';
import { rangeOf } from '../text/range';

/** A command and the replies to it, as places in the document. */
export interface Pair {
  /** The verb; null for a greeting, or if the command is not shown. */
  readonly command: Range | null;
  /** The code of each reply. */
  readonly replies: readonly Range[];
  /** Whether the position was on the command's side. */
  readonly onCommand: boolean;
}

/** The exchange that has a line at the position, or null. */
function pairAt(analysis: Analysis, at: Position): Pair | null {
  for (const { session, start } of analysis.sessionsAt(at.line)) {
    const line = at.line - start;
    for (const exchange of session.exchanges) {
      const onCommand = exchange.command !== null && exchange.command.line <= line && line <= exchange.command.lastLine;
      if (!onCommand && !onReply(exchange, line)) continue;
      const span = exchange.command && exchangeSpan(exchange);
      return {
        command: span && rangeOf(span, start),
        replies: exchange.replies.map((reply) => rangeOf(codeSpan(reply), start)),
        onCommand,
      };
    }
  }
  return null;
}

function onReply(exchange: Exchange, line: number): boolean {
  const { first, last } = linesOf(exchange);
  return line >= first && line <= last && exchange.replies.some((reply) => reply.lines.some((one) => one.line === line));
}

/** How many lines above a log line the beginning of its message is looked for, and how far around a name its other places. */
const FAR = 20_000;
const NEAR = 1000;

/** From a reply to its command, from a command to its replies; from a queue id in a log to the line that first names it. */
export function definitions(analysis: Analysis, at: Position): readonly Range[] {
  const pair = pairAt(analysis, at);
  if (pair) return pair.onCommand ? pair.replies : pair.command ? [pair.command] : [];
  const name = nameAt(analysis, at);
  return name?.kind === 'queue-id' ? beginning(analysis, name) : [];
}

/** An id may be reused for another message: the search ends where this message's life began. */
function beginning(analysis: Analysis, { text, span }: Name): Range[] {
  let first: Range | null = null;
  const to = Math.max(0, span.line - FAR);
  for (let line = span.line; line >= to; line--) {
    // The lines above are read one window at a time: the window's first line first.
    if ((span.line - line) % 512 === 0) analysis.lines.line(Math.max(0, line - 511));
    const at = analysis.lines.line(line).indexOf(text);
    if (at < 0) continue;
    const entry = analysis.entryAt(line);
    if (entry?.id !== text) continue;
    if (entry.life === 'end' && line < span.line) break;
    first = { start: { line, character: at }, end: { line, character: at + text.length } };
    if (entry.life === 'begin') break;
  }
  return first ? [first] : [];
}

/** The lines around a queue id that belong to the same message: to where the id's life begins or ends in the log. End exclusive. */
function lifeAround(analysis: Analysis, { text, span }: Name): [number, number] {
  const lifeAt = (line: number): 'begin' | 'end' | undefined => {
    if (!analysis.lines.line(line).includes(text)) return undefined;
    const entry = analysis.entryAt(line);
    return entry?.id === text ? entry.life : undefined;
  };
  let from = Math.max(0, span.line - NEAR);
  let to = Math.min(analysis.lines.count, span.line + NEAR);
  for (let line = span.line; line >= from; line--) {
    const life = lifeAt(line);
    if (life === 'begin') from = line;
    else if (life === 'end' && line < span.line) from = line + 1;
  }
  for (let line = span.line; line < to; line++) {
    const life = lifeAt(line);
    if (life === 'end') to = line + 1;
    else if (life === 'begin' && line > span.line) to = line;
  }
  return [from, to];
}

/**
 * What to highlight for a position: the other places of the mailbox, message id or queue id there (within a few screens), or else the verb
 * and the codes of the exchange. Null if there is nothing.
 */
export function highlights(analysis: Analysis, at: Position): readonly Range[] | null {
  const name = nameAt(analysis, at);
  if (name) {
    const [from, to] = name.kind === 'queue-id' ? lifeAround(analysis, name) : [at.line - NEAR, at.line + NEAR];
    return [...mentions(analysis, name, from, to)].flat().map((span) => rangeOf(span));
  }
  const pair = pairAt(analysis, at);
  return pair && [...(pair.command ? [pair.command] : []), ...pair.replies];
}
