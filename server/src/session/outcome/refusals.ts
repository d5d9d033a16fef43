import { envelopeOf } from '../envelope';
import type { Exchange, Reply, Session } from '../model';
import { argumentOf, lastReply, nameOf } from '../model';

/** A refusal that affects how the session ended; meaning/ says what it means. */
export interface Failure {
  readonly exchange: Exchange;
  readonly reply: Reply;
}

const known = new WeakMap<Session, readonly Failure[]>();

/**
 * The refusals of a session, in order. Those that the client overcame are left out: EHLO refused and HELO accepted, an optional TLS, an
 * AUTH or MAIL that succeeded later. So is a refused VRFY, HELP or XCLIENT, unless the session asks for nothing else.
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
  const sends = session.exchanges.some((each) => nameOf(each) === 'MAIL' || each.kind === 'data');
  for (const exchange of session.exchanges) {
    if (!(decides(exchange) || (!sends && nameOf(exchange) !== 'QUIT')) || gotOver(exchange)) continue;
    for (const reply of refusalsOf(exchange)) found.push({ exchange, reply });
  }
  for (const { reply, after } of session.strayReplies) {
    if (reply.code !== 421 || isDone(session, after)) continue;
    const exchange: Exchange = {
      index: -1,
      kind: 'command',
      command: null,
      replies: [reply],
      trust: 'degraded',
      pipelined: false,
      owed: 0,
    };
    found.push({ exchange, reply });
  }
  return found;
}

/** The last reply decides; if each recipient has its own (LMTP, PRDR), every refusal loses the message for one of them. */
function refusalsOf(exchange: Exchange): readonly Reply[] {
  const replies = exchange.owed > 1 ? exchange.replies : exchange.replies.slice(-1);
  return replies.filter(({ code }) => code >= 400);
}

/** Whether the messages up to exchange `after` were accepted and none has begun since: the end of the connection then does no harm. */
export function isDone(session: Session, after: number): boolean {
  for (let i = after; i >= 0; i--) {
    const exchange = session.exchanges[i];
    if (takesMessage(exchange)) return isGood(exchange);
    if (nameOf(exchange) === 'MAIL') return false;
  }
  return false;
}

/** Whether the reply to an exchange decides about a message. */
export const takesMessage = (exchange: Exchange): boolean =>
  exchange.kind === 'data' || (exchange.command?.verb === 'BDAT' && /\bLAST\s*$/i.test(argumentOf(exchange.command)));

/** By verb: what counts as another attempt at the same thing. */
const AGAIN: Readonly<Record<string, RegExp>> = {
  EHLO: /^(?:EHLO|HELO|MAIL)$/,
  LHLO: /^(?:LHLO|MAIL)$/,
  HELO: /^(?:EHLO|HELO|MAIL)$/,
  STARTTLS: /^(?:STARTTLS|MAIL)$/,
  AUTH: /^(?:AUTH|auth|MAIL)$/,
  auth: /^(?:AUTH|auth|MAIL)$/,
  XCLIENT: /^XCLIENT$/,
};

/** Codes for a command that is malformed, which another attempt can correct (RFC 5321 §4.2.2). */
const MISWRITTEN = new Set([500, 501, 503, 504, 555]);

/** Whether a later attempt at the same thing succeeded. Messages with the same sender and first recipient are the same. */
function overcome(session: Session): (exchange: Exchange) => boolean {
  /** What was accepted -> index, under every name by which it makes another attempt good. */
  const taken = new Map<string, number>();
  /** For each exchange the transaction it belongs to, and the message sent there; empty if the text does not show it. */
  const places: { readonly transaction: number; readonly message: string }[] = [];
  let transaction = 0;
  let sender = '';
  let recipient = '';
  for (const each of session.exchanges) {
    const name = nameOf(each);
    const address = addressOf(each);
    const good = isGood(each);
    if (name === 'MAIL') {
      transaction++;
      sender = address ?? '';
      recipient = '';
    }
    if (name === 'RCPT' && good && recipient === '') recipient = address ?? '';
    const message = sender !== '' && recipient !== '' ? `${sender} ${recipient}` : '';
    places.push({ transaction, message });
    if (good) {
      for (const [tried, again] of Object.entries(AGAIN)) if (again?.test(name)) taken.set(tried, each.index);
      taken.set(name, each.index);
      taken.set(`${name} in ${transaction}`, each.index);
      if (address !== null) taken.set(`${name} ${address}`, each.index);
      if (takesMessage(each)) taken.set(`message in ${transaction}`, each.index).set(`message ${message}`, each.index);
    }
    if (takesMessage(each)) transaction++;
  }
  return (exchange) => {
    const name = nameOf(exchange);
    const address = addressOf(exchange);
    const later = (what: string): boolean => (taken.get(what) ?? -1) > exchange.index;
    const { transaction, message } = places[exchange.index];
    const miswritten = MISWRITTEN.has(lastReply(exchange)?.code ?? 0);
    if (name === 'MAIL') return address === null || miswritten ? later('MAIL') : later(`MAIL ${address}`);
    if (name === 'RCPT') return (address !== null && later(`RCPT ${address}`)) || (miswritten && later(`RCPT in ${transaction}`));
    if (/^(?:DATA|BDAT|data)$/.test(name)) return later(`message in ${transaction}`) || (message !== '' && later(`message ${message}`));
    return AGAIN[name] !== undefined && later(name);
  };
}

/** Whether the server did, or continues with, what it was asked. A 334 proves nothing: the login can still be refused. */
function isGood(exchange: Exchange): boolean {
  const code = lastReply(exchange)?.code ?? 500;
  return code < 400 && code !== 334;
}

/** The address of a MAIL or RCPT, however it is written; null if it is not shown. */
function addressOf(exchange: Exchange): string | null {
  const envelope = envelopeOf(exchange);
  if (!envelope || envelope.masked) return null;
  return (envelope.argument.buried ?? envelope.argument.inside).text.toLowerCase();
}

/** The client cancelled the AUTH dialogue with a `*`, and the refusal confirms it (RFC 4954 §4). */
export const cancels = (exchange: Exchange): boolean => exchange.kind === 'auth' && exchange.command?.piece.text.trim() === '*';

/** Commands whose refusal does no harm: what they ask for is not needed to send a message. */
const OPTIONAL = /^(?:VRFY|EXPN|HELP|NOOP|RSET|QUIT|XFORWARD|XCLIENT|ETRN|ATRN|TURN|VERB|ONEX|X-\S+)$/;

/** Whether the refusal of an exchange can decide how a session ends. */
function decides(exchange: Exchange): boolean {
  return exchange.kind !== 'command' || !OPTIONAL.test(exchange.command?.verb ?? '');
}
