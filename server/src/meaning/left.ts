import type { Exchange, Reply, Session } from '../session/model';
import { lastReply } from '../session/model';
import { leftBeforeTls, takenTooLate } from '../session/outcome/left';
import type { State } from '../session/state';
import { bare, hostsOf } from './located';
import { type Meaning, meaningOf } from './meaning';

/** A session in which the client left too early, and what that means. */
export interface LeftMeaning {
  readonly exchange: Exchange;
  readonly reply: Reply;
  readonly meaning: Meaning;
}

/**
 * What it means that the client of a session left: before the reply to its message, which was a success, or before the STARTTLS that its login
 * needs. Null for a session that it did not leave like that. `states`: those of `statesOf`.
 */
export function leftMeaning(session: Session, states: readonly State[]): LeftMeaning | null {
  const [late] = takenTooLate(session);
  const hello = late ? null : leftBeforeTls(session, states);
  const exchange = late?.exchange ?? hello;
  const reply = late?.reply ?? (hello && lastReply(hello));
  if (!exchange || !reply) return null;
  const said = { ...bare(null, null, ''), hosts: hostsOf(session) };
  const meaning = late
    ? meaningOf({ ...said, reason: 'taken-too-late' })
    : meaningOf({ ...said, reason: 'auth-not-offered' }, { offersAuth: false, offersTls: true });
  return meaning && { exchange, reply, meaning };
}
