import { NUMBERS, numberRow } from './number-rows';

/**
 * A line as it reads without an escaping: `at` gives the column of each unit and of the end. The line itself comes first, without columns
 * if it is the only one.
 */
export interface View {
  readonly text: string;
  readonly at: ArrayLike<number>;
}

/** JSON in JSON in a log is escaped twice; what is escaped more often is not read by anyone. */
const DEEPEST = 3;

type Step = (text: string, n: number) => { readonly length: number; readonly means: string; readonly at?: readonly number[] } | null;

const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  '`': '`',
};
const NAMED: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  nbsp: ' ',
  sol: '/',
  equals: '=',
  colon: ':',
};

/** `\"`, `\x3d`, `=` of JSON and of source code; `&quot;`, `&#61;` of HTML, whose tags vanish. */
const written: Step = (text, n) => {
  const unit = text[n];
  if (unit === '\\') {
    const numbered = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\})/.exec(text.slice(n + 1, n + 10));
    if (numbered) return { length: numbered[0].length + 1, means: unitOf(Number.parseInt(numbered[1] ?? numbered[2] ?? numbered[3], 16)) };
    const octal = /^(?:00[0-7])/.exec(text.slice(n + 1, n + 4)) ?? octalAt(text, n);
    if (octal) return { length: 4, means: unitOf(Number.parseInt(octal[0], 8)) };
    const means = ESCAPED[text[n + 1]];
    return means === undefined ? null : { length: 2, means };
  }
  if (unit === '&') {
    const entity = /^&(?:([a-z]{2,6})|#(\d{1,6})|#x([0-9a-f]{1,5}));/i.exec(text.slice(n, n + 10));
    const code = entity?.[2] ? Number(entity[2]) : entity?.[3] ? Number.parseInt(entity[3], 16) : -1;
    const means = entity?.[1] ? NAMED[entity[1].toLowerCase()] : code > 0 ? unitOf(code) : undefined;
    return entity && means !== undefined ? { length: entity[0].length, means } : null;
  }
  if (unit !== '<') return null;
  const tag = /^<\/?(?:a|b|i|p|br|hr|em|tt|li|td|tr|th|code|span|strong|font|pre|div|wbr)(?: [^<>]{0,200})?\/?>/i.exec(
    text.slice(n, n + 220),
  );
  return tag && { length: tag[0].length, means: '' };
};

/** Quoted-printable (RFC 2045 §6.7). */
const quotedPrintable: Step = (text, n) => {
  if (text[n] !== '=') return null;
  const code = /^[0-9A-F]{2}/.exec(text.slice(n + 1, n + 3))?.[0];
  return code === undefined ? null : { length: 3, means: unitOf(Number.parseInt(code, 16)) };
};

/** Percent-encoding (RFC 3986 §2.1). */
const percent: Step = (text, n) => {
  if (text[n] !== '%') return null;
  const code = /^[0-9A-Fa-f]{2}/.exec(text.slice(n + 1, n + 3))?.[0];
  return code === undefined ? null : { length: 3, means: unitOf(Number.parseInt(code, 16)) };
};

/** A quote in a field of CSV (RFC 4180 §2, 7). */
const doubled: Step = (text, n) => (text[n] === '"' && text[n + 1] === '"' ? { length: 2, means: '"' } : null);

/** What shows colours of a terminal. */
export const COLOURED = /\u001b\[/;

/** Terminal colours say nothing. */
const colours: Step = (text, n) => {
  if (text[n] !== '\u001b') return null;
  const code = /^\u001b\[[0-9;]{0,16}[A-Za-z]/.exec(text.slice(n, n + 20))?.[0];
  return code === undefined ? null : { length: code.length, means: '' };
};

const OCTAL = /^\\[0-3][0-7]{2}$/;

/** An octal number in a row of at least three; one alone may be a NUL before digits. */
function octalAt(text: string, n: number): readonly string[] | null {
  if (!OCTAL.test(text.slice(n, n + 4))) return null;
  let row = 1;
  for (let at = n - 4; row < 3 && OCTAL.test(text.slice(at, at + 4)); at -= 4) row++;
  for (let at = n + 4; row < 3 && OCTAL.test(text.slice(at, at + 4)); at += 4) row++;
  return row < 3 ? null : [text.slice(n + 1, n + 4)];
}

const unitOf = (code: number): string => (code > 0xffff ? '\ufffd' : String.fromCharCode(code));

const DIALECTS: readonly (readonly [RegExp, Step])[] = [
  [COLOURED, colours],
  [/\\|&(?:[a-z]{2,6};|#)|<\/?(?:a|b|i|p|br|hr|em|tt|li|td|tr|th|code|span|strong|font|pre|div|wbr)[ />]/i, written],
  [/=3D|=0[AD]|=[C-F][0-9A-F]=[89AB][0-9A-F]/, quotedPrintable],
  [/%[0-9A-Fa-f]{2}/, percent],
  [/""/, doubled],
  [NUMBERS, numberRow],
];

/** What shows any of them: most lines show none. */
const ESCAPED_IN_ANY = new RegExp(DIALECTS.map(([sign]) => sign.source).join('|'), 'i');

const upTo = (end: number): Uint32Array => Uint32Array.from({ length: end + 1 }, (_, n) => n);
const LONGEST_KEPT = 4096;
let kept: Uint32Array | null = null;

/** The column of each unit of a text without escapes, at least up to `end`; the same ones for most texts. */
function ownColumns(end: number): Uint32Array {
  if (end > LONGEST_KEPT) return upTo(end);
  kept ??= upTo(LONGEST_KEPT);
  return kept;
}

function decoded({ text, at }: View, step: Step): View | null {
  let out = '';
  const columns: number[] = [];
  let changed = false;
  for (let n = 0; n < text.length; ) {
    const found = step(text, n);
    if (!found) {
      out += text[n];
      columns.push(at[n++]);
      continue;
    }
    changed = true;
    if (found.at) {
      out += found.means;
      for (const one of found.at) columns.push(at[n + one]);
    } else if (found.means !== '') {
      out += found.means;
      columns.push(at[n]);
    }
    n += found.length;
  }
  columns.push(at[text.length]);
  return changed ? { text: out, at: columns } : null;
}

/**
 * A line as it is, and as it reads without each escaping that it shows signs of: what a secret looks like is decided once, on the text
 * that was meant. Linear in the line's length.
 */
export function viewsOf(line: string): View[] {
  if (!ESCAPED_IN_ANY.test(line)) return [{ text: line, at: [] }];
  const signs = DIALECTS.filter(([sign]) => sign.test(line));
  const first: View = { text: line, at: signs.length > 0 ? ownColumns(line.length) : [] };
  const views = [first];
  for (const [, step] of signs) {
    let view: View | null = first;
    for (let depth = 0; depth < (step === written ? DEEPEST : 1); depth++) {
      view = decoded(view, step);
      if (!view) break;
      views.push(view);
    }
  }
  return views;
}
