import { marksLast } from '../syntax/bdat';
import { lacksHost } from './ehlo-reply';
import type { Exchange, Mark, Session } from './model';
import { argumentOf, isGap, lastReply } from './model';

export type RecipientVerdict = 'accepted' | 'temporary' | 'permanent' | 'pending';

export interface Recipient {
  readonly exchange: Exchange;
  readonly verdict: RecipientVerdict;
}

export interface Transaction {
  readonly mail: Exchange;
  /** The recipients named so far, in order; a copy. */
  readonly recipients: readonly Recipient[];
  /** How many were named, and how many of them were refused. */
  readonly named: number;
  readonly refused: number;
  /** `none` -> `chunks` after an accepted BDAT -> `poisoned` after a refused one (RFC 3030 §2). */
  readonly bdat: 'none' | 'chunks' | 'poisoned';
}

/** A transaction that shares its list of recipients with the states before and after it: one that names thousands stays linear. */
class OpenTransaction implements Transaction {
  constructor(
    readonly mail: Exchange,
    private readonly list: Recipient[],
    readonly named: number,
    readonly refused: number,
    readonly bdat: Transaction['bdat'],
  ) {}

  get recipients(): readonly Recipient[] {
    return this.list.slice(0, this.named);
  }

  with(recipient: Recipient): OpenTransaction {
    const list = this.list.length === this.named ? this.list : this.list.slice(0, this.named);
    list.push(recipient);
    const refused = recipient.verdict === 'temporary' || recipient.verdict === 'permanent' ? 1 : 0;
    return new OpenTransaction(this.mail, list, this.named + 1, this.refused + refused, this.bdat);
  }

  chunks(bdat: Transaction['bdat']): OpenTransaction {
    return new OpenTransaction(this.mail, this.list, this.named, this.refused, bdat);
  }
}

/**
 * The state of a session as a record of independent fields, not one enumeration: a successful AUTH does not undo EHLO. `unknown` if the
 * text does not show it; no rule fires on unknown.
 */
export interface State {
  readonly connection: 'open' | 'closing' | 'closed';
  readonly greeted: 'no' | 'yes' | 'refused' | 'unknown';
  readonly hello: 'none' | 'helo' | 'ehlo' | 'lhlo' | 'unknown';
  /** The exchange that set `hello`. */
  readonly helloBy: Exchange | null;
  /** 0 in clear, +1 with every TLS handshake. */
  readonly epoch: number;
  /** Keyword in upper case -> parameters, of the EHLO reply in force; null if unknown. */
  readonly capabilities: ReadonlyMap<string, string> | null;
  readonly auth: 'none' | 'dialogue' | 'done' | 'unknown';
  readonly authBy: Exchange | null;
  readonly transaction: OpenTransaction | 'none' | 'unknown';
  /** A DATA was answered by 354 and the final dot is awaited. */
  readonly data: 'none' | 'body';
}

const START: State = {
  connection: 'open',
  greeted: 'no',
  hello: 'none',
  helloBy: null,
  epoch: 0,
  capabilities: null,
  auth: 'none',
  authBy: null,
  transaction: 'none',
  data: 'none',
};

/** The state before the first exchange: nothing is known about a session whose beginning is not shown. */
function initial(session: Session): State {
  if (session.begins === 'greeting') return START;
  return { ...START, greeted: 'unknown', hello: 'unknown', auth: 'unknown', transaction: 'unknown' };
}

/**
 * Keywords of an EHLO reply (RFC 5321 §4.1.1.1): keyword in upper case -> its parameters. The first line names the host. Null if some of
 * its lines are missing.
 */
function capabilitiesOf(exchange: Exchange): ReadonlyMap<string, string> | null {
  const reply = lastReply(exchange);
  if (!reply?.complete || lacksHost(reply)) return null;
  const found = new Map<string, string>();
  for (const line of reply.lines.slice(1)) {
    if (line.separator === 'continues') return null;
    const text = line.piece.text.slice(Math.min(4, line.piece.text.length)).trim();
    const match = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:[ =](.*))?$/.exec(text);
    if (!match) continue;
    const name = match[1].toUpperCase();
    const before = found.get(name);
    found.set(name, before ? `${before} ${match[2] ?? ''}` : (match[2] ?? ''));
  }
  return found;
}

/** After missing lines nothing is certain except what was set for the connection. */
function afterGap(state: State): State {
  return {
    ...state,
    greeted: state.greeted === 'no' ? 'unknown' : state.greeted,
    hello: 'unknown',
    helloBy: null,
    capabilities: null,
    auth: state.auth === 'done' ? 'done' : 'unknown',
    transaction: 'unknown',
    data: 'none',
  };
}

function withTls(state: State): State {
  return {
    ...state,
    epoch: state.epoch + 1,
    hello: 'none',
    helloBy: null,
    capabilities: null,
    auth: 'none',
    authBy: null,
    transaction: 'none',
    data: 'none',
  };
}

function withRecipient(state: State, exchange: Exchange, code: number): State {
  if (typeof state.transaction === 'string') return state;
  const verdict: RecipientVerdict = code === 0 ? 'pending' : code < 300 ? 'accepted' : code < 500 ? 'temporary' : 'permanent';
  return { ...state, transaction: state.transaction.with({ exchange, verdict }) };
}

