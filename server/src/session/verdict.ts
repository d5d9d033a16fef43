import { t } from '../text/l10n';
import type { Exchange, Reply, Session } from './model';
import { lastReply, spokenName } from './model';

/** How a session came out. */
export interface Outcome {
  /** Recipients accepted and named. */
  readonly accepted: number;
  readonly named: number;
  /** Messages whose final dot (or last chunk) got a 2xx. */
  readonly delivered: number;
  /** The exchange whose refusal decided it, or null. */
  readonly decisive: Exchange | null;
  readonly reply: Reply | null;
}

/** What came of a session: the first refusal that nothing later made good, and what was delivered. */
export function outcomeOf(session: Session): Outcome {
  let accepted = 0;
  let named = 0;
  let delivered = 0;
  let decisive: Exchange | null = null;
  let reply: Reply | null = null;
  for (const exchange of session.exchanges) {
    const last = lastReply(exchange);
    if (!last) continue;
    const verb = exchange.command?.verb;
    const good = last.code < 400;
    if (verb === 'RCPT' && exchange.kind === 'command') {
      named++;
      if (good) accepted++;
    }
    const final = exchange.kind === 'data' || (verb === 'BDAT' && /\bLAST\s*$/i.test(exchange.command?.piece.text ?? ''));
    if (final && exchange.replies.some((one) => one.code < 300)) delivered++;
    if (!good && optional(exchange)) continue;
    if (!good && !decisive) {
      decisive = exchange;
      reply = last;
    }
  }
  return { accepted, named, delivered, decisive, reply };
}

/** A refusal after which clients go on as if nothing had been: EHLO (HELO follows), VRFY, EXPN, HELP, NOOP, RSET, QUIT. */
function optional(exchange: Exchange): boolean {
  return /^(?:EHLO|VRFY|EXPN|HELP|NOOP|RSET|QUIT|XFORWARD)$/.test(exchange.command?.verb ?? '');
}

/** One line for people: `delivered to 2 of 3 · 550 5.1.1 at RCPT`. */
export function verdict(session: Session): string {
  const { accepted, named, delivered, decisive, reply } = outcomeOf(session);
  const parts: string[] = [];
  if (delivered > 0) parts.push(named > 0 ? t('delivered to {0} of {1}', accepted, named) : t('delivered'));
  if (decisive && reply) {
    const code = reply.enhanced ? `${reply.code} ${reply.enhanced}` : String(reply.code);
    parts.push(t('{0} at {1}', code, spokenName(decisive)));
  }
  if (parts.length === 0) parts.push(session.exchanges.length === 0 ? t('nothing was said') : t('no message was sent'));
  return parts.join(' · ');
}
