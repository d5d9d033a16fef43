import type { Exchange, Reply, Session } from '../model';
import { lastReply, nameOf } from '../model';
import { failuresOf, takesMessage } from './refusals';

/** How a session ended. */
export interface Outcome {
  /** For how many recipients a message was accepted, and how many were named. */
  readonly accepted: number;
  readonly named: number;
  /** Messages whose final dot (or last chunk) got a 2xx. */
  readonly delivered: number;
  /** The exchange whose refusal decided it; null if nothing was refused, or the server closed unasked (421). */
  readonly decisive: Exchange | null;
  readonly reply: Reply | null;
}

/** The outcome of a session: the first refusal that nothing later made good, and what was delivered. */
export function outcomeOf(session: Session): Outcome {
  let accepted = 0;
  let open = 0;
  let named = 0;
  let delivered = 0;
  for (const exchange of session.exchanges) {
    const code = lastReply(exchange)?.code ?? 0;
    const name = nameOf(exchange);
    if (name === 'MAIL' || name === 'RSET') open = 0;
    if (name === 'RCPT' && exchange.command && code > 0) {
      named++;
      if (code < 400) open++;
    }
    if (!takesMessage(exchange)) continue;
    const good = takenFor(exchange, open);
    if (good > 0 || exchange.replies.some((reply) => reply.code < 300)) delivered++;
    accepted += good;
    open = 0;
  }
  const [first] = failuresOf(session);
  return { accepted, named, delivered, decisive: first && first.exchange.index >= 0 ? first.exchange : null, reply: first?.reply ?? null };
}

/** For how many of the `open` recipients a message was accepted: in LMTP, and between 353 and the last reply (PRDR), each has its own reply. */
function takenFor(exchange: Exchange, open: number): number {
  const { replies, owed } = exchange;
  if (owed <= 1) return (lastReply(exchange)?.code ?? 500) < 300 ? open : 0;
  const own = replies[0]?.code === 353 ? replies.slice(1, -1) : replies;
  return own.filter(({ code }) => code < 300).length;
}
