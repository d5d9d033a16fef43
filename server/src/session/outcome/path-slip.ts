import type { Envelope } from '../envelope';
import { namedPart, refusalOf, refusesSyntax, slipSeverity } from './refusal';

/**
 * The severity that a slip around a path (a blank, a bracket, a colon) keeps for itself. Of two slips in one command the refusal may name
 * the other: then this one is a `hint`. `undefined` where the server's verdict decides.
 */
export function pathSlipSeverity(envelope: Envelope): 'hint' | undefined {
  const refusal = refusalOf(envelope.exchange);
  if (!refusal || !refusesSyntax(refusal)) return slipSeverity(envelope.exchange);
  const named = namedPart(refusal);
  if (named === 'parameter' && envelope.parameters.length > 0) return 'hint';
  return named === 'address' && addressIsFaulty(envelope) ? 'hint' : undefined;
}

/** Whether the address itself, whatever stands around it, is not one that the grammar allows. */
function addressIsFaulty({ argument: { mailbox } }: Envelope): boolean {
  if (!mailbox) return false;
  const inDomain = mailbox.domain?.problems.some(({ kind }) => kind !== 'single-label') ?? false;
  return mailbox.local.problems.length > 0 || inDomain;
}
