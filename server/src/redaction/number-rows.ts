import { utf8Of } from '../syntax/base64';

/** Octets that a program printed as numbers, as the text in quotes that they are. */
export interface NumberRow {
  /** How many units the numbers take, with their brackets and the type before these. */
  readonly length: number;
  readonly means: string;
  /** Where each unit of `means` is in the row. */
  readonly at: readonly number[];
}

/** What shows such a row: printable octets, six in a row. */
export const NUMBERS =
  /(?<![\w.])(?:0x)?(?:[2-7][0-9a-f]|[89]\d|1[01]\d|12[0-6])(?:(?:, ?| )(?:0x)?(?:[2-7][0-9a-f]|[89]\d|1[01]\d|12[0-6])(?![\w.:])){5}/i;

const TYPE = String.raw`(?:new )?(?:\[\]byte|byte\[\]|Buffer(?:\.from)?|Uint8Array(?:\.of|\.from)?|bytes?(?:array)?|bytearray|String\.fromCharCode|byteArrayOf)`;
const ROW = new RegExp(
  String.raw`(?:${TYPE}[ ]?[([{]{0,2}|\{"type":"Buffer","data":\[|[[({]{1,2}|<<|<Buffer )?[ ]?((?:0x)?[0-9a-f]{2,3}(?:(?:, ?| )(?:0x)?[0-9a-f]{2,3}(?![\w.:])){5,400})(?:[ ]?[)\]}>]{0,3})`,
  'iy',
);
/** What is before the numbers of a dump, which is read row by row: an offset, other numbers, or nothing. */
const IN_DUMP = /^\s{0,8}$|(?:^|[^\w])(?:0x)?[0-9a-f]{2,8}[:,]?[ \t]{1,4}$/i;
const NUMBER = /(?:0x)?[0-9a-f]{2,3}/gi;
const ENCODER = new TextEncoder();
const PRINTED = /^[\t\r\n -~\u00a0-\uffff]+$/;

/** The row that begins at unit `n` of a text, or null: `[80, 97, 115]`, `<<80,97,115>>`, `[]byte{0x50, 0x61}`, `80 97 115`. */
export function numberRow(text: string, n: number): NumberRow | null {
  if (/[\w.]/.test(text[n - 1] ?? '') || IN_DUMP.test(text.slice(Math.max(0, n - 16), n))) return null;
  ROW.lastIndex = n;
  const match = ROW.exec(text);
  if (!match) return null;
  const [whole, inside] = match;
  const begin = whole.indexOf(inside);
  const numbers = [...inside.matchAll(NUMBER)];
  const hex = whole.startsWith('<B') || numbers.some(([one]) => /^0x|[a-f]/i.test(one));
  const octets = numbers.map(([one]) => Number.parseInt(one.replace(/^0x/i, ''), hex ? 16 : 10));
  if (octets.some((octet) => octet > 255)) return null;
  const said = utf8Of(Uint8Array.from(octets));
  if (said === null || !PRINTED.test(said) || !/\p{L}/u.test(said)) return null;
  let octet = 0;
  let means = '';
  const at: number[] = [];
  for (const character of said) {
    const escaped = /["\\]/.test(character) ? `\\${character}` : character;
    for (let unit = 0; unit < escaped.length; unit++) at.push(begin + numbers[octet].index);
    means += escaped;
    octet += ENCODER.encode(character).length;
  }
  return { length: whole.length, means: `"${means}"`, at: [begin, ...at, begin + inside.length] };
}
