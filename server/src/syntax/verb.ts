/** Verbs that people type, to tell a slip of the fingers from another command. */
const TYPED: readonly string[] = [
  'EHLO',
  'HELO',
  'LHLO',
  'MAIL',
  'RCPT',
  'DATA',
  'RSET',
  'QUIT',
  'NOOP',
  'HELP',
  'VRFY',
  'EXPN',
  'AUTH',
  'BDAT',
  'STARTTLS',
  'ETRN',
];

/** The verb that `verb` (upper case) misspells by one letter: one wrong, missing or added, or two swapped. Null if there is none, or it is a verb. */
export function misspelledVerb(verb: string): string | null {
  if (TYPED.includes(verb) || verb.length < 3) return null;
  return nearest(verb, TYPED);
}

/** The word of `words` that is one edit (or swap) away from `word`; a swap is preferred. Null if there is none. */
export function nearest(word: string, words: readonly string[]): string | null {
  const swap = words.find((one) => isSwap(word, one));
  return swap ?? words.find((one) => isOneEdit(word, one)) ?? null;
}

function isSwap(a: string, b: string): boolean {
  if (a === b || a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  if (a.length === b.length) return a.slice(at + 1) === b.slice(at + 1);
  return a.length > b.length ? a.slice(at + 1) === b.slice(at) : a.slice(at) === b.slice(at + 1);
}

export type OtherProtocol = 'http' | 'tls' | 'ssh' | 'imap' | 'pop3' | 'ftp' | 'irc' | 'redis' | 'socks';

/** The other protocol that a client's line belongs to, by words that SMTP does not have; null if it may be SMTP. */
export function otherProtocolOf(text: string): OtherProtocol | null {
  if (/^(?:GET|POST|PUT|HEAD|OPTIONS|CONNECT|PATCH|DELETE|PRI) \S{1,2000} HTTP\/\d/.test(text) || /^Host: \S+$/.test(text)) return 'http';
  if (/^(?:\x16\x03[\x00-\x04]|\\x16\\x03\\x0[0-4]|\\026\\003|\u0016\u0003)/.test(text)) return 'tls';
  if (/^SSH-[12]\.\d/.test(text)) return 'ssh';
  if (/^[A-Za-z]{0,3}\d{1,5} (?:LOGIN|SELECT|CAPABILITY|LOGOUT|AUTHENTICATE|NAMESPACE|LIST) ?/i.test(text)) return 'imap';
  if (/^(?:CAPA|STLS|USER \S+|STAT|RETR \d+|APOP \S+ [0-9a-f]{32})$/i.test(text)) return 'pop3';
  if (/^\x05[\x01-\x03]/.test(text)) return 'socks';
  return null;
}

/** The other protocol that a server's first line belongs to; null if it may be SMTP. */
export function otherGreetingOf(text: string): OtherProtocol | null {
  if (/^HTTP\/\d\.\d \d{3}/.test(text)) return 'http';
  if (/^\* (?:OK|PREAUTH|BYE)\b/.test(text)) return 'imap';
  if (/^\+OK\b/.test(text)) return 'pop3';
  if (/^SSH-[12]\.\d/.test(text)) return 'ssh';
  if (/^(?:\x15\x03[\x00-\x04]|\x16\x03[\x00-\x04]|\\x15\\x03\\x0[0-4]|\\x16\\x03\\x0[0-4])/.test(text)) return 'tls';
  if (/^220[ -].{0,200}\bFTP\b/i.test(text) && !/SMTP/i.test(text)) return 'ftp';
  return null;
}

/** Whether a verb, in upper case, is one of the three that open a session: EHLO, HELO, LHLO. */
export const isHello = (verb: string): boolean => verb === 'EHLO' || verb === 'HELO' || verb === 'LHLO';
