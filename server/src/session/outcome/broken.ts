import { type GivingUp, givingUp } from '../../formats/readers/giving-up';
import type { Exchange, Mark, Session } from '../model';
import { lastReply, nameOf } from '../model';
import { isDone } from './refusals';

/** How a session ended early although nothing was refused. */
export interface Broken {
  readonly why: GivingUp;
  /** The mark that says so, if the text has one. */
  readonly mark: Mark;
  /** The last exchange before it; null before the greeting. */
  readonly exchange: Exchange | null;
  /** The client was still waiting for the reply to it (`exchange` null: for the greeting). */
  readonly waiting: boolean;
}

/** An end that the person who made the recording chose: nothing was lost. */
const CHOSEN = /^(?:End of script|=== Dropping|shutting down)/;

/** Commands whose reply no one waits for. */
const LEAVES = /^(?:QUIT|\?)$/;

/**
 * How a session ended early, or null if the text does not say that it did: by the program's own words, or because it ended while a reply
 * was owed. What comes after the last message was accepted does no harm.
 */
export function brokenOff(session: Session): Broken | null {
  for (const mark of session.marks) {
    if ((mark.kind !== 'close' && mark.kind !== 'note') || CHOSEN.test(mark.text)) continue;
    const exchange = session.exchanges[mark.after] ?? null;
    if (exchange && (LEAVES.test(nameOf(exchange)) || isDone(session, mark.after))) continue;
    const waiting = exchange ? lastReply(exchange) === undefined && exchange.owed > 0 && exchange.trust === 'certain' : mark.after < 0;
    const said = givingUp(mark.text);
    if (said === 'lost' && NO_CONNECTION.test(mark.text)) {
      if (exchange && startsTls(session, exchange)) return { why: 'tls', mark, exchange, waiting: false };
      continue;
    }
    // A server that prints its side of a probe reports that the client left; nothing else happened.
    if (said && (exchange?.kind !== 'greeting' || mark.kind === 'note')) return { why: said, mark, exchange, waiting };
    if (mark.kind !== 'close' || !exchange) continue;
    if (waiting) return { why: 'lost', mark, exchange, waiting };
    if (startsTls(session, exchange)) return { why: 'tls', mark, exchange, waiting: false };
  }
  return null;
}

/** PHPMailer says this about a failed handshake, and about everything else that goes wrong before MAIL. */
const NO_CONNECTION = /could not connect to smtp host|connect\(\) failed/i;

/** STARTTLS was accepted, and nothing shows that the handshake succeeded. */
const startsTls = (session: Session, exchange: Exchange): boolean =>
  nameOf(exchange) === 'STARTTLS' && lastReply(exchange)?.code === 220 && !handshake(session, exchange);

const handshake = (session: Session, after: Exchange): boolean =>
  session.marks.some((mark) => mark.kind === 'tls' && mark.after >= after.index);
