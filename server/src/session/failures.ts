import type { Exchange, Reply, Session } from './model';
import { lastReply, nameOf } from './model';
import { decides, type RefusalKind, refusalKind } from './refusal-kind';

/** A refusal that bears on how the session came out. */
export interface Failure {
  readonly exchange: Exchange;
  readonly reply: Reply;
  readonly kind: RefusalKind;
}

const known = new WeakMap<Session, readonly Failure[]>();

/**
 * The refusals of a session, each with its kind, in order. What the client got over is left out: EHLO refused and HELO taken, a TLS that
 * was optional, an AUTH or MAIL that a later try made good.
 */
export function failuresOf(session: Session): readonly Failure[] {
  let failures = known.get(session);
  if (!failures) {
    failures = look(session);
    known.set(session, failures);
  }
  return failures;
}

function look(session: Session): Failure[] {
  const found: Failure[] = [];
  const gotOver = overcome(session);
  for (const exchange of session.exchanges) {
    const reply = lastReply(exchange);
    if (!reply || reply.code < 400 || reply.code > 599 || !decides(exchange) || gotOver(exchange)) continue;
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

function overcome(session: Session): (exchange: Exchange) => boolean {
  const lastGood = new Map<string, number>();
  for (const later of session.exchanges) {
    const code = lastReply(later)?.code ?? 500;
    if (code >= 400 || code === 334) continue;
    const name = nameOf(later);
    for (const [tried, again] of Object.entries(AGAIN)) if (again?.test(name)) lastGood.set(tried, later.index);
  }
  return (exchange) => (lastGood.get(nameOf(exchange)) ?? -1) > exchange.index;
}
