import { utf8Of } from './base64';

/** Mechanism names (RFC 4422 §3.1): one to twenty of A-Z, 0-9, `-`, `_`. */
export const isMechanismName = (text: string): boolean => /^[A-Z0-9_-]{1,20}$/.test(text);

/** Mechanisms in which the server speaks first, so that an initial response is an error (RFC 4954 §4). */
export const SERVER_FIRST: ReadonlySet<string> = new Set(['CRAM-MD5', 'DIGEST-MD5', 'APOP', 'SKEY', 'OTP-MD5']);

export type PlainProblem = 'no-nul' | 'one-nul' | 'colon' | 'literal-escape' | 'replacement' | 'utf-16' | 'too-many' | 'empty-user';

/** A PLAIN message (RFC 4616 §2): `[authzid] NUL authcid NUL passwd`. Contains the password: never show it. */
export interface PlainMessage {
  readonly user: string | null;
  readonly password: string | null;
  readonly problem: PlainProblem | null;
}

/** Reads the decoded octets of a PLAIN message. */
export function readPlain(octets: Uint8Array): PlainMessage {
  const bad = (problem: PlainProblem): PlainMessage => ({ user: null, password: null, problem });
  if (looksLikeUtf16(octets)) return bad('utf-16');
  const text = utf8Of(octets);
  if (text === null) {
    const nuls = octets.filter((octet) => octet === 0).length;
    return nuls === 2 ? { user: null, password: null, problem: null } : bad(nuls === 0 ? 'no-nul' : nuls === 1 ? 'one-nul' : 'too-many');
  }
  const fields = text.split('\0');
  if (fields.length === 1) {
    if (text.includes('\ufffd')) return bad('replacement');
    if (/\\(?:0|x00|u0000)/.test(text)) return bad('literal-escape');
    return bad(/^[^:]+:/.test(text) ? 'colon' : 'no-nul');
  }
  if (fields.length === 2) return bad('one-nul');
  if (fields.length > 3) return bad('too-many');
  return { user: fields[1], password: fields[2], problem: fields[1] === '' ? 'empty-user' : null };
}

/** Every second octet is NUL: a text that was encoded from UTF-16. */
function looksLikeUtf16(octets: Uint8Array): boolean {
  if (octets.length < 10 || octets.length % 2 !== 0) return false;
  for (let parity = 0; parity < 2; parity++) {
    let nuls = 0;
    for (let at = parity; at < octets.length; at += 2) if (octets[at] === 0) nuls++;
    if (nuls >= octets.length / 2 - 2 && nuls >= 4) return true;
  }
  return false;
}

/** What a 334 of AUTH LOGIN asks for, by the words of its decoded prompt; null if it does not say. */
export function promptAsks(prompt: string): 'user' | 'password' | null {
  if (/pass/i.test(prompt)) return 'password';
  return /user|login|name/i.test(prompt) ? 'user' : null;
}
