import { commands } from './commands';
import { violation } from './levels';
import { cite, type Source } from './source';

/**
 * Replies that break the protocol (levels.ts) but that servers do send in place of the one that is due. Pairing takes them for the reply to their
 * command, although an odd one; any other reply shows it that a line was lost.
 */
export interface Tolerance {
  /** Verbs and pseudo verbs, in upper case; null for every command. */
  readonly verbs: readonly string[] | null;
  readonly takes: (code: number) => boolean;
  readonly reason: string;
  readonly sources: readonly Source[];
}

const ONE_SUCCESS = ['DATA', 'AUTH', 'AUTH_CONTINUE', 'X-EXPS', 'STARTTLS', 'X-ANONYMOUSTLS', 'XCLIENT'];
/** Codes of class 2 that mean something at one command or another. */
const SUCCESSES = [211, 214, 220, 221, 235, 250, 251, 252, 253];

const rows: readonly Tolerance[] = [
  {
    verbs: ['CONNECT', ...ONE_SUCCESS],
    takes: (code) => code < 300 && !SUCCESSES.includes(code),
    reason: 'A success with a code that no command has: clients go by the first digit.',
    sources: cite('5321 4.3.2'),
  },
  {
    verbs: ONE_SUCCESS,
    takes: (code) => code === 250,
    reason: 'A server that takes every command says 250 to all of them.',
    sources: cite('5321 4.3.2'),
  },
  {
    verbs: ['EHLO', 'HELO', 'LHLO'],
    takes: (code) => code === 220,
    reason: 'A server that greets once more, in place of its reply to the hello.',
    sources: cite('5321 4.3.2'),
  },
  {
    verbs: ['MAIL'],
    takes: (code) => code === 251 || code === 252,
    reason: 'What RCPT may get is said of the sender.',
    sources: cite('5321 4.3.2'),
  },
  {
    verbs: ['QUIT'],
    takes: (code) => code < 300 && code !== 235,
    reason: 'Whatever the answer to QUIT is, the connection is over.',
    sources: cite('5321 4.1.1.10'),
  },
  {
    verbs: ['DATA', 'AUTH', 'AUTH_CONTINUE', 'X-EXPS'],
    takes: (code) => code === 353 || code === 355,
    reason: 'One intermediate reply in place of another: clients go by the first digit.',
    sources: cite('5321 4.3.2'),
  },
  {
    verbs: ['BDAT', 'BDAT_LAST'],
    takes: (code) => code === 353,
    reason: '353 begins the replies for each recipient, after the last chunk as after the final dot.',
    sources: cite('3030 2', '5321 4.2.1'),
  },
  {
    verbs: null,
    takes: (code) => code === 211 || code === 214 || code === 253,
    reason: 'A server answers with its help, or with a success of its own.',
    sources: cite('5321 4.3.2'),
  },
];

/** What is tolerated, in the order in which it is looked up. */
export const tolerances: readonly Tolerance[] = rows;

const pseudo = new Set(commands.filter(({ kind, verb }) => kind === 'pseudo' && verb !== 'BDAT_LAST').map(({ verb }) => verb));

/** The row by which a code that breaks the protocol still counts as the answer to a verb. */
const toleranceOf = (verb: string, code: number): Tolerance | undefined =>
  rows.find(({ verbs, takes }) => takes(code) && (verbs ? verbs.includes(verb) : !pseudo.has(verb)));

/** Whether a code may answer a verb, does so against the protocol, or cannot. */
export type Legality = 'possible' | 'tolerated' | 'impossible';

const NAMES: readonly Legality[] = ['possible', 'tolerated', 'impossible'];
const FIRST = 200;
const LAST = 599;
const UNKNOWN = 255;
const tables = new Map<string, Uint8Array>(commands.map(({ verb }) => [verb, new Uint8Array(LAST - FIRST + 1).fill(UNKNOWN)]));

/**
 * How a reply code stands to a verb or pseudo verb (in upper case), from a table that fills as it is asked. A verb that no table knows may
 * get any code of 200-599.
 */
export function legality(verb: string, code: number): Legality {
  if (!(code >= FIRST && code <= LAST)) return 'impossible';
  const table = tables.get(verb);
  if (!table) return NAMES[0];
  if (table[code - FIRST] === UNKNOWN) table[code - FIRST] = violation(verb, code) ? (toleranceOf(verb, code) ? 1 : 2) : 0;
  return NAMES[table[code - FIRST]];
}
