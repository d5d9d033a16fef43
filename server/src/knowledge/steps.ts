/**
 * Steps of a dialogue that ask for the same thing, as verbs and pseudo verbs of commands.ts: what a refusal means at one of a group it means at
 * all of them.
 */
export const HELLO = ['EHLO', 'HELO', 'LHLO'];
export const TLS = ['STARTTLS', 'X-ANONYMOUSTLS'];
export const LOGIN = ['AUTH', 'AUTH_CONTINUE', 'X-EXPS'];
/** BURL (RFC 4468) may end a message, but most of what refuses it is about its URL. */
export const MESSAGE = ['DATA_END', 'LMTP_DATA_END', 'BDAT', 'BDAT_LAST', 'BURL'];
export const LOOKUP = ['VRFY', 'EXPN'];

const GROUPS: readonly (readonly string[])[] = [HELLO, TLS, LOGIN, MESSAGE.filter((verb) => verb !== 'BURL'), LOOKUP];
const groupOf = new Map<string, readonly string[]>(GROUPS.flatMap((group) => group.map((verb) => [verb, group] as const)));

/** Whether two verbs or pseudo verbs, in upper case, ask for the same thing. */
export const asksTheSame = (a: string, b: string): boolean => a === b || (groupOf.get(a)?.includes(b) ?? false);
