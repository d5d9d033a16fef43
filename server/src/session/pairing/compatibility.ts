import { legality } from '../../knowledge/tolerances';
import { isHello } from '../../syntax/verb';
import type { Exchange, Reply } from '../model';

/** How well a reply suits the command it would answer: evidence about the transcript, used only where counting is contradicted. */
export type Fit = 'strong' | 'ok' | 'odd' | 'impossible';

interface Row {
  readonly strong: RegExp;
  /** Legal, but seldom what was meant. */
  readonly odd?: RegExp;
}

/** What the text adds to the code, whose legality knowledge/tolerances.ts judges: matched against `code enhanced text`. */
const TABLE: Readonly<Record<string, Row>> = {
  greeting: { strong: /^(?:220 (?:\S*\s+)?\S[^\s.]*\.\S|554|521)/ },
  HELO: { strong: /^250/ },
  STARTTLS: { strong: /^220.*(?:2\.0\.0|tls)/i, odd: /^554/ },
  AUTH: { strong: /^(?:334|235|535)/, odd: /^503/ },
  auth: { strong: /^(?:334|235|535)/, odd: /^503/ },
  MAIL: { strong: /^(?:250.*2\.1\.0|\d{3} \S*\.1\.[78]\b|\d{3} .*sender)/i },
  RCPT: {
    strong: /^(?:25[01].*2\.1\.5|\d{3} \d\.1\.[1-6]\b|\d{3} .*recipient)/i,
    odd: /^250.*2\.1\.0/,
  },
  DATA: { strong: /^354/ },
  data: {
    strong: /^250(?:.*(?:queued|id=|accepted)|(?:(?!\bok\b).)*\bok\b.*\d)|^\d{3} \d\.6\./i,
    odd: /^250.*2\.1\.[05]/,
  },
  RSET: { strong: /^250.*(?:2\.0\.0|reset|flush)/i, odd: /^5/ },
  NOOP: { strong: /^250.*2\.0\.0/, odd: /^5/ },
  QUIT: { strong: /^221/, odd: /^[245]/ },
  VRFY: { strong: /^25[12]/ },
  EXPN: { strong: /^252/ },
  HELP: { strong: /^21[14]/ },
  XCLIENT: { strong: /^220/, odd: /^250/ },
  BDAT: { strong: /^250.*octets/i },
};

/** Success replies whose words cannot be meant for a verb. */
const WORDS_OF_OTHERS: Readonly<Record<string, RegExp>> = {
  MAIL: /^250[ -]2\.1\.5\b|^250\b.{0,80}(?:\bqueued as\b|\bid=|\brecipient ok)/i,
  RCPT: /^250[ -]2\.1\.0\b|^250\b.{0,80}(?:\bqueued as\b|\bid=|\bsender ok)/i,
  data: /^250[ -]2\.1\.[05]\b/,
  RSET: /^250[ -]2\.[16]\.\d|^250\b.{0,80}\bqueued as\b/i,
  NOOP: /^250[ -]2\.[16]\.\d|^250\b.{0,80}\bqueued as\b/i,
};

/** Whether a reply says, in words or by its enhanced code, that it answers something other than this exchange. */
export function namesOther(exchange: Pick<Exchange, 'kind' | 'command'>, reply: Pick<Reply, 'code' | 'lines'>): boolean {
  const name = exchange.kind === 'command' ? (exchange.command?.verb ?? '?') : exchange.kind;
  return reply.code < 300 && WORDS_OF_OTHERS[name]?.test(reply.lines[0]?.piece.text ?? '') === true;
}

/** The pseudo verbs of knowledge/ for exchanges that no command line begins. */
const PSEUDO: Readonly<Record<string, string>> = { greeting: 'CONNECT', auth: 'AUTH_CONTINUE', data: 'DATA_END' };

/** Words by which a reply names what it answers, whatever counting says. */
const NAMES: readonly (readonly [RegExp, RegExp])[] = [
  // RFC 3463 §3.2: the mailbox, the system of the recipient. X.1.7 and X.1.8 speak of the sender, but often at RCPT.
  [/^[45]\d\d[ -][45]\.(?:1\.[1-36]|2\.[12])\b/, /^RCPT$/],
  [
    /^[45]\d\d\b.{0,200}(?:\bbefore RCPT\b|\bRecipient address rejected\b|\bRCPT(?: TO)? (?:first|command) (?:not|rejected)|<RCPT(?: TO)?>: )/i,
    /^RCPT$/,
  ],
  [
    /^[45]\d\d\b.{0,200}(?:\bbefore DATA\b|\bmust precede DATA\b|\b(?:need|send|use|no) RCPT\b|\bno valid recipients\b|\bData command rejected\b)/i,
    /^(?:DATA|data|BDAT)$/,
  ],
  [/^5\d\d\b.{0,200}(?:\bbefore MAIL\b|\bnested MAIL\b|\bsender already (?:given|specified)\b)/i, /^MAIL$/],
  [
    /^[45]\d\d\b.{0,200}(?:\b(?:AUTH|authentication) (?:mechanism|type|command|failed)\b|\bmechanism not\b|\bunrecogni[sz]ed authentication\b)/i,
    /^(?:AUTH|auth)$/,
  ],
];

/** The exchanges (verb or kind), one of which a reply says it answers; null if its words name none. */
export function namedBy(reply: Pick<Reply, 'lines'>): RegExp | null {
  const text = reply.lines[0]?.piece.text ?? '';
  return NAMES.find(([words]) => words.test(text))?.[1] ?? null;
}

