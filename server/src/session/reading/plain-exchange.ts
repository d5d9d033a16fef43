import { isForeign } from './evidence';

/** An exchange that a plain session may have, and what a server answers that goes on with it. */
export interface PlainExchange {
  readonly name: string;
  readonly good: readonly number[];
  /** Its good reply may say in words that it was meant for another exchange (compatibility.ts). */
  readonly mayMiss?: true;
}

const ROWS: readonly PlainExchange[] = [
  { name: 'EHLO', good: [250] },
  { name: 'HELO', good: [250] },
  { name: 'STARTTLS', good: [220] },
  { name: 'AUTH', good: [235, 334] },
  { name: 'MAIL', good: [250], mayMiss: true },
  { name: 'RCPT', good: [250, 251, 252], mayMiss: true },
  { name: 'DATA', good: [354] },
  { name: 'RSET', good: [250], mayMiss: true },
  { name: 'NOOP', good: [250], mayMiss: true },
  { name: 'VRFY', good: [250, 251, 252] },
  { name: 'EXPN', good: [250, 252] },
  { name: 'HELP', good: [211, 214] },
  { name: 'QUIT', good: [221] },
];
const BY_VERB: ReadonlyMap<string, PlainExchange> = new Map(ROWS.map((row) => [row.name, row]));

export const GREETING: PlainExchange = { name: 'greeting', good: [220] };
export const MAIL_DATA: PlainExchange = { name: 'data', good: [250], mayMiss: true };
/** An answer to a 334. */
export const AUTH_ANSWER: PlainExchange = { name: 'auth', good: [235, 334] };

/** The exchange that a command line begins whose verb ends at a blank; undefined for any that a plain session does not have. */
export function plainExchange(command: string): PlainExchange | undefined {
  const blank = command.indexOf(' ');
  const verb = blank < 0 ? command : command.slice(0, blank);
  return BY_VERB.get(verb) ?? BY_VERB.get(verb.toUpperCase());
}

/** Whether counting alone pairs a reply with its command: a good one of the command's own, or a refusal (but no code of another protocol). */
export const isPlainReply = ({ good }: PlainExchange, code: number): boolean =>
  good.includes(code) || (code >= 400 && code < 600 && !isForeign(code));

/** Whether a plain reply suits its command whatever its text says. */
export const surelySuits = ({ mayMiss }: PlainExchange, code: number): boolean => code < 400 && !mayMiss;
