import { decodeBase64Text } from '../syntax/base64';
import { eachMatch } from '../text/matches';
import { type Stretch, UNIT } from './settings';

/**
 * Tokens whose beginning shows whose they are, and keys whose shape does. The beginnings are those that the services document; rule sets
 * of source code scanners contain hundreds of services that no mail log names.
 */
const SHAPES: readonly RegExp[] = [
  /(?<![\w.-])(?:AKIA|ASIA)[0-9A-Z]{16}(?![\w-])/g,
  /(?<![\w.-])(?:SG\.[\w-]{16,64}\.[\w-]{16,64}|key-[0-9a-f]{32}|x(?:keysib|smtpsib)-[\w-]{16,200}|re_[\w]{16,64})(?![\w-])/g,
  /(?<![\w.-])(?:ya29\.[\w.-]{16,4000}|1\/\/[\w-]{16,400}|GOCSPX-[\w-]{16,64}|AIza[\w-]{35})(?![\w-])/g,
  /(?<![\w.-])(?:gh[opsur]_\w{16,255}|github_pat_\w{20,255}|glpat-[\w-]{20,64}|xox[abeprs]-[\w-]{10,255}|(?:sk|rk)_(?:live|test)_\w{16,255})(?![\w-])/g,
  /(?<![\w.-])eyJ[\w-]{8,4000}\.eyJ[\w-]{4,4000}\.[\w-]{0,4000}(?![\w-])/g,
  /(?<![\w.~-])[\w.-]{2,4}8Q~[\w.~-]{30,40}(?![\w.~-])/g,
  /\$(?:1|2[abxy]|5|6|7|y|argon2\w{0,2}|pbkdf2[\w-]{0,12}|apr1)\$[\w./$=,+-]{12,400}/g,
  /(?<=\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT|PBKDF2|PLAIN|CLEAR(?:TEXT)?|SCRAM-SHA-\d{1,3})(?:\.\w{2,4})?\})[^\s"'<>,}]{3,400}/gi,
  /(?<=\bURLAUTH=[^\s"'<>:]{1,80}:[\w-]{1,20}:)[0-9A-Fa-f]{16,200}/gi,
  /(?<=\b(?:Master-Key|Resumption PSK|PSK|Session-ID-ctx)[ \t]{0,6}:[ \t]{0,6})[0-9A-Fa-f]{32,200}/g,
  new RegExp(
    String.raw`(?<=^(?:Set-)?Cookie2?:[ \t]{0,4}|["'\s>](?:Set-)?Cookie2?["']?:[ \t"']{0,4})[^\s"'<>;=]{1,80}=(?:(?!;)${UNIT}){3,1000}(?:; ?[^\s"'<>;=]{1,80}=(?:(?!;)${UNIT}){1,1000}){0,20}`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:(?:Proxy-)?Authorization|X-Auth(?:orization)?|WWW-Authenticate)["']?[ \t]{0,4}[:=][ \t"']{0,6}(?:(?:Basic|Bearer|Token|Digest|Negotiate|NTLM|SharedKey|ApiKey)[ \t]{1,4})?(?!(?:Basic|Bearer|Token|Digest|Negotiate|NTLM)\b)((?:(?![,;])${UNIT}){6,8192})`,
    'dgi',
  ),
  new RegExp(
    String.raw`(?<=(?:^|["'\s>{,])X-[A-Za-z-]{0,40}(?:Key|Token|Secret|Auth)["']?[ \t]{0,4}:[ \t"']{0,6})(?:(?![,;])${UNIT}){8,1000}`,
    'gi',
  ),
  /(?<=\/\/[^\s/:@"'<>]{1,200}:)(?!\d{1,5}(?:[/?#\s"'<>]|$))[^\s"'<>/]{1,300}(?=@[\w[])/g,
  /\/\/[^\s/:@"'<>]{0,200}:((?:[^\s"'<>@/]|\/(?!\/)){1,200})(?=@[\w.-])/dg,
  /(?<=(?:password|app[ -]?pass(?:word)?|pass)\W{1,6})[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}(?![a-z])/gi,
  /(?<=^|["'>]|: )[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}(?=$|["'<])/g,
  /(?<=[?&](?:access_|reset_?|auth_?|verify_?|api_?)?(?:token|code|key|sig(?:nature)?|secret|password|pass|pwd)=)[\w.~%+/-]{6,2000}/gi,
  /(?<=app(?:lication)?[ -]?(?:specific[ -])?pass(?:word|code)?\W{1,4})[a-z]{16}(?![a-z])/gi,
  /(?<=\/services\/[A-Z0-9]{6,16}\/[A-Z0-9]{6,16}\/)\w{16,64}|(?<=\/bot\d{6,14}:)[\w-]{30,64}/g,
  /(?<=[?&]X-Amz-(?:Signature|Credential|Security-Token)=)[\w.~%+/-]{6,4000}/gi,
  /(?<=\bc=[\w+/=]{2,400},r=[^\s,]{6,300},p=)[\w+/]{20,200}={0,2}/g,
  // `\0user\0password` as it is printed.
  /(?:\^@|\0|\\0|\\x00|\\u0000|<NUL>|\[NUL\])[\w.+@-]{1,128}(?:\^@|\0|\\0|\\x00|\\u0000|<NUL>|\[NUL\])([^\s"'<>\\^]{3,200})/dgi,
  /(?<=\bhex(?:\(\d\))?:)(?:[0-9a-f]{2},){3,400}[0-9a-f]{2}/gi,
  /(?<=\bCLIENT_RANDOM [0-9a-f]{64} |_SECRET(?:_0)? [0-9a-f]{64} )[0-9a-f]{64,128}\b/g,
];
const HINT =
  /AKIA|ASIA|SG\.|key-|sib-|re_|ya29|1\/\/|GOCSPX|AIza|gh[opsur]_|github_pat|glpat|xox|_live_|_test_|eyJ|8Q~|\$\w{1,8}\$|\{\w{3,14}(?:\.\w{2,4})?\}|URLAUTH|-Key|PSK|cookie|authori|authenti|x-[a-z-]{0,40}(?:key|token|secret|auth)|\/\/|[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}|[?&]\w{2,16}=|,p=|\^@|\0|\\[0xu]|NUL|app|hex|CLIENT_RANDOM|_SECRET/i;

const LINK = /https?:\/\/[^\s"'<>/]{1,255}(\/[^\s"'<>]{4,4000})/dgi;
/** What a link was made for: a password to set, an address to confirm, a hook. Whoever has it can do that. */
const MADE_FOR = /reset|password|invit|confirm|verif|activat|magic|unsub|opt-?out|token|hook|accept/i;
const ONE_TIME = /^(?=[\w.~%-]{0,200}\d)[\w.~%-]{12,2000}$/;

/** What makes a link one that was made for one person: a part of its path or a parameter that no one could guess. */
function linksIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { indices } of text.matchAll(LINK)) {
    let made = false;
    const [begin, end] = indices?.[1] ?? [0, 0];
    let at = begin;
    for (const part of text.slice(begin, end).split(/(?<=[/?&;])/)) {
      const bare = part.replace(/[/?&;]$/, '');
      const parameter = /^[a-z_]{1,20}=/i.exec(bare)?.[0].length ?? 0;
      const value = bare.slice(parameter);
      if (made && ONE_TIME.test(value) && (parameter === 0 || value.length > 15))
        found.push({ from: at + parameter, to: at + parameter + value.length });
      made ||= MADE_FOR.test(bare) || bare === 'u' || bare === 'login';
      at += part.length;
    }
  }
  return found;
}

/** Secrets that their own shape or their place in a header or a URL reveals. Linear. */
export function tokensIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (!HINT.test(text)) return found;
  for (const pattern of SHAPES)
    eachMatch(pattern, text, (match) => {
      const [from, to] = match.indices?.[1] ?? [match.index, match.index + match[0].length];
      found.push({ from, to });
    });
  if (text.includes('//')) found.push(...linksIn(text));
  return found;
}

const WORDS = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{8,}={0,2}(?![A-Za-z0-9+/_=-])/g;
const LONGEST = 16_384;

/** Base64 in any variant: the URL alphabet, padding left out. Null for anything else. */
export function decodedLoosely(value: string): string | null {
  const plain = value.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  if (plain.length % 4 === 1) return null;
  return decodeBase64Text(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
}

/** A message of PLAIN, XOAUTH2 or OAUTHBEARER, SCRAM, DIGEST-MD5, CRAM-MD5, or Basic credentials: anyone who decodes it can log in or guess. */
const MESSAGE =
  /^[^\0\u0001-\u001f]{0,255}\0[^\0\u0001-\u001f]{1,255}\0[^\0]{1,255}$|\u0001auth=Bearer |^(?:c=[\w+/=]{2,400},)?(?:r=[^,]{6,300},)p=|\bresponse=[0-9a-f]{32}|^\S{1,255} [0-9a-f]{32}$|^(?:\\0|\\x00|\\000)?[\w.+@-]{1,128}(?:\\0|\\x00|\\000)[^\\]{3,}/;

/** Values that only an AUTH dialogue has, wherever they are. */
export function messagesIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { index, 0: value } of text.matchAll(WORDS)) {
    if (value.length > LONGEST || !/[A-Z]/.test(value) || !/[a-z0-9]/.test(value)) continue;
    const plain = mayBeMessage(value) ? decodedLoosely(value) : null;
    if (plain !== null && MESSAGE.test(plain)) found.push({ from: index, to: index + value.length });
    else if (/^TlRMTVNTUAAD/.test(value)) found.push({ from: index, to: index + value.length });
  }
  return found;
}

/** Base64 of a text in which `holds` finds a secret: an encoded line of a log or an encoded setting. Shorter words say too little. */
export function wrappedIn(text: string, holds: (text: string) => boolean): Stretch[] {
  const found: Stretch[] = [];
  for (const { index, 0: value } of text.matchAll(HEX_WORDS)) {
    const plain = isPrintedHex(value) ? fromHex(value) : '';
    if (PRINTED_OR_NUL.test(plain) && holds(plain)) found.push({ from: index, to: index + value.length });
  }
  for (const { index, 0: value } of text.matchAll(WORDS)) {
    if (value.length < SHORTEST_WRAPPED || value.length > LONGEST) continue;
    const plain = printedIn(value);
    if (plain !== null && holds(plain)) found.push({ from: index, to: index + value.length });
  }
  return found;
}
const SHORTEST_WRAPPED = 20;

const HEX_WORDS = /(?<![\w+/=-])(?:[0-9a-f]{2}){12,8192}(?![\w+/=-])/gi;
const PRINTED_OR_NUL = /^[\0\t\n\r -~]+$/;
const fromHex = (value: string): string => value.replace(/../g, (octet) => String.fromCharCode(Number.parseInt(octet, 16)));

/** Whether a long hexadecimal word can be text: judged by its first octets, as a digest hardly ever begins. */
export const isPrintedHex = (value: string): boolean =>
  /^(?:[2-7][0-9a-f]|0[0ad]){8}/i.test(value) && PRINTED_OR_NUL.test(fromHex(value.slice(0, 24)));

const PRINTED = /^[\t\n\r -~]*$/;

/** Whether a long word can be Base64 of text: judged by its first octets, because decoding each long word of a log would take too long. */
export const mayBePrinted = (value: string): boolean =>
  value.length >= SHORTEST_WRAPPED && PRINTED.test(atob(value.slice(0, 12).replaceAll('-', '+').replaceAll('_', '/')));

/** What Base64 decodes to, if that is US-ASCII text: hardly any other word does. */
function printedIn(value: string): string | null {
  const plain = value.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  if (plain.length % 4 === 1 || !mayBePrinted(plain)) return null;
  const octets = atob(plain);
  return PRINTED.test(octets) ? octets : null;
}

const ROW = /^[ \t>|]{0,8}([A-Za-z0-9+/_-]{40,100}={0,2})[ \t]*$/;
const LAST_ROW = /^[ \t>|]{0,8}([A-Za-z0-9+/_-]{1,100}={0,2})[ \t]*$/;
/** More rows than this are an attachment. */
const MOST_ROWS = 200;

/** Whether a line may be a row of Base64. */
export const isRowOfText = (line: string): boolean => LAST_ROW.test(line);

/** The end of a private key. */
export const KEY_END = /-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
/** Rows of a key have 64 or 76 units, but for the last one, and for the first if a part of it was cut off. */
const LEAST_KEY_ROW = 60;
const KEY_ROW = /(?<![\w+/=.@-])([A-Za-z0-9+/]{4,100}={0,2})["',]{0,2}$/;
const LEAST_CUT_ROW = 20;
const LONGEST_KEY_ROW = 120;

/**
 * The rows of a private key whose beginning was cut off, the last first, each with the number of its line: those at the ends of the lines before `end`.
 * `line` gives a line, null before the first.
 */
export function keyRowsBefore(end: number, line: (n: number) => string | null): (Stretch & { readonly line: number })[] {
  const rows: (Stretch & { readonly line: number })[] = [];
  let sure = false;
  for (let n = end - 1; n >= end - MOST_ROWS; n--) {
    const text = line(n);
    const tail = text?.slice(-LONGEST_KEY_ROW) ?? '';
    const row = KEY_ROW.exec(tail.trimEnd());
    if (text === null || row?.index === undefined) break;
    const from = text.length - tail.length + row.index + row[0].indexOf(row[1]);
    rows.push({ line: n, from, to: from + row[1].length });
    sure ||= row[1].length >= LEAST_CUT_ROW && /[A-Z]/.test(row[1]) && /[a-z]/.test(row[1]) && /\d/.test(row[1]);
    if (n < end - 1 && row[1].length < LEAST_KEY_ROW) break;
  }
  return sure ? rows : [];
}

/** Rows of Base64 that begin at `first`: how many lines they are, and the text in them; null where no text is. `line` gives a line. */
export function rowsOfText(
  first: number,
  count: number,
  line: (n: number) => string,
): { readonly lines: number; readonly text: string } | null {
  const head = ROW.exec(line(first))?.[1];
  if (head === undefined) return null;
  const rows = [head];
  while (first + rows.length < count && rows.length < MOST_ROWS) {
    const next = LAST_ROW.exec(line(first + rows.length))?.[1];
    if (next === undefined || next.length > head.length) break;
    rows.push(next);
    if (next.length < head.length) break;
  }
  const text = rows.length > 1 ? printedIn(rows.join('')) : null;
  return text === null ? null : { lines: rows.length, text };
}

/** Whether the octets can be those of such a message: decoding each long word of a log as UTF-8 would take too long. */
export function mayBeMessage(value: string): boolean {
  const plain = /[-_=]/.test(value) ? value.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '') : value;
  if (plain.length % 4 === 1) return false;
  // `atob` accepts Base64 without its padding.
  const octets = atob(plain);
  return /\0|\u0001|[=]|\\| [0-9a-f]{32}$/.test(octets.slice(0, 1200));
}
