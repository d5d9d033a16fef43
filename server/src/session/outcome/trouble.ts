import { codeOf, type Exchange, nameOf, type Reply, type Session } from '../model';
import { signsOfTwo } from '../pairing/beside';
import { acknowledges, ehloShaped, fit } from '../pairing/compatibility';
import { statesOf } from '../state';

/**
 * What is wrong with the order of commands and replies. `missing`: the pairing makes sense only if lines of the text are missing;
 * `no-reply`: a command on which nothing depends was never answered; `duplicate`, `unsolicited`, `closing`: a reply too many, that is,
 * printed twice, without a command, or a 421 of the server's own; `shift`: client and server themselves are out of step.
 */
export type TroubleKind = 'missing' | 'no-reply' | 'duplicate' | 'unsolicited' | 'closing' | 'shift';

export interface Trouble {
  readonly kind: TroubleKind;
  /** The exchange at which it shows; for a reply too many the one before it; null before the first. */
  readonly exchange: Exchange | null;
  /** The reply too many. */
  readonly reply?: Reply;
  /** The last exchange that is out of step. */
  readonly through?: Exchange;
}

const found = new WeakMap<Session, readonly Trouble[]>();

/**
 * The troubles of a session in the order of its lines. Where different ones come together, the text has lost lines: they are given as
 * one `missing` followed by the others, and a gap is reported once.
 */
export function troublesOf(session: Session): readonly Trouble[] {
  let troubles = found.get(session);
  if (!troubles) {
    troubles = session.sides === 'both' ? look(session) : [];
    found.set(session, troubles);
  }
  return troubles;
}

function look(session: Session): readonly Trouble[] {
  const shift = shiftIn(session);
  if (shift) return [shift, ...strays(session).filter((trouble) => trouble.kind === 'closing')];
  const closing = strays(session).filter((trouble) => trouble.kind === 'closing');
  const others = [...strays(session).filter((trouble) => trouble.kind !== 'closing'), ...unanswered(session), ...hidden(session)];
  others.sort((a, b) => (a.exchange?.index ?? -1) - (b.exchange?.index ?? -1));
  const kinds = new Set(others.map((trouble) => trouble.kind));
  return kinds.size > 1 ? [...closing, ...others.map((trouble) => ({ ...trouble, kind: 'missing' as const }))] : [...closing, ...others];
}

function strays(session: Session): Trouble[] {
  // Printed twice, if what follows has its own replies; otherwise the next command lacks one.
  const taken = (after: number): boolean =>
    session.exchanges[after + 1]?.command != null &&
    session.exchanges[after + 1].replies.length === 0 &&
    (session.exchanges[after]?.command === null ||
      session.exchanges.some((exchange) => exchange.index > after + 1 && exchange.replies.length > 0));
  return session.strayReplies.map(({ reply, after, duplicate }) => ({
    kind: reply.code === 421 ? 'closing' : duplicate && !taken(after) ? 'duplicate' : 'unsolicited',
    exchange: session.exchanges[after] ?? null,
    reply,
  }));
}

/** Commands on which nothing depends: the server may really have left them unanswered. */
const IDLE = /^(?:NOOP|RSET|VRFY|EXPN|HELP|ETRN)$/;

function unanswered(session: Session): Trouble[] {
  const { exchanges } = session;
  const gaps = new Set(session.marks.filter((mark) => mark.kind === 'elided').flatMap((mark) => [mark.after, mark.after + 1]));
  let lastAnswered = exchanges.length - 1;
  while (lastAnswered >= 0 && exchanges[lastAnswered].replies.length === 0) lastAnswered--;
  const troubles: Trouble[] = [];
  for (const exchange of exchanges.slice(0, Math.max(0, lastAnswered))) {
    if (exchange.replies.length > 0 || exchange.owed === 0 || gaps.has(exchange.index)) continue;
    const name = nameOf(exchange);
    const next = exchanges[exchange.index + 1];
    // Many loggers leave out the 354, and the 334 before a secret: nothing is unclear without them.
    if ((name === 'DATA' && next?.kind === 'data') || next?.kind === 'auth' || exchange.command?.masked) continue;
    troubles.push({ kind: IDLE.test(name) ? 'no-reply' : 'missing', exchange });
  }
  return troubles;
}

