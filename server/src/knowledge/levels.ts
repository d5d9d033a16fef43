import { type AnyCommandRow, anyCommand } from './any-command';
import { type CommandRow, commands } from './commands';
import { cite, page, type Source } from './source';

/**
 * How a reply code stands to a command. `listed`: an RFC (or the documentation of a vendor's extension) names it for this command;
 * `any-command`: it may follow nearly any command; `historic`: only a superseded RFC names it; `practice`: no RFC does, real software
 * sends it; `theory`: the first digit fits, nobody lists it; `impossible`: it breaks the protocol.
 */
export type Level = 'listed' | 'any-command' | 'historic' | 'practice' | 'theory' | 'impossible';

/** Which codes there are, and what each of them means. */
const CODES = cite('5321 4.2, 4.3.2');
const MEANINGS = cite('5321 4.2.1, 4.3.2');

/** Replies of class 3 and the only places where they may stand. */
const INTERMEDIATE: Record<number, readonly string[]> = {
  334: ['AUTH', 'AUTH_CONTINUE', 'X-EXPS'],
  353: ['DATA_END'],
  354: ['DATA', 'XEXCH50'],
  355: ['MAIL'],
};

/** Replies of class 2 that belong to a few commands, so after any other they show that a step is missing. */
const RESERVED: Record<number, readonly string[]> = {
  211: ['HELP'],
  214: ['HELP'],
  220: ['CONNECT', 'STARTTLS', 'XCLIENT', 'X-ANONYMOUSTLS'],
  221: ['QUIT'],
  235: ['AUTH', 'AUTH_CONTINUE', 'X-EXPS'],
  251: ['RCPT', 'VRFY', 'EXPN', 'ETRN'],
  252: ['VRFY', 'EXPN', 'ETRN', 'RCPT'],
  253: ['ETRN'],
};

/** The only replies of class 2 that these may get (XCLIENT: 250 from Postfix before 2.3), and who says so. */
const ONLY_SUCCESS: Record<string, { readonly codes: readonly number[]; readonly sources: readonly Source[] }> = {
  CONNECT: { codes: [220], sources: cite('5321 4.2, 4.3.2') },
  DATA: { codes: [], sources: cite('5321 3.3') },
  AUTH: { codes: [235], sources: cite('4954 4') },
  AUTH_CONTINUE: { codes: [235], sources: cite('4954 4') },
  'X-EXPS': { codes: [235], sources: cite('4954 4') },
  STARTTLS: { codes: [220], sources: cite('3207 4') },
  'X-ANONYMOUSTLS': { codes: [220], sources: cite('3207 4') },
  XCLIENT: { codes: [220, 250], sources: cite('Postfix XCLIENT_README') },
};

const byVerb = new Map<string, CommandRow>(commands.map((row) => [row.verb, row]));

/** The row of a verb or pseudo verb, in upper case. */
export const command = (verb: string): CommandRow | undefined => byVerb.get(verb);

/** Why a code can never answer a verb; null if it can. */
export function violation(verb: string, code: number): readonly Source[] | null {
  if (!(code >= 200 && code <= 599)) return CODES;
  const row = byVerb.get(verb);
  if (!row) return null;
  if (code >= 300 && code < 400) {
    const places = INTERMEDIATE[code];
    const allowed = places ? places.includes(verb) : row.replies.some((reply) => reply.code >= 300 && reply.code < 400);
    return allowed ? null : MEANINGS;
  }
  if (code >= 300) return null;
  const only = ONLY_SUCCESS[verb];
  if (only && !only.codes.includes(code)) return only.sources;
  const places = RESERVED[code];
  return places && !places.includes(verb) ? MEANINGS : null;
}

/**
 * The rows by which a code may follow this command whatever it is. Where no command line is answered (greeting, mail data, an answer to
 * a challenge) only 421 can; rows that hang on the state of the session do not count.
 */
function anyCommandRows(row: CommandRow, code: number): readonly AnyCommandRow[] {
  if (row.kind === 'pseudo' && row.verb !== 'BDAT_LAST' && code !== 421) return [];
  return anyCommand.filter((any) => any.code === code && !any.virtual && !any.conditional && !any.except.includes(row.verb));
}

/** The codes below 400 that are `listed` for a verb, ascending. */
export const listedSuccesses = (verb: string): readonly number[] =>
  [...new Set(byVerb.get(verb)?.replies.map(({ code }) => code))]
    .filter((code) => code < 400 && level(verb, code) === 'listed')
    .sort((a, b) => a - b);

/**
 * How code `code` stands to `verb` (a verb or pseudo verb, in upper case). A verb that the table does not know: `impossible` for a code
 * outside 200-599, else `theory`. The state of the dialogue is not looked at: that is what the rules are for.
 */
export function level(verb: string, code: number): Level {
  if (violation(verb, code)) return 'impossible';
  const row = byVerb.get(verb);
  if (!row) return 'theory';
  if (row.replies.some((reply) => reply.code === code)) return 'listed';
  if (anyCommandRows(row, code).length > 0) return 'any-command';
  if (row.historic?.some((reply) => reply.code === code)) return 'historic';
  if (row.practice?.some((reply) => reply.code === code)) return 'practice';
  return 'theory';
}

/** Where the level of (verb, code) comes from; for `theory` the section that says how to read an unknown code. Never empty. */
export function levelSource(verb: string, code: number): readonly Source[] {
  const broken = violation(verb, code);
  if (broken) return broken;
  const row = byVerb.get(verb);
  switch (level(verb, code)) {
    case 'listed':
      return row?.replies.find((reply) => reply.code === code)?.sources ?? [];
    case 'any-command':
      return (row ? anyCommandRows(row, code) : []).flatMap((any) => any.sources);
    case 'historic':
      return row?.historic?.find((reply) => reply.code === code)?.sources ?? [];
    case 'practice':
      return (row?.practice ?? []).filter((reply) => reply.code === code).map((reply) => page(reply.seen));
    default:
      return cite('5321 4.2.1, 4.3.2');
  }
}
