import type { Exchange, Reply, Session } from './model';
import { lastReply, nameOf } from './model';
import { decides, type RefusalKind, refusalKind } from './refusal-kind';

/** A refusal that bears on how the session came out. */
export interface Failure {
  readonly exchange: Exchange;
  readonly reply: Reply;
  readonly kind: RefusalKind;
}

/**
 * The refusals of a session, each with its kind, in order. What the client got over is left out: EHLO refused and HELO taken, a TLS that
 * was optional, an AUTH or MAIL that a later try made good.
 */
export function failuresOf(session: Session): Failure[] {
  const found: Failure[] = [];
  for (const exchange of session.exchanges) {
    const reply = lastReply(exchange);
    if (!reply || reply.code < 400 || reply.code > 599 || !decides(exchange) || gotOver(session, exchange)) continue;
    // A quoted reply without its command is judged by its words alone.
    found.push({ exchange, reply, kind: refusalKind(exchange, reply) });
  }
  for (const { reply } of session.strayReplies) {
    if (reply.code !== 421) continue;
    const exchange: Exchange = {
      index: -1,
      kind: 'command',
      command: null,
      replies: [reply],
      trust: 'degraded',
      pipelined: false,
      owed: 0,
    };
    found.push({ exchange, reply, kind: refusalKind(exchange, reply) });
  }
  return found;
}

const AGAIN: Readonly<Record<string, RegExp>> = {
  EHLO: /^(?:EHLO|HELO)$/,
  LHLO: /^LHLO$/,
  HELO: /^(?:EHLO|HELO)$/,
  STARTTLS: /^(?:STARTTLS|MAIL)$/,
  AUTH: /^(?:AUTH|auth|MAIL)$/,
  auth: /^(?:AUTH|auth|MAIL)$/,
  MAIL: /^MAIL$/,
  DATA: /^(?:DATA|data|BDAT)$/,
  data: /^data$/,
};

function gotOver(session: Session, exchange: Exchange): boolean {
  const again = AGAIN[nameOf(exchange)];
  if (!again) return false;
  return session.exchanges.some((later) => {
    const code = lastReply(later)?.code ?? 500;
    return later.index > exchange.index && again.test(nameOf(later)) && code < 400 && code !== 334;
  });
}
