import { isHello } from '../syntax/verb';
import { type Exchange, lastReply, nameOf, type Session } from './model';

/**
 * Whether a refusal is only taken for the answer to a connection because it comes first: no line before it shows that a client connected, no
 * hello follows that shows it had not spoken yet, and it does not begin with the server's name, as a greeting does. Its words then say more
 * about its place than its place does about its words.
 */
export function isGuessedGreeting({ exchanges, marks }: Pick<Session, 'exchanges' | 'marks'>, exchange: Exchange): boolean {
  if (exchange.kind !== 'greeting' || exchange.index !== 0 || (lastReply(exchange)?.code ?? 0) < 400) return false;
  const [, next] = exchanges;
  if (NAMES_HOST.test(lastReply(exchange)?.lines[0].piece.text ?? '')) return false;
  return !(next && isHello(nameOf(next))) && !marks.some(({ kind, after }) => kind === 'connect' && after <= 0);
}

const NAMES_HOST = /^\d{3}[ -](?:[a-z\d](?:[a-z\d-]{0,62}[a-z\d])?\.){1,10}[a-z]{2,24}(?= )/i;
