import { isVerb, replyCode } from '../knowledge';
import { ehloRepliesOf } from '../session/ehlo-reply';
import { type Envelope, envelopeOf } from '../session/envelope';
import { speaksLmtp } from '../session/hello';
import { type Command, type Exchange, nameOf, type Reply, type Session } from '../session/model';
import { failuresOf } from '../session/outcome/refusals';
import { troublesOf } from '../session/outcome/trouble';
import { isPlaceholderAddress } from '../syntax/placeholder';
import { isHello } from '../syntax/verb';

/** What a session has, as far as rules subscribe to it: most sessions never mention what most rules are about. */
const SAID = {
  /** Every session has it. */
  any: 1 << 0,
  greeting: 1 << 1,
  /** EHLO, HELO or LHLO. */
  hello: 1 << 2,
  EHLO: 1 << 3,
  HELO: 1 << 4,
  LHLO: 1 << 5,
  STARTTLS: 1 << 6,
  /** AUTH, an answer to a 334, or what may be one in an excerpt. */
  AUTH: 1 << 7,
  MAIL: 1 << 8,
  RCPT: 1 << 9,
  DATA: 1 << 10,
  BDAT: 1 << 11,
  RSET: 1 << 12,
  QUIT: 1 << 13,
  /** XCLIENT or XFORWARD. */
  XCLIENT: 1 << 14,
  /** A command that is none of these. */
  other: 1 << 15,
  /** A reply to something that is not shown; also a greeting that is no 220. */
  hidden: 1 << 16,
  /** Mail data. */
  data: 1 << 17,
  /** Mail data, or an excerpt that may be some. */
  message: 1 << 18,
  '334': 1 << 19,
  '421': 1 << 20,
  /** A 4xx or 5xx. */
  refusal: 1 << 21,
  /** A refusal that was not overcome. */
  failure: 1 << 22,
  /** An enhanced code. */
  enhanced: 1 << 23,
  /** A list of extensions. */
  keywords: 1 << 24,
  /** Something beside the dialogue. */
  mark: 1 << 25,
  close: 1 << 26,
  /** The protocol is LMTP, or the greeting says so. */
  LMTP: 1 << 27,
  /** A reply whose time is shown. */
  times: 1 << 28,
} as const;

/** What is out of the ordinary in it. */
const ODD = {
  /** A hello with more before it than the greeting. */
  'late-hello': 1 << 0,
  'second-mail': 1 << 1,
  /** More than one reply to a command. */
  'several-replies': 1 << 2,
  /** A reply whose lines have different codes. */
  'mixed-reply': 1 << 3,
  'incomplete-reply': 1 << 4,
  /** A line of a reply without a code, or one that lost its hyphen. */
  'odd-lines': 1 << 5,
  /** A code that is in no RFC. */
  'odd-code': 1 << 6,
  /** A line of a reply that is long, nearly empty, or not plain words in ASCII. */
  'odd-reply': 1 << 7,
  /** A command that is long, empty, not plain ASCII, or has spaces around it. */
  'odd-command': 1 << 8,
  /** A command with an argument that takes none. */
  'odd-argument': 1 << 9,
  /** A MAIL or RCPT with a path that is not simply `<user@host.example>`. */
  'odd-path': 1 << 10,
  /** A MAIL or RCPT that is not written as the grammar has it. */
  slip: 1 << 11,
  /** A MAIL or RCPT that says more than its path. */
  parameter: 1 << 12,
  /** A line of the client that is no command of SMTP. */
  unknown: 1 << 13,
  pipelined: 1 << 14,
  'stray-text': 1 << 15,
  'stray-reply': 1 << 16,
  /** The replies and the commands do not fit together. */
  trouble: 1 << 17,
  /** Only one side is shown. */
  'one-side': 1 << 18,
  interleaved: 1 << 19,
} as const;

export type SessionSubject = keyof typeof SAID | keyof typeof ODD;

/** The subjects of a session, a bit each. */
export interface Subjects {
  readonly said: number;
  readonly odd: number;
}

const maskOf = (subjects: readonly SessionSubject[]): Subjects => {
  let said = 0;
  let odd = 0;
  for (const one of subjects) {
    said |= (SAID as Partial<Record<SessionSubject, number>>)[one] ?? 0;
    odd |= (ODD as Partial<Record<SessionSubject, number>>)[one] ?? 0;
  }
  return { said, odd };
};

interface Subscription {
  readonly on: readonly SessionSubject[];
  readonly with?: readonly SessionSubject[];
  readonly gates: readonly string[];
}

/** Rules in their order, by what a session has: those that subscribe to any of it. */
export class Subscribers<T extends Subscription> {
  private readonly rows: readonly { readonly rule: T; readonly on: Subjects; readonly all: Subjects; readonly gates: readonly string[] }[];

  constructor(rules: readonly T[]) {
    this.rows = rules.map((rule) => ({ rule, on: maskOf(rule.on), all: maskOf(rule.with ?? []), gates: rule.gates }));
  }

  /** The rules to be asked about a session with these subjects (see `subjectsOf`) in which the gates `shut` never open. */
  of({ said, odd }: Subjects, shut: ReadonlySet<string>): T[] {
    const asked: T[] = [];
    // Three hundred rules are looked through for every session: as plainly as possible.
    for (let at = 0; at < this.rows.length; at++) {
      const { rule, on, all, gates } = this.rows[at];
      if ((on.said & said) === 0 && (on.odd & odd) === 0) continue;
      if ((all.said & ~said) !== 0 || (all.odd & ~odd) !== 0) continue;
      if (!gates.some((gate) => shut.has(gate))) asked.push(rule);
    }
    return asked;
  }
}

