import type { Envelope } from '../envelope';
import { namedPart, refusalOf, refusesSyntax, slipSeverity } from './refusal';

/**
 * The severity of a slip around a path (a space, a bracket, a colon). If one command has two slips, the refusal may be about the
 * other one: then this one is a `hint`. `undefined` if the server's verdict decides.
 */
export function pathSlipSeverity(envelope: Envelope): 'hint' | undefined {
  const refusal = refusalOf(envelope.exchange);
  if (!refusal || !refusesSyntax(refusal)) return slipSeverity(envelope.exchange);
  const named = namedPart(refusal);
  if (named === 'parameter' && envelope.parameters.length > 0) return 'hint';
  return named === 'address' && addressIsFaulty(envelope) ? 'hint' : undefined;
}

/** Whether the address itself, without what surrounds it, violates the grammar. */
function addressIsFaulty({ argument: { mailbox } }: Envelope): boolean {
  if (!mailbox) return false;
  const inDomain = mailbox.domain?.problems.some(({ kind }) => kind !== 'single-label') ?? false;
  return mailbox.local.problems.length > 0 || inDomain;
}
