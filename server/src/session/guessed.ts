import { isHello } from '../syntax/verb';
import { type Exchange, lastReply, nameOf, type Session } from './model';

/**
 * Whether a refusal is only taken for the answer to a connection because it comes first: no line before it shows that a client connected,
 * and no hello follows that shows it had not spoken yet. Its words then say more about its place than its place does about its words.
 */
export function isGuessedGreeting({ exchanges, marks }: Pick<Session, 'exchanges' | 'marks'>, exchange: Exchange): boolean {
  if (exchange.kind !== 'greeting' || exchange.index !== 0 || (lastReply(exchange)?.code ?? 0) < 400) return false;
  const [, next] = exchanges;
  return !(next && isHello(nameOf(next))) && !marks.some(({ kind, after }) => kind === 'connect' && after <= 0);
}
