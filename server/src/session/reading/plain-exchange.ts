import { listedSuccesses } from '../../knowledge/levels';
import { isForeign } from './evidence';

/** An exchange that a plain session may have, and the replies with which it continues. */
export interface PlainExchange {
  readonly name: string;
  readonly good: readonly number[];
  /** The words of its success reply may show that it was meant for another exchange (compatibility.ts). */
  readonly mayMiss?: true;
}

/** The success replies that the standards list for a verb or pseudo verb; `more`: one more that counting accepts. */
function plain(name: string, verb: string, mayMiss?: true, more?: number): PlainExchange {
  return { name, good: [...(more === undefined ? [] : [more]), ...listedSuccesses(verb)], mayMiss };
}

const ROWS: readonly PlainExchange[] = [
  ...['EHLO', 'HELO', 'STARTTLS', 'AUTH', 'DATA', 'VRFY', 'EXPN', 'HELP', 'QUIT'].map((verb) => plain(verb, verb)),
  ...['MAIL', 'RSET', 'NOOP'].map((verb) => plain(verb, verb, true)),
  // Servers that cannot verify a recipient say so with the code of VRFY.
  plain('RCPT', 'RCPT', true, 252),
];
const BY_VERB: ReadonlyMap<string, PlainExchange> = new Map(ROWS.map((row) => [row.name, row]));

export const GREETING: PlainExchange = plain('greeting', 'CONNECT');
export const MAIL_DATA: PlainExchange = plain('data', 'DATA_END', true);
/** An answer to a 334. */
export const AUTH_ANSWER: PlainExchange = plain('auth', 'AUTH_CONTINUE');

/** The exchange that a command line begins, whose verb ends at a space; undefined for one that a plain session does not have. */
export function plainExchange(command: string): PlainExchange | undefined {
  const blank = command.indexOf(' ');
  const verb = blank < 0 ? command : command.slice(0, blank);
  return BY_VERB.get(verb) ?? BY_VERB.get(verb.toUpperCase());
}

/** Whether counting alone pairs a reply with its command: a success of that command, or a refusal (but not a code of another protocol). */
export const isPlainReply = ({ good }: PlainExchange, code: number): boolean =>
  good.includes(code) || (code >= 400 && code < 600 && !isForeign(code));

/** Whether a plain reply suits its command whatever its text says. */
export const surelySuits = ({ mayMiss }: PlainExchange, code: number): boolean => code < 400 && !mayMiss;