const VERBS: ReadonlyMap<string, number> = new Map([
  ['EHLO', SAID.EHLO | SAID.hello],
  ['HELO', SAID.HELO | SAID.hello],
  ['LHLO', SAID.LHLO | SAID.hello],
  ['STARTTLS', SAID.STARTTLS],
  ['AUTH', SAID.AUTH],
  ['MAIL', SAID.MAIL],
  ['RCPT', SAID.RCPT],
  ['DATA', SAID.DATA],
  ['BDAT', SAID.BDAT],
  ['RSET', SAID.RSET],
  ['QUIT', SAID.QUIT],
  ['XCLIENT', SAID.XCLIENT],
  ['XFORWARD', SAID.XCLIENT],
]);

/** Longer lines may be longer than some limit (RFC 5321 §4.5.3.1). */
const LONG = 500;
const ODD_COMMAND = /[^ -~]|[\\^%]|^ | $|^$/;
const ODD_REPLY = /[^ -~]|[\\{]|<[!?bh]|^.{0,4}$| $/i;
const PLAIN_PATH =
  /^<[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*\.)+[A-Za-z][A-Za-z0-9]*(?:-+[A-Za-z0-9]+)*>$/;
/** The longest local part, and the longest label of a domain. */
const SHORT = 63;

/** The subjects of a session. */
export function subjectsOf(session: Session): Subjects {
  let said: number = SAID.any;
  let odd = 0;
  let mails = 0;
  for (const exchange of session.exchanges) {
    const { kind, command, replies } = exchange;
    if (kind === 'greeting') said |= SAID.greeting;
    else if (kind === 'data') said |= SAID.data | SAID.message;
    else if (kind === 'auth') said |= SAID.AUTH;
    if (command === null && (kind !== 'greeting' || replies.some(({ code }) => code !== 220))) said |= SAID.hidden;
    const name = nameOf(exchange);
    said |= kind === 'command' ? (VERBS.get(name) ?? SAID.other) : 0;
    if (name === 'MAIL' && ++mails > 1) odd |= ODD['second-mail'];
    if (isHello(name) && exchange.index > 0 && session.exchanges[exchange.index - 1].kind !== 'greeting') odd |= ODD['late-hello'];
    if (kind === 'command' && command) odd |= oddIn(exchange, command);
    if (exchange.pipelined) odd |= ODD.pipelined;
    if (replies.length > 1) odd |= ODD['several-replies'];
    for (const reply of replies) {
      const { code, lines } = reply;
      if (code >= 400) said |= code === 421 ? SAID.refusal | SAID['421'] : SAID.refusal;
      else if (code === 334) said |= SAID['334'];
      if (session.begins === 'middle' && (code === 334 || code === 235 || code === 535)) said |= SAID.AUTH;
      for (const line of lines) {
        if (line.enhanced !== null) said |= SAID.enhanced;
        if (line.time !== null) said |= SAID.times;
      }
      odd |= oddReply(reply);
    }
  }
  for (const { reply } of session.strayReplies) {
    odd |= ODD['stray-reply'] | oddReply(reply);
    if (reply.code === 421) said |= SAID['421'];
  }
  for (const { kind } of session.marks) said |= kind === 'close' ? SAID.mark | SAID.close : SAID.mark;
  if (session.begins === 'middle') said |= SAID.message;
  if (session.protocol === 'lmtp' || speaksLmtp(session)) said |= SAID.LMTP;
  if (failuresOf(session).length > 0) said |= SAID.failure;
  if (ehloRepliesOf(session).length > 0) said |= SAID.keywords;
  if (session.strayText.length > 0) odd |= ODD['stray-text'];
  if (troublesOf(session).length > 0) odd |= ODD.trouble;
  if (session.sides !== 'both') odd |= ODD['one-side'];
  if (session.interleaved) odd |= ODD.interleaved;
  return { said, odd };
}

function oddIn(exchange: Exchange, command: Command): number {
  const { text } = command.piece;
  let odd = 0;
  if (text.length > LONG || ODD_COMMAND.test(text)) odd |= ODD['odd-command'];
  switch (command.verb) {
    case 'MAIL':
    case 'RCPT':
      return odd | oddEnvelope(command, envelopeOf(exchange));
    case 'DATA':
    case 'RSET':
    case 'QUIT':
    case 'STARTTLS':
      return command.argumentAt < text.length ? odd | ODD['odd-argument'] : odd;
    default:
      return isVerb(command.verb) ? odd : odd | ODD.unknown;
  }
}

function oddEnvelope(command: Command, envelope: Envelope | null): number {
  // What is not shown as it was sent may say more.
  if (!envelope) return ODD.parameter;
  const { argument, parameters } = envelope;
  const plain = argument.path.text.length <= SHORT && PLAIN_PATH.test(argument.path.text) && !isPlaceholderAddress(argument.inside.text);
  return (
    (plain ? 0 : ODD['odd-path']) |
    (argument.problems.length > 0 || command.argumentAt - command.verbTo > 1 ? ODD.slip : 0) |
    (parameters.length > 0 ? ODD.parameter : 0)
  );
}

function oddReply({ code, lines, mixed, complete }: Reply): number {
  const row = replyCode(code);
  let odd = row?.status === 'standard' || row?.status === 'obsolete' ? 0 : ODD['odd-code'];
  if (mixed) odd |= ODD['mixed-reply'];
  if (!complete) odd |= ODD['incomplete-reply'];
  for (const { separator, unhyphened, piece } of lines) {
    if (separator === 'continues' || unhyphened) odd |= ODD['odd-lines'];
    if (piece.text.length > LONG || ODD_REPLY.test(piece.text)) odd |= ODD['odd-reply'];
  }
  return odd;
}
