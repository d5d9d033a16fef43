import { marksLast } from '../syntax/bdat';
import { t } from '../text/l10n';
import type { Piece, Span } from '../text/span';

/**
 * The dialogue in the terms that people use. Lines are relative to the unit that contains the session (see analysis/unit.ts), from 0;
 * columns are those of the source line (UTF-16 units, from 0, ends exclusive).
 */

/** One line of a reply: `250-SIZE 1000`. */
export interface ReplyLine {
  readonly line: number;
  /** The wire line: `piece.text` begins with the code unless `continues`. */
  readonly piece: Piece;
  /** The reply code; a line without one (continued text) has the code of the line before. */
  readonly code: number;
  /** `-` more follows, ` ` last line, `` code alone; `continues` a line of text without a code. */
  readonly separator: '-' | ' ' | '' | 'continues';
  /** Enhanced status code as written (`5.1.1`), or null. */
  readonly enhanced: string | null;
  /** Unit of `piece.text` where the enhanced code begins; -1 without one. */
  readonly enhancedAt: number;
  /** Unit of `piece.text` where the reply text begins, after code, separator and enhanced code. */
  readonly textAt: number;
  readonly time: number | null;
  /** The format itself shows it as the rest of the line before (a logger folded it): its missing code is not the server's fault. */
  readonly folded?: true;
  /** It was printed as a reply of its own: the hyphens of the lines before it were lost. */
  readonly unhyphened?: true;
}

/** One complete reply, of one or more lines. */
export interface Reply {
  /** The code that counts: that of the last line (RFC 5321 §4.2.1). */
  readonly code: number;
  /** The enhanced code of the last line that has one. */
  readonly enhanced: string | null;
  readonly lines: readonly ReplyLine[];
  /** A last line (`250 ` or `250`) was seen. */
  readonly complete: boolean;
  /** Its lines have different codes. */
  readonly mixed: boolean;
}

export type ExchangeKind = 'greeting' | 'command' | 'data' | 'auth';

/** What the client said: a command line, an answer to a 334, or the mail data with its final dot. */
export interface Command {
  readonly kind: 'command' | 'data' | 'auth';
  /** Verb in upper case; `data` and `auth` for those kinds; `?` for a line that was sent but not shown. */
  readonly verb: string;
  /** First line: of the command, of the mail data. */
  readonly line: number;
  /** Last line; the final dot's for mail data. */
  readonly lastLine: number;
  /** The wire line; for mail data the line of the final dot (or of the placeholder that closes it). */
  readonly piece: Piece;
  /** Units of `piece.text` of the verb. */
  readonly verbFrom: number;
  readonly verbTo: number;
  /** Unit of `piece.text` where the argument begins (`piece.text.length` without one). */
  readonly argumentAt: number;
  /** A placeholder is shown instead of what was sent. */
  readonly masked: boolean;
  /** Mail data that the producer left out, or shortened. */
  readonly elided: boolean;
  /** The final dot was seen (mail data only; elided data counts as ended). */
  readonly ended: boolean;
  readonly tls: boolean | null;
  readonly time: number | null;
}

/** `certain`: counted, nothing contradicts it; `degraded`: lines are missing nearby, or the pairing was repaired. */
export type Trust = 'certain' | 'degraded';

/** A command and the replies to it; a greeting has no command; LMTP's final dot has several replies. */
export interface Exchange {
  readonly index: number;
  readonly kind: ExchangeKind;
  readonly command: Command | null;
  readonly replies: readonly Reply[];
  readonly trust: Trust;
  /** Another command followed before the reply came (RFC 2920). */
  readonly pipelined: boolean;
  /** How many replies the protocol requires for this command (LMTP: one per recipient). */
  readonly owed: number;
  /** The verb of a command that is not shown, where a line beside the dialogue names it. */
  readonly named?: string;
}

/** Something beside the dialogue: a handshake, a close, missing lines. */
export interface Mark {
  readonly kind: 'connect' | 'close' | 'tls' | 'elided' | 'body' | 'secret' | 'unsent' | 'note';
  readonly span: Span;
  readonly text: string;
  /** Index of the exchange that had begun last when the mark was seen; -1 before the first. */
  readonly after: number;
}

/**
 * Whether what the server was told around a mark is not what the text shows: lines left out, or a line that the program kept for itself.
 * What follows the mark is then no evidence of what the client forgot.
 */
export const isGap = ({ kind }: Mark): boolean => kind === 'elided' || kind === 'unsent';

/** A reply that no command is waiting for. */
export interface StrayReply {
  readonly reply: Reply;
  /** It repeats the reply before it word for word: a logger may have printed it twice. */
  readonly duplicate: boolean;
  /** Index of the exchange that had begun last before it; -1 before the first. */
  readonly after: number;
}

/** Mail data lines that contain a refused DATA, or client lines that are neither command nor data. */
export interface StrayText {
  readonly span: Span;
  readonly lastLine: number;
  readonly text: string;
  readonly after: number;
  /** Set if the server said it, in place of a reply; otherwise the client said it. */
  readonly side?: 'server';
}

