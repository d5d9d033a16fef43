import { withoutEnd } from '../text/ends';
import { runEnd } from './runs';

/** An address in a line. Columns, `to` exclusive; `sign` is what stands for its @, `dot` for the dots of its domain. */
export interface Address {
  readonly from: number;
  readonly to: number;
  readonly local: string;
  readonly domain: string;
  readonly sign: string;
  readonly dot?: string;
}

const AT = /\\?@|%40|&#(?:64|x40);|\\u0040/gi;
const LITERAL = /\[[A-Za-z0-9:.]{3,60}\]/y;
const LOCAL_UNIT = /[A-Za-z0-9._%+~=!#$&*/?^{|}\u00a1-\uffff-]/;
const LONGEST_LOCAL = 320;
/** Forms in which a mailing list or a forwarder hides one address in another: `=` is part of the local part only in them. */
const HIDES = /^(?:SRS[01]|prvs|btv1)[=+-]|^[A-Za-z0-9._-]{1,64}\+[^=]{1,120}=/i;
/** What is joined to a name without a space: a reply code and its hyphen, an enhanced code, an escaped line end. */
const JOINED = /^(?:\d{3}-(?=.)|[245]\.\d\.\d(?=[A-Za-z])|%3[CcDd]|[^A-Za-z0-9_\u00a1-\uffff"]+)/;

/** Asking a pattern about each unit of each address takes longer than finding the address. */
const localUnits = Uint8Array.from({ length: 128 }, (_, unit) => (LOCAL_UNIT.test(String.fromCharCode(unit)) ? 1 : 0));
const isLocal = (unit: number): boolean => (unit < 128 ? localUnits[unit] !== 0 : unit >= 0xa1);

const NONE: readonly Address[] = [];

/** What hides an address from machines, and what of it a line must have. */
const DOT_SIGNS = [' dot ', ' DOT ', 'dot]', 'dot)', 'DOT]', 'DOT)', 'at]', 'at)', 'AT]', 'AT)', '[.]', '(.)'];
const IN_BRACKETS = (word: string): string => String.raw`[ ]?(?:\[[ ]?${word}[ ]?\]|\([ ]?${word}[ ]?\)|\{[ ]?${word}[ ]?\})[ ]?`;
const LABEL = '[A-Za-z0-9][A-Za-z0-9-]{0,62}';
const DOT = `(?:${IN_BRACKETS(String.raw`(?:dot|\.)`)}| dot )`;
/** `bob at example dot com`, `bob [at] example [dot] com`, `bob[at]example.com`, `bob@example[.]com`. */
const SPELLED = new RegExp(
  `(?<![\\w.+-])([\\w.+-]{1,64})(?:(${IN_BRACKETS('at')})(${LABEL}(?:(?:${DOT}|\\.)${LABEL}){0,8}(?:${DOT}|\\.)[A-Za-z]{2,24})|( at |@)(${LABEL}(?:(?:${DOT}|\\.)${LABEL}){0,8}${DOT}[A-Za-z]{2,24}))(?![\\w-])`,
  'gi',
);
const A_DOT = new RegExp(DOT, 'gi');

/** Addresses that a person wrote out. */
function spelledIn(line: string): readonly Address[] {
  if (!DOT_SIGNS.some((sign) => line.includes(sign))) return NONE;
  const found: Address[] = [];
  for (const match of line.matchAll(SPELLED)) {
    const domain = match[3] ?? match[5];
    const plain = domain.replace(A_DOT, '.');
    const dot = domain.match(A_DOT)?.[0] ?? '.';
    found.push({ from: match.index, to: match.index + match[0].length, local: match[1], domain: plain, sign: match[2] ?? match[4], dot });
  }
  return found;
}

/** The addresses of a line; `%40` is @ in a URL. Both sides of each sign are read, each unit a bounded number of times. */
export function addressesIn(line: string): readonly Address[] {
  const spelled = spelledIn(line);
  AT.lastIndex = 0;
  let sign = AT.exec(line);
  if (!sign) return spelled;
  const found: Address[] = [...spelled];
  for (; sign; sign = AT.exec(line)) {
    const { index, 0: text } = sign;
    const at = index + text.length;
    const domain = domainAt(line, at);
    const local = domain === '' ? '' : localBefore(line, index);
    if (local !== '') found.push({ from: index - local.length, to: at + domain.length, local, domain, sign: text });
  }
  return found;
}

function domainAt(line: string, at: number): string {
  const end = runEnd(line, at);
  if (end > at) return nameOf(line.slice(at, end));
  LITERAL.lastIndex = at;
  return line[at] === '[' ? (LITERAL.exec(line)?.[0] ?? '') : '';
}

function localBefore(line: string, end: number): string {
  const quoted = line[end - 1] === '"' ? line.lastIndexOf('"', end - 2) : -1;
  if (quoted >= 0 && end - quoted > 2 && end - quoted < 68) {
    const opens = !/[\w\\]/.test(line[quoted - 1] ?? '') && /[A-Za-z0-9\u00a1-\uffff]/.test(line.slice(quoted, end));
    return opens ? line.slice(quoted, end) : '';
  }
  let from = end;
  while (from > 0 && end - from < LONGEST_LOCAL && isLocal(line.charCodeAt(from - 1))) from--;
  let local = line.slice(from, end);
  if (line[from - 1] === '\\' && /^[rnt]/.test(local)) local = local.slice(1);
  for (let joined = JOINED.exec(local); joined; joined = JOINED.exec(local)) local = local.slice(joined[0].length);
  if (local.includes('=') && !HIDES.test(local)) local = local.slice(local.lastIndexOf('=') + 1);
  return local.slice(Math.max(local.lastIndexOf('|'), local.lastIndexOf('/')) + 1);
}

/** A name without the punctuation of the sentence around it. */
export function nameOf(run: string): string {
  const twice = run.indexOf('..');
  return withoutEnd(twice < 0 ? run : run.slice(0, twice), '.-');
}
