import type { Exchange, Session } from './model';
import { lastReply } from './model';

/** A stretch of a session that people think of as one thing. */
export interface Phase {
  readonly kind: 'hello' | 'tls' | 'authentication' | 'transaction' | 'end' | 'other';
  /** In order; never empty. */
  readonly exchanges: readonly Exchange[];
}

const KIND: Readonly<Record<string, Phase['kind']>> = {
  EHLO: 'hello',
  HELO: 'hello',
  LHLO: 'hello',
  STARTTLS: 'tls',
  AUTH: 'authentication',
  MAIL: 'transaction',
  SEND: 'transaction',
  SOML: 'transaction',
  SAML: 'transaction',
  QUIT: 'end',
};

/** Verbs that belong to the transaction under way. */
const INSIDE = new Set(['RCPT', 'DATA', 'BDAT', 'BURL']);

/** Divides a session into its phases. A transaction lasts from MAIL to the end of its mail data, or to the RSET that drops it. */
export function phasesOf(session: Session): Phase[] {
  const phases: { kind: Phase['kind']; exchanges: Exchange[] }[] = [];
  for (const exchange of session.exchanges) {
    const open = phases[phases.length - 1];
    const kind = kindOf(exchange, open?.kind);
    const joins =
      open !== undefined && open.kind === kind && !(kind === 'transaction' && (exchange.command?.verb === 'MAIL' || ended(open.exchanges)));
    if (joins) open.exchanges.push(exchange);
    else phases.push({ kind, exchanges: [exchange] });
  }
  return phases;
}

function kindOf(exchange: Exchange, open: Phase['kind'] | undefined): Phase['kind'] {
  if (exchange.kind === 'greeting') return 'hello';
  if (exchange.kind === 'auth') return 'authentication';
  if (exchange.kind === 'data') return 'transaction';
  const verb = exchange.command?.verb ?? '';
  if (INSIDE.has(verb) || (verb === 'RSET' && open === 'transaction')) return 'transaction';
  return KIND[verb] ?? 'other';
}

function ended(exchanges: readonly Exchange[]): boolean {
  const last = exchanges[exchanges.length - 1];
  return last.kind === 'data' || (last.command?.verb === 'RSET' && (lastReply(last)?.code ?? 250) < 300);
}

/** First and last line of an exchange (relative to the unit), mail data and replies included. */
export function linesOf(exchange: Exchange): { readonly first: number; readonly last: number } {
  let first = exchange.command?.line ?? Number.MAX_SAFE_INTEGER;
  let last = exchange.command?.lastLine ?? -1;
  for (const reply of exchange.replies) {
    first = Math.min(first, reply.lines[0].line);
    last = Math.max(last, reply.lines[reply.lines.length - 1].line);
  }
  return { first, last: Math.max(first, last) };
}
