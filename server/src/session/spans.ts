import type { Span } from '../text/span';
import { spanOf } from '../text/span';
import type { Command, Exchange, Reply } from './model';
import { lastReply } from './model';

/** The span of a command's verb; the whole line if it has no verb. Lines relative to the unit. */
export const verbSpan = (command: Command): Span =>
  command.kind === 'command' && command.verbTo > command.verbFrom
    ? spanOf(command.line, command.piece, command.verbFrom, command.verbTo)
    : commandSpan(command);

/** The span of a command's line; for mail data that of its final dot. */
export const commandSpan = (command: Command): Span => spanOf(command.kind === 'data' ? command.lastLine : command.line, command.piece);

/** The reply code on the last line of a reply that has one. */
export function codeSpan(reply: Reply): Span {
  const line = [...reply.lines].reverse().find((each) => each.separator !== 'continues') ?? reply.lines[reply.lines.length - 1];
  return spanOf(line.line, line.piece, 0, 3);
}

/** The first line of a reply as a whole. */
export const replySpan = (reply: Reply): Span => spanOf(reply.lines[0].line, reply.lines[0].piece);

/** The span that stands for an exchange: its verb, or the code of its reply if the command is not shown. */
export function exchangeSpan(exchange: Exchange): Span | null {
  if (exchange.command) return verbSpan(exchange.command);
  const reply = lastReply(exchange);
  return reply ? codeSpan(reply) : null;
}