/** The state after an exchange, judged by its reply (the definitive pass). A refused command leaves no trace. */
function step(state: State, exchange: Exchange): State {
  const reply = lastReply(exchange);
  const code = reply?.code ?? 0;
  const good = code >= 200 && code < 300;
  if (code === 421) return { ...state, connection: 'closed', transaction: 'none', data: 'none' };
  if (exchange.kind === 'greeting') {
    return { ...state, greeted: code === 220 ? 'yes' : code === 0 ? 'unknown' : 'refused' };
  }
  if (exchange.kind === 'auth') return authStep(state, exchange, code);
  if (exchange.kind === 'data') return { ...state, data: 'none', transaction: 'none' };
  const command = exchange.command;
  if (!command || (command.masked && command.verb === '?')) return hiddenStep(state, code);
  switch (command.verb) {
    case 'EHLO':
    case 'LHLO':
      if (code === 0) return { ...state, hello: 'unknown', capabilities: null, transaction: 'none' };
      if (!good) return state;
      return {
        ...state,
        hello: command.verb === 'EHLO' ? 'ehlo' : 'lhlo',
        helloBy: exchange,
        capabilities: capabilitiesOf(exchange),
        transaction: 'none',
      };
    case 'HELO':
      if (code === 0) return { ...state, hello: 'unknown', capabilities: null, transaction: 'none' };
      return good ? { ...state, hello: 'helo', helloBy: exchange, capabilities: new Map(), transaction: 'none' } : state;
    case 'STARTTLS':
      return code === 220 ? withTls(state) : state;
    case 'AUTH':
      return authStep(state, exchange, code);
    case 'MAIL':
      if (code === 0 || (code >= 300 && code < 400)) return { ...state, transaction: 'unknown' };
      return good ? { ...state, transaction: new OpenTransaction(exchange, [], 0, 0, 'none') } : state;
    case 'RCPT':
      return withRecipient(state, exchange, code);
    case 'DATA':
      return code === 354 ? { ...state, data: 'body' } : state;
    case 'BDAT':
      return bdatStep(state, exchange, code);
    case 'RSET':
      return good ? { ...state, transaction: 'none' } : state;
    case 'QUIT':
      return { ...state, connection: 'closing', transaction: 'none' };
    case 'XCLIENT':
      return code === 220
        ? { ...state, hello: 'none', helloBy: null, capabilities: null, auth: 'none', authBy: null, transaction: 'none' }
        : state;
    default:
      return state;
  }
}

/** A command that the text does not show may have been any that gets this reply. */
function hiddenStep(state: State, code: number): State {
  if (code === 235) return { ...state, auth: 'done' };
  if (code === 334) return { ...state, auth: 'dialogue' };
  if (code === 354) return { ...state, transaction: 'unknown', data: 'body' };
  if (code >= 400) return state.auth === 'dialogue' ? { ...state, auth: 'unknown' } : state;
  return { ...afterGap(state), auth: state.auth === 'done' ? 'done' : 'unknown' };
}

function authStep(state: State, exchange: Exchange, code: number): State {
  if (code === 334) return { ...state, auth: 'dialogue' };
  if (code >= 200 && code < 300) return { ...state, auth: 'done', authBy: exchange };
  if (code === 0) return { ...state, auth: 'unknown' };
  return { ...state, auth: state.authBy ? 'done' : 'none' };
}

function bdatStep(state: State, exchange: Exchange, code: number): State {
  if (typeof state.transaction === 'string') return state;
  const last = exchange.command !== null && marksLast(argumentOf(exchange.command));
  if (code >= 300) return { ...state, transaction: state.transaction.chunks('poisoned') };
  return last ? { ...state, transaction: 'none' } : { ...state, transaction: state.transaction.chunks('chunks') };
}

/** `before[i]` is the definitive state in which exchange `i` began, with one more entry for the end. */
export function statesOf(session: Session): readonly State[] {
  const before: State[] = [];
  let state = initial(session);
  const gaps: Pick<Mark, 'after'>[] = session.marks.filter(isGap);
  // A reply too many may belong to a command that the text does not show.
  for (const stray of session.strayReplies) if (!stray.duplicate && stray.reply.code !== 421) gaps.push(stray);
  gaps.sort((a, b) => a.after - b.after);
  let gap = 0;
  for (const exchange of session.exchanges) {
    for (; gap < gaps.length && gaps[gap].after < exchange.index; gap++) state = afterGap(state);
    before.push(state);
    state = step(state, exchange);
    if (exchange.trust === 'degraded' && exchange.replies.length === 0 && exchange.kind !== 'data') state = softened(state, exchange);
  }
  before.push(state);
  return before;
}

/** A reply that was lost may have been a success or a refusal. */
function softened(state: State, exchange: Exchange): State {
  switch (exchange.command?.verb) {
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return { ...state, hello: 'unknown', capabilities: null };
    case 'MAIL':
    case 'RSET':
    case 'RCPT':
      return { ...state, transaction: 'unknown' };
    case 'STARTTLS':
      return { ...state, hello: 'unknown', capabilities: null, auth: 'unknown', transaction: 'unknown' };
    default:
      return state;
  }
}
