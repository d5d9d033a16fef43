import { keyword } from '../../knowledge';
import { readEhloLine } from '../../syntax/ehlo-line';
import { type Span, spanOf } from '../../text/span';
import { type Exchange, lastReply, type ReplyLine, type Session } from '../model';
import type { State } from '../state';
import { refusesFeature } from './refusal';

/** What the server offered to a command. */
export interface Offer {
  /** Keyword in upper case -> its parameters, as {@link State.capabilities} holds them. */
  readonly keywords: ReadonlyMap<string, string>;
  /** The lines of the reply that lists them. */
  readonly lines: readonly ReplyLine[];
}

/**
 * What was offered when `exchange` began; null if the text does not show it for certain. An excerpt that shows only the last line of the
 * reply to EHLO counts if the server refused the command as one that it does not have: both then say the same.
 */
export function offerTo(session: Session, states: readonly State[], exchange: Exchange, capabilitiesKnown: boolean): Offer | null {
  const state = states[exchange.index];
  if (capabilitiesKnown && state?.capabilities && state.helloBy) {
    return { keywords: state.capabilities, lines: lastReply(state.helloBy)?.lines.slice(1) ?? [] };
  }
  const first = session.exchanges[0];
  const reply = lastReply(exchange);
  if (!first || first === exchange || first.command || !reply || !(refusesFeature(reply) || reply.code === 552 || reply.code === 452))
    return null;
  const excerpt = excerptOf(first);
  // A 504 to AUTH names a mechanism that the server lacks: it has AUTH, on a line that is not shown.
  if (exchange.command?.verb === 'AUTH' && reply.code === 504 && !excerpt?.keywords.has('AUTH')) return null;
  return excerpt;
}

/** A lone `250 KEYWORD …` at the beginning of an excerpt. */
function excerptOf(first: Exchange): Offer | null {
  const reply = lastReply(first);
  if (first.kind !== 'command' || reply?.code !== 250 || reply.lines.length !== 1) return null;
  const line = readEhloLine(reply.lines[0].piece.text.slice(4));
  if (!line || !keyword(line.keyword)) return null;
  return { keywords: new Map([[line.keyword, line.parameters.join(' ')]]), lines: reply.lines };
}

/** The span of a keyword in the offer; null if it is not there. */
export function keywordSpan(offer: Offer, name: string): Span | null {
  for (const line of offer.lines) {
    const read = readEhloLine(line.piece.text.slice(4));
    if (read?.keyword === name) return spanOf(line.line, line.piece, Math.min(4, line.piece.text.length));
  }
  return null;
}

/** What was offered in clear before the TLS handshake in force at `exchange`; null if that is not shown. */
export function offerBeforeTls(states: readonly State[], exchange: Exchange): ReadonlyMap<string, string> | null {
  const epoch = states[exchange.index]?.epoch ?? 0;
  for (let at = exchange.index - 1; at >= 0; at--) {
    const state = states[at];
    if (state.epoch < epoch) return state.capabilities;
  }
  return null;
}