/** The verb whose answer a reply says it is, as upper-case text; null if its words name none. */
export function verbNamedBy(reply: Pick<Reply, 'lines'>): string | null {
  const named = namedBy(reply);
  return named === null ? null : (NAMED_VERBS.find((verb) => named.test(verb)) ?? null);
}

const NAMED_VERBS = ['RCPT', 'DATA', 'MAIL', 'AUTH'];

/** Success replies that no server gives to a verb: only a line that the text lost explains them. */
const UNHEARD_OF: Readonly<Record<string, RegExp>> = {
  DATA: /^250\b.{0,80}(?:\bqueued as\b|\bid=)|^250[ -]2\.6\.\d/i,
  AUTH: /^250\b(?!.{0,120}(?:auth|logged|login))/i,
  auth: /^250\b(?!.{0,120}(?:auth|logged|login))/i,
  QUIT: /^250[ -]2\.[16]\.\d|^250\b.{0,80}\bqueued as\b/i,
};

/** Whether the reply cannot belong to this exchange although its code could: a line between the two is lost. */
export const isUnheardOf = ({ kind, command }: Pick<Exchange, 'kind' | 'command'>, { lines }: Pick<Reply, 'lines'>): boolean =>
  UNHEARD_OF[kind === 'command' ? (command?.verb ?? '?') : kind]?.test(lines[0]?.piece.text ?? '') === true;

/** Whether a reply names a command other than its own: by the words of a success, or by those of a refusal. */
export function misnamed(exchange: Pick<Exchange, 'kind' | 'command'>, reply: Pick<Reply, 'code' | 'lines'>): boolean {
  const named = namedBy(reply);
  const name = exchange.kind === 'command' ? (exchange.command?.verb ?? '?') : exchange.kind;
  // A refusal by a mailbox may also come at the end of the message.
  return named ? !named.test(name) && name !== 'data' : namesOther(exchange, reply) || isUnheardOf(exchange, reply);
}

/** How well `reply` suits the exchange (its kind and verb). For a verb that no table knows, every reply is `ok`. */
export function fit(exchange: Pick<Exchange, 'kind' | 'command'>, reply: Pick<Reply, 'code' | 'enhanced' | 'lines'>): Fit {
  const name = exchange.kind === 'command' ? (exchange.command?.verb ?? '?') : exchange.kind;
  if (reply.code < 200 || reply.code > 599) return 'odd';
  const stands = legality(PSEUDO[name] ?? name, reply.code);
  if (stands === 'impossible') return 'impossible';
  // A hello never gets an enhanced code of a transaction either (RFC 2034 §4).
  if (isHello(name) && reply.code < 300 && reply.enhanced?.startsWith('2.1.')) return 'impossible';
  if (name === 'EHLO' || name === 'LHLO')
    return reply.lines.length > 1 && reply.code === 250 ? 'strong' : stands === 'tolerated' ? 'odd' : 'ok';
  const said = reply.lines[0]?.piece.text ?? '';
  // The enhanced code of a sender or a recipient answers MAIL or RCPT (RFC 3463 §3.2).
  if (name === 'DATA' && reply.code < 300 && reply.enhanced?.startsWith('2.1.')) return 'impossible';
  const row = TABLE[name];
  if (row?.strong.test(said)) return 'strong';
  // A client goes by the first digit (RFC 5321 §4.3.2): where a 3xx is due, another 3xx is only odd.
  if (stands === 'tolerated' || row?.odd?.test(said) || namesOther(exchange, reply)) return 'odd';
  return row && reply.code >= 300 && reply.code < 400 ? 'odd' : 'ok';
}

/**
 * Whether a hello was answered by a greeting (RFC 5321 §4.3.2). It is the answer nevertheless, and pairing counts it as odd. If a MAIL
 * was accepted after it, the client took it for a success.
 */
export const greetsAgain = (exchanges: readonly Exchange[], { kind, command, index }: Exchange, code: number): boolean =>
  kind === 'command' &&
  code === 220 &&
  isHello(command?.verb ?? '') &&
  !exchanges.slice(index + 1).some((each) => each.command?.verb === 'MAIL' && each.replies.some((reply) => reply.code === 250));

/** Words that only the reply to the end of a message has: `250 2.0.0 Ok: queued as …`, `250 OK id=…`. */
export const endsMessage = (line: string): boolean =>
  /^250\b.{0,80}(?:\bqueued\b|\bid=|\bmessage accepted|\baccepted for delivery)|^\d\d\d \d\.6\./i.test(line);

/** Whether a reply says that it answers the end of a message. */
export const acknowledges = (reply: Pick<Reply, 'lines'>): boolean => reply.lines.some((line) => endsMessage(line.piece.text));

const KEYWORD_LINE =
  /^250[- ](?:PIPELINING|SIZE(?: \d+)?|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|AUTH(?:[ =][A-Z0-9_-]{1,40}){1,20}|DSN|CHUNKING|SMTPUTF8|ETRN|VRFY|HELP|BINARYMIME|DELIVERBY|XCLIENT|X-?[A-Z]{3}[A-Z0-9-]*)\s*$/;

/** Whether a line lists a keyword of EHLO and nothing else. */
export const isKeywordLine = (text: string): boolean => KEYWORD_LINE.test(text);

/** Whether a reply is a multi-line 250 that lists keywords, which can only answer EHLO or LHLO. */
export function ehloShaped(reply: Reply): boolean {
  if (reply.code !== 250 || reply.lines.length < 2) return false;
  return reply.lines.some((line) =>
    /^250[- ](?:PIPELINING|SIZE|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|AUTH[ =]|DSN|CHUNKING|SMTPUTF8|ETRN|VRFY|HELP|X-?[A-Z])/i.test(
      line.piece.text,
    ),
  );
}
