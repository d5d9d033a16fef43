import { argumentOf, type Command, codeOf, type Exchange, type Session } from '../session/model';

/** The commands of a session whose line is shown as it was sent, with its text. */
export function* lines(session: Session): Generator<{ exchange: Exchange; command: Command; text: string }> {
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind === 'command' && command && !command.masked && !command.elided) yield { exchange, command, text: command.piece.text };
  }
}

/** The server says that it does not understand the line or its syntax. */
export const badSyntax = (exchange: Exchange): boolean => /^50[0-4]$|^555$/.test(String(codeOf(exchange)));

/** The domain of the address in the path of MAIL or RCPT, in lower case; null where none is shown. */
export const domainIn = (exchange: Exchange): string | null => {
  const path = exchange.command ? /<[^<>@]{1,200}@([A-Za-z0-9.-]{3,255})>/.exec(argumentOf(exchange.command)) : null;
  return path ? path[1].toLowerCase() : null;
};
