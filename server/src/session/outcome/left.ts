import { type Exchange, lastReply, nameOf, type Reply, type Session } from '../model';
import type { State } from '../state';

/** A client that gave up waiting for the reply to its message, which came as a success all the same. */
export interface TakenTooLate {
  readonly exchange: Exchange;
  readonly reply: Reply;
  /** Milliseconds from the final dot (or the go-ahead before it) until the client sent QUIT, and until the reply came. */
  readonly left: number;
  readonly came: number;
}

/** The messages of a session that the server accepted after the client had given up on them. */
export function takenTooLate(session: Session): TakenTooLate[] {
  const found: TakenTooLate[] = [];
  for (const exchange of session.exchanges) {
    const [reply] = exchange.replies;
    const next = session.exchanges[exchange.index + 1]?.command;
    if (exchange.kind !== 'data' || !exchange.command || !reply || reply.code >= 300 || next?.verb !== 'QUIT') continue;
    // Few formats tell when the dot was sent: then the time is that of the go-ahead before the data.
    const before = lastReply(session.exchanges[exchange.index - 1] ?? exchange)?.lines[0].time ?? null;
    const [sent, left, came] = [exchange.command.time ?? before, next.time, reply.lines[0].time];
    // A client that pipelines QUIT does not wait at all.
    if (next.line >= reply.lines[0].line || sent === null || left === null || came === null || left - sent < 1000 || came < left) continue;
    found.push({ exchange, reply, left: left - sent, came: came - sent });
  }
  return found;
}

/**
 * The EHLO whose reply offers a login only after STARTTLS, if the client left without starting it; null in any other session. `states`: those
 * of `statesOf`.
 */
export function leftBeforeTls(session: Session, states: readonly State[]): Exchange | null {
  const names = session.exchanges.map(nameOf);
  if (names.some((name) => !/^(?:greeting|EHLO|QUIT)$/.test(name)) || names.at(-1) !== 'QUIT') return null;
  const hello = session.exchanges.findLast((each) => nameOf(each) === 'EHLO');
  const { capabilities, epoch } = states[session.exchanges.length - 1];
  return hello && lastReply(hello) && epoch === 0 && capabilities?.has('STARTTLS') && !capabilities.has('AUTH') ? hello : null;
}
