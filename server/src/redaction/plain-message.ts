/** What stands for the NUL of PLAIN: the octet, or what people and programs write for it. */
const NUL = /\0|\\(?:0{1,3}|x00|u0000)(?![0-7])|\^@|%00|[<[]?NUL[>\]]?/g;
/** Who logs in, and what divides it from the password where the NULs were forgotten. */
const USER = /^[\w.+@-]{1,128}(?=[\s:;,|/])/;
/** Letters alone, as a word of a language has them. */
const WORD = /^\p{L}\p{Ll}*$/u;

/**
 * The passwords in a text that was sent as a message of PLAIN (RFC 4616 §2), also one without its NULs: what follows the user. Empty if nothing
 * divides it. `sure`: the text is such a message; otherwise a password that is a word of a language is left out.
 */
export function passwordsIn(text: string, sure = true): string[] {
  const parts = text.split(NUL).filter((part) => part.trim() !== '');
  let rest = (parts[parts.length - 1] ?? '').trim();
  let divided = parts.length > 1;
  // The identity may be said twice, as the two fields of a message have it.
  for (let user = USER.exec(rest)?.[0], first = user; user !== undefined && user === first; user = USER.exec(rest)?.[0]) {
    rest = rest.slice(user.length + 1).trim();
    divided = true;
  }
  return divided && rest.length > 3 && (sure || !WORD.test(rest)) ? [rest] : [];
}