/** Replies to commands that the text does not show, and commands that cannot have been accepted without one that is not shown. */
function hidden(session: Session): Trouble[] {
  const states = statesOf(session);
  const gaps = new Set(session.marks.filter((mark) => mark.kind === 'elided' || mark.kind === 'secret').map((mark) => mark.after + 1));
  const troubles: Trouble[] = [];
  for (const exchange of session.exchanges) {
    const { index } = exchange;
    if (exchange.kind === 'command' && exchange.command === null) {
      // Some programs never show their EHLO; an excerpt that begins with replies lacks the commands they answer.
      if (
        session.exchanges.slice(0, index).some((before) => before.command !== null || before.kind !== 'command') &&
        !gaps.has(index) &&
        !exchange.replies.some(ehloShaped)
      )
        troubles.push({ kind: 'missing', exchange });
      continue;
    }
    const code = codeOf(exchange);
    const { transaction, hello } = states[index];
    const name = nameOf(exchange);
    const open = typeof transaction !== 'string';
    if (name === 'RCPT' && code >= 200 && code < 300 && transaction === 'none' && hello !== 'none')
      troubles.push({ kind: 'missing', exchange });
    if (name === 'data' && index > 0 && nameOf(session.exchanges[index - 1]) === 'RCPT') troubles.push({ kind: 'missing', exchange });
    if (name === 'DATA' && exchange.replies.some(acknowledges)) troubles.push({ kind: 'missing', exchange });
    if (name === 'DATA' && code === 354 && (open ? transaction.named === 0 : transaction === 'none' && hello !== 'none'))
      troubles.push({ kind: 'missing', exchange });
  }
  return troubles;
}

/** Commands after which a client must wait for the reply, even with PIPELINING (RFC 2920 §3.1; the greeting: RFC 5321 §4.3.1). */
const WAITS = /^(?:greeting|EHLO|HELO|LHLO|AUTH|auth|DATA|data|STARTTLS|VRFY|EXPN|NOOP|QUIT)$/;

const lineOf = (exchange: Exchange | undefined): number =>
  exchange?.command ? (exchange.kind === 'data' ? exchange.command.line : exchange.command.lastLine) : -1;

/**
 * A stretch in which every reply comes one command too late: the client takes each reply for the answer to the command before. At least
 * two in a row, one of them to a command that a client must wait for: groups of pipelined commands do not look like that.
 */
function shiftIn(session: Session): Trouble | null {
  // Mixed lines of two sessions look like replies that come too late.
  if (!session.sidesCertain || signsOfTwo(session.exchanges, session.strayReplies) > 0) return null;
  const { exchanges } = session;
  for (let i = 0; i < exchanges.length; i++) {
    let length = 0;
    let waits = 0;
    let strong = 0;
    while (late(exchanges, i + length)) {
      const pair = exchanges[i + length];
      if (WAITS.test(nameOf(pair))) waits++;
      if (fit(pair, pair.replies[0]) === 'strong') strong++;
      length++;
    }
    const first = exchanges[i];
    const begun = first.kind === 'greeting' || session.strayReplies.some((stray) => stray.after === i || stray.after === i - 1);
    if (length >= (begun ? 2 : 3) && waits > 0 && (begun || strong >= 2))
      return { kind: 'shift', exchange: exchanges[i + (first.kind === 'greeting' ? 1 : 0)], through: exchanges[exchanges.length - 1] };
    if (length > 0) i += length - 1;
  }
  return null;
}

/** Whether the next command was sent before this one's reply came, and the one after it was not. */
function late(exchanges: readonly Exchange[], i: number): boolean {
  const reply = exchanges[i]?.replies[0]?.lines[0];
  const next = lineOf(exchanges[i + 1]);
  if (!reply || next < 0) return false;
  const nextButOne = lineOf(exchanges[i + 2]);
  return reply.line > next && (nextButOne < 0 || reply.line < nextButOne);
}
