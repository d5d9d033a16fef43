import { isMaskedAddress } from '../syntax/masked';
import { type Parameter, readParameters } from '../syntax/parameter';
import { type PathArgument, type PathProblem, readPathArgument } from '../syntax/path';
import { withoutBeginning, withoutEnd } from '../text/ends';
import { argumentOf, type Command, type Exchange, type Session } from './model';
import { oncePerSession } from './once';

/** A MAIL or RCPT as it was written. */
export interface Envelope {
  readonly exchange: Exchange;
  readonly command: Command;
  readonly verb: 'MAIL' | 'RCPT';
  readonly argument: PathArgument;
  readonly parameters: readonly Parameter[];
  /** The address is a placeholder for the one that was sent: nothing can be said about it. */
  readonly masked: boolean;
}

/** The result for each exchange: a dozen rules ask for the same one. */
const KNOWN = new WeakMap<Exchange, Envelope | null>();

/** All MAIL and RCPT commands of a session whose line is shown as it was sent, in order. Computed once per session. */
export const envelopesOf: (session: Session) => readonly Envelope[] = oncePerSession((session) =>
  session.exchanges.map(envelopeOf).filter((one) => one !== null),
);

/** The envelope command of an exchange, or null if it is another command, masked, or cut. Computed once per exchange. */
export function envelopeOf(exchange: Exchange): Envelope | null {
  const verb = exchange.command?.verb;
  if (exchange.kind !== 'command' || (verb !== 'MAIL' && verb !== 'RCPT')) return null;
  let known = KNOWN.get(exchange);
  if (known === undefined) {
    known = readEnvelope(exchange);
    KNOWN.set(exchange, known);
  }
  return known;
}

function readEnvelope(exchange: Exchange): Envelope | null {
  const { command, kind } = exchange;
  if (kind !== 'command' || !command || command.masked || command.elided) return null;
  if (command.verb !== 'MAIL' && command.verb !== 'RCPT') return null;
  // A no-break space or another stray character after the verb has a rule of its own.
  if (argumentOf(command).trim() === '' || command.argumentAt === command.verbTo) return null;
  const argument = readPathArgument(command.piece.text, command.argumentAt, command.verb);
  const parameters = readParameters(command.piece.text, argument.parametersAt);
  const masked = isMaskedAddress(withoutEnd(withoutBeginning((argument.buried ?? argument.inside).text, '<'), '>'));
  return { exchange, command, verb: command.verb, argument, parameters, masked };
}

/** For each envelope command whose address is not masked, its first problem of one of `kinds`, if any. */
export function* pathSlips(
  session: Session,
  ...kinds: readonly PathProblem[]
): Generator<{ envelope: Envelope; from: number; to: number; kind: PathProblem }> {
  for (const envelope of envelopesOf(session)) {
    const problem = envelope.argument.problems.find((one) => kinds.includes(one.kind));
    if (problem && !envelope.masked) yield { envelope, from: problem.from, to: problem.to, kind: problem.kind };
  }
}

/** The recipients and the sender of the transaction that exchange `index` belongs to: back to the last MAIL before it. */
export function transactionBefore(session: Session, index: number): { mail: Envelope | null; recipients: Envelope[] } {
  const recipients: Envelope[] = [];
  for (let at = index - 1; at >= 0; at--) {
    const envelope = envelopeOf(session.exchanges[at]);
    if (envelope?.verb === 'RCPT') recipients.unshift(envelope);
    else if (session.exchanges[at].command?.verb === 'MAIL') return { mail: envelope, recipients };
    else if (session.exchanges[at].kind === 'data') break;
  }
  return { mail: null, recipients };
}
