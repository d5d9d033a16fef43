const HELLO = 'The server accepted the client’s greeting.';
const EXTENSIONS = 'The server accepted the client’s greeting; the lines that follow list its extensions.';
const MESSAGE = 'The server accepted the message and is responsible for it now.';
const LOGIN = 'The client is logged in.';

/** By verb and code. */
const DONE: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  CONNECT: { 220: 'The server is ready.' },
  HELO: { 250: HELLO },
  EHLO: { 250: EXTENSIONS },
  LHLO: { 250: EXTENSIONS },
  MAIL: { 250: 'The server accepted the sender; a transaction has begun.' },
  DATA_END: { 250: MESSAGE },
  BDAT_LAST: { 250: MESSAGE },
  BDAT: { 250: 'The server accepted the chunk; more chunks follow.' },
  AUTH: { 235: LOGIN },
  AUTH_CONTINUE: { 235: LOGIN },
  'X-EXPS': { 235: LOGIN },
  STARTTLS: { 220: 'The TLS handshake comes next, then the client says EHLO again.' },
  RSET: { 250: 'The transaction is forgotten; the session goes on.' },
  NOOP: { 250: 'The server is there.' },
  QUIT: { 221: 'The server says goodbye and closes the connection.' },
};

/**
 * What a success means where it is, as a sentence (English, the key of translations) in which `{0}` is the recipient; undefined if it says
 * no more than its code. `verb`: verb or pseudo verb in upper case; `recipient`: whether the recipient is known. For refusals see
 * meaning.ts.
 */
export function doneSentence(verb: string, code: number, recipient: boolean): string | undefined {
  if (verb === 'RCPT' && code === 250) return recipient ? 'The server accepted the recipient {0}.' : 'The server accepted the recipient.';
  if (verb === 'LMTP_DATA_END' && code === 250)
    return recipient ? 'The server delivered the message to {0}.' : 'The server delivered the message to this recipient.';
  return Object.hasOwn(DONE, verb) ? DONE[verb][code] : undefined;
}

/** The name of a pseudo verb in a sentence. */
export const spokenVerb = (verb: string): string =>
  ({
    CONNECT: 'the connection',
    DATA_END: 'the final dot',
    LMTP_DATA_END: 'the final dot',
    AUTH_CONTINUE: 'an answer to a challenge',
    BDAT_LAST: 'BDAT LAST',
  })[verb] ?? verb;
