import { isMasked } from '../syntax/masked';
import { type Part, part, skipBlanks, trimmedEnd, untilBlank } from '../syntax/problem';
import { isHello } from '../syntax/verb';
import type { Command, Exchange, Session } from './model';
import { oncePerSession } from './once';

/** An EHLO, HELO or LHLO whose argument is shown. */
export interface Hello {
  readonly exchange: Exchange;
  readonly command: Command;
  /** The first word after the verb; empty if there is none. */
  readonly name: Part;
  /** What follows the name; usually empty. */
  readonly rest: Part;
}

/** What a manual writes in place of the name: `[hostname]`, `<your host>`, `{domain}`. */
const STAND_IN = /^[<{($%]|^\[(?!IPv6:)[A-Za-z][A-Za-z ._-]*\]/i;

/** The hellos of a session in order, except those whose name is masked. Computed once per session. */
export const hellosOf: (session: Session) => readonly Hello[] = oncePerSession(read);

function read(session: Session): Hello[] {
  const found: Hello[] = [];
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind !== 'command' || !command || command.masked || command.elided || !isHello(command.verb)) continue;
    const text = command.piece.text;
    const end = trimmedEnd(text, command.argumentAt);
    const name = part(text, command.argumentAt, untilBlank(text, command.argumentAt, end));
    const rest = part(text, Math.min(skipBlanks(text, name.to), end), end);
    if (!isMasked(name.text.replace(/^\[(?=[\d:I])/, '')) && !STAND_IN.test(name.text)) found.push({ exchange, command, name, rest });
  }
  return found;
}

/** Whether the greeting of a session says that the server speaks LMTP. */
export const speaksLmtp = (session: Session): boolean =>
  session.exchanges[0]?.kind === 'greeting' &&
  session.exchanges[0].replies.some((reply) => reply.lines.some((line) => /\bLMTP\b/i.test(line.piece.text)));