export interface Session {
  /** What tells it apart from interleaved sessions (pid, id, host:port); null if nothing does. */
  readonly key: string | null;
  /** Id of the format it was read in. */
  readonly format: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly protocol: 'smtp' | 'lmtp';
  readonly exchanges: readonly Exchange[];
  readonly strayReplies: readonly StrayReply[];
  readonly strayText: readonly StrayText[];
  readonly marks: readonly Mark[];
  /** Which sides the text shows. */
  readonly sides: 'both' | 'server' | 'client';
  /** Where the text begins: with the connection, or somewhere in the middle. */
  readonly begins: 'greeting' | 'middle';
  /** How it ends: QUIT answered, closed by 421 or a close mark, or the text just stops. */
  readonly ends: 'quit' | 'closed' | 'open';
  /** Whether markers show which side said each line; false if that was guessed from the words. */
  readonly sidesCertain: boolean;
  /** Another session has lines among these, and nothing tells the two apart. */
  readonly interleaved: boolean;
}

/** The last reply of an exchange, or undefined while it is owed. */
export const lastReply = (exchange: Exchange): Reply | undefined => exchange.replies[exchange.replies.length - 1];

/** The code of that reply; 0 without one. */
export const codeOf = (exchange: Exchange | undefined): number => (exchange && lastReply(exchange)?.code) ?? 0;

/** The argument of a command as text (`<a@example.org> SIZE=10`). */
export const argumentOf = (command: Command): string => command.piece.text.slice(command.argumentAt);

/**
 * The name by which an exchange is exported: the verb, `greeting`, `data`, `auth`. If the text does not show the command, the verb that
 * its reply implies, or `command` if it implies none.
 */
export function nameOf(exchange: Exchange): string {
  if (exchange.kind !== 'command') return exchange.kind;
  const verb = exchange.command?.verb;
  // The reply may show what a line was that is not shown itself.
  if (verb === '?' && exchange.command?.masked) return impliedVerb(exchange.replies[0]) ?? verb;
  return verb ?? exchange.named ?? impliedVerb(exchange.replies[0]) ?? exchange.kind;
}

/** `nameOf` for people: everything but verbs is translated. */
export function spokenName(exchange: Exchange): string {
  const name = nameOf(exchange);
  switch (name) {
    case 'greeting':
      return t('greeting');
    case 'data':
      return t('data');
    case 'auth':
      return t('auth');
    case 'command':
      return t('command');
    default:
      return name;
  }
}

/** The only command that is ever answered like this (RFC 5321 §4.3.2, RFC 3463 §3.2, RFC 4954, RFC 3207); null if there are several. */
function impliedVerb(reply: Reply | undefined): string | null {
  if (!reply) return null;
  switch (reply.code) {
    case 354:
      return 'DATA';
    case 221:
      return 'QUIT';
    case 334:
    case 235:
    case 535:
    case 538:
      return 'AUTH';
    case 504:
      return /\bmechanism\b/i.test(reply.lines[0].piece.text) ? 'AUTH' : null;
    case 252:
      return 'VRFY';
    case 251:
      return 'RCPT';
    case 220:
      return reply.enhanced === '2.0.0' || /\bTLS\b/i.test(reply.lines[0].piece.text) ? 'STARTTLS' : null;
    case 250:
      if (reply.lines.length > 1 ? reply.lines.some((line) => KEYWORD.test(line.piece.text)) : LONE_KEYWORD.test(reply.lines[0].piece.text))
        return 'EHLO';
      return reply.enhanced === '2.1.0' ? 'MAIL' : reply.enhanced === '2.1.5' ? 'RCPT' : null;
    default:
      return reply.enhanced === '5.1.1' || reply.enhanced === '4.2.2' || reply.enhanced === '5.2.2' ? 'RCPT' : null;
  }
}

/** The last line of the reply to EHLO, all that `openssl s_client -starttls smtp` leaves of it. */
const LONE_KEYWORD =
  /^250 (?:PIPELINING|SIZE \d+|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|AUTH(?: [A-Z0-9_-]{1,40}){1,20}|DSN|CHUNKING|SMTPUTF8)\s*$/;
const KEYWORD = /^250[- ](?:PIPELINING|SIZE|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|AUTH[ =]|DSN|CHUNKING|SMTPUTF8|ETRN)\b/i;

/** The row of knowledge/commands that lists the replies an exchange may get. */
export function pseudoVerb(exchange: Exchange, session: Pick<Session, 'protocol'>): string {
  if (exchange.kind === 'greeting') return 'CONNECT';
  if (exchange.kind === 'auth') return 'AUTH_CONTINUE';
  if (exchange.kind === 'data') return session.protocol === 'lmtp' ? 'LMTP_DATA_END' : 'DATA_END';
  const command = exchange.command;
  if (!command) return 'CONNECT';
  if (command.verb === 'BDAT' && marksLast(command.piece.text)) return 'BDAT_LAST';
  return command.verb;
}
