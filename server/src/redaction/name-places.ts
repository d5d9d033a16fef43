import { Sign } from '../text/signs';

/** A place in a line where a name is: what every line that has it contains, and how it is read; the name is the first group. */
export interface NamePlace {
  readonly sign: Sign | null;
  readonly pattern: RegExp;
}

/** Units that are not part of a word, as far as signs tell them apart. */
const APART = [...' (:/\\-=&$@?.<>"\'+~,{[*]);%\u0001'];

const HELO_IS = new Sign(['lo=']);
const HELLO = new Sign(['lo ']);
const FROM = new Sign(['lo ', 'om ', 'by ']);

/** Places where a host name is, even one of one label that could be a word. */
export const WORD_PLACES: readonly NamePlace[] = [
  { sign: HELO_IS, pattern: /\bhelo=<([\w.-]{1,255})>/gi },
  { sign: new Sign(APART.map((mark) => `${mark}h=`)), pattern: /\bH=\(?([\w.-]{1,255})\)?/g },
  { sign: HELO_IS, pattern: /\bhelo=([\w-]{2,63})(?![\w.<-])/gi },
  {
    sign: HELLO,
    pattern: /(?:^|[>:"'\s])(?:EHLO|HELO|LHLO) (?=[\w-]{0,62}(?:\d|-|[a-z][A-Z]))([\w-]{2,63})(?=["'\\\s]{0,4}$|\\[rn])/g,
  },
  {
    // Only the beginning of a line is tried.
    sign: null,
    pattern:
      /^(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\d[T ][\d:.]{8,15}(?:Z|[+-][\d:]{4,6})?) (?![A-Za-z0-9]{6}-[A-Za-z0-9]{6,11}-[A-Za-z0-9]{2,4} )([\w.-]{1,255}) [\w/.-]{2,60}(?:\[\d+\])?: /g,
  },
  { sign: FROM, pattern: /\b(?:Hello|from|by|HELO|EHLO) ([\w-]{1,63})(?= ?[[(])/g },
];

/** Places where a full host name is, whatever its ending. */
export const HOST_PLACES: readonly NamePlace[] = [
  ...WORD_PLACES,
  { sign: HELLO, pattern: /\b(?:EHLO|HELO|LHLO) ([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})(?![\w.-])/gi },
  {
    sign: new Sign(['ryi', 'nne', 'ost', 'rve', 'ay=', 'nt=']),
    pattern: /\b(?:[Tt]rying|[Cc]onnect(?:ed|ing|ion)? (?:to|from)|host|server|relay=|client=) ?"?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})/g,
  },
  { sign: new Sign(['://']), pattern: /:\/\/(?:[^\s/@]{0,200}@)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})/g },
];

/** A name before an address in brackets: `mx.example.net[192.0.2.1]`. Tried where a run ends before a bracket. */
export const BRACKETED = /(?<![\w.-])([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})\[(?:[\d.]{7,15}|[\da-f:]{2,45})\]/iy;

/** Who logs in, by the words of programs. */
export const LOGIN_PLACE: NamePlace = {
  sign: new Sign(['sl_', 'in=', 'in:', 'd_i', ...APART.map((mark) => `${mark}a=`)]),
  pattern: /\b(?:sasl_username|LOGIN|authenticated_id|A=[a-z_]{1,30})[=:]<?([^\s,<>:@]{2,60})(?![^\s,<>]*@)/,
};

/** The homes of persons, and who logs in, replaced only there: attackers try ordinary words. */
export const USER_PLACES: readonly NamePlace[] = [
  {
    sign: new Sign(['/ho', '/us', '\\us']),
    pattern: /(?:\/home\/|\/Users\/|\\{1,2}Users\\{1,2})([A-Za-z][\w.-]{2,60})(?=[/\\"'\s:]|$)/g,
  },
  { sign: new Sign(['er=', 'me=', 't_i']), pattern: /\b(?:user(?:name)?|set_id)=<?([A-Za-z][\w.+-]{3,60})(?![\w.+@-])/g },
];

/**
 * An account of a Windows domain where someone logs in: `user=CORP\bob`, `for user CORP\\bob` in JSON. A backslash before the name of an escape is
 * one only where a name cannot go on.
 */
export const ACCOUNT =
  /\b(?:user(?: ?name)?|login|logon|account(?: name)?|identity|set_id|sasl_username|principal|logged (?:in|on) as|authenticated as)["']?(?:[ \t]{0,2}[:=][ \t]{0,2}|[ \t]{1,2})["'<[]?([A-Za-z][\w-]{1,62}(?:\.[\w-]{1,63}){0,4})\\{1,2}(?![rnt](?:\\|["']|$|[\d ])|x[\da-f]{2}|u[\da-f]{4})([A-Za-z][\w.+-]{1,63})(?![\w\\])/gi;
