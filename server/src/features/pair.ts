import type { Analysis } from '../analysis/analysis';
import type { Exchange } from '../session/model';
import { linesOf } from '../session/phases';
import { codeSpan, exchangeSpan } from '../session/spans';
import type { Position, Range } from '../text/range';
import { rangeOf } from '../text/range';

/** A command and the replies to it, as places in the document. */
export interface Pair {
  /** The verb; null for a greeting, or where the command is not shown. */
  readonly command: Range | null;
  /** The code of each reply. */
  readonly replies: readonly Range[];
  /** Whether the position was on the command's side. */
  readonly onCommand: boolean;
}

/** The exchange that has a line at the position, or null. */
export function pairAt(analysis: Analysis, at: Position): Pair | null {
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

/** From a reply to its command, from a command to its replies. */
export function definitions(analysis: Analysis, at: Position): readonly Range[] {
  const pair = pairAt(analysis, at);
  if (!pair) return [];
  return pair.onCommand ? pair.replies : pair.command ? [pair.command] : [];
}
