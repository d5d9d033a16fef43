import { verbs } from '../../src/knowledge';
import type { Random } from './random';

export const CODES = [
  '220',
  '221',
  '235',
  '250',
  '334',
  '354',
  '421',
  '450',
  '451',
  '452',
  '500',
  '501',
  '502',
  '503',
  '504',
  '530',
  '535',
  '550',
  '552',
  '553',
  '554',
  '000',
  '999',
  '25',
  '2500',
];
export const VERBS = [
  'EHLO',
  'HELO',
  'MAIL FROM:',
  'RCPT TO:',
  'DATA',
  'BDAT',
  'AUTH PLAIN',
  'AUTH LOGIN',
  'STARTTLS',
  'RSET',
  'QUIT',
  'NOOP',
  'VRFY',
  'EXPN',
  'HELP',
  'LHLO',
  'BURL',
  'XCLIENT',
  'PASS',
  'USER',
];
export const ODD = [
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u0085',
  '\u00e9',
  '\u4e2d',
  '\u061c',
  '\u200b',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\ufffe',
  '\ud800',
  '\udc00',
  '\u{1f4e7}',
  '\u{e0041}',
  '\t',
  '\r',
  '\\r\\n',
  '\\',
  '"',
  "'",
  '`',
  '<',
  '>',
  '&lt;',
  '&#10;',
  '%0a',
  '=3D',
  '[x](https://example.com)',
  '{0}',
  '<!--',
  '--',
  '*',
  '|',
  '@',
  ':',
  '=',
  '.',
  '..',
  ' ',
];
export const PREFIXES = [
  '> ',
  '>> ',
  '  ',
  '\t',
  '# ',
  '// ',
  '| ',
  'C: ',
  'S: ',
  '-> ',
  '<- ',
  '2026-11-23 19:18:38 ',
  'Nov 23 19:18:38 host app[42]: ',
  '[2026-11-23T19:18:38Z] DEBUG ',
  '{"message":"',
  '00000010  ',
  '* ',
];
export const NAMES = [
  'alice@example.com',
  '"a b"@mail.example.net',
  'b@[192.0.2.1]',
  'x@\u017elu\u0165.example',
  '10.20.30.40',
  '::ffff:10.2.3.4',
  '2001:db8:1::5',
  'mx1.corp-mail.test',
  'undefined',
  'a@b@c',
  '<>',
  '@',
];
export const SECRETS = [
  'AHBlcnNvbkBleGFtcGxlLmNvbQBTM2NyM3RXMHJk',
  'cGFzc3dvcmQ=',
  'UzNjcjN0VzByZA==',
  'S3cr3tW0rd',
  'pass: S3cr3tW0rd',
  '"password":"S3cr3tW0rd"',
  'smtps://u:S3cr3tW0rd@mx.example.net',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'AUTH PLAIN AHBlcnNvbgBTM2NyM3RXMHJk',
  'Bearer ya29.S3cr3tW0rdS3cr3tW0rd',
  'SG.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbb',
];

const KNOWN = new RegExp(`\\b(?:${verbs().join('|')})\\b(?: (?:FROM|TO):)?`, 'gi');

type Mutation = (lines: string[], random: Random, seeds: readonly string[]) => void;

const at = (lines: readonly unknown[], random: Random): number => random.below(lines.length);
/** A word of a line, or the gap before one. */
function inWord(line: string, random: Random): [number, number] {
  const words = [...line.matchAll(/[A-Za-z0-9]+|[^A-Za-z0-9\s]/g)];
  if (words.length === 0) return [0, line.length];
  const word = random.pick(words);
  return [word.index, word.index + word[0].length];
}
function replaced(lines: string[], random: Random, text: string): void {
  const n = at(lines, random);
  const [from, to] = inWord(lines[n] ?? '', random);
  lines[n] = (lines[n] ?? '').slice(0, from) + text + (lines[n] ?? '').slice(to);
}
function inserted(lines: string[], random: Random, text: string): void {
  const n = at(lines, random);
  const line = lines[n] ?? '';
  const column = random.below(line.length + 1);
  lines[n] = line.slice(0, column) + text + line.slice(column);
}
const linesOf = (seeds: readonly string[], random: Random): string[] => random.pick(seeds).split(/\r?\n/);
function some(lines: readonly string[], random: Random, most: number): string[] {
  const from = random.below(lines.length);
  return lines.slice(from, from + 1 + random.below(most));
}

/** What happens to a text on its way to whoever opens it, and what somebody would write who means harm. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'lose a line': (lines, random) => void lines.splice(at(lines, random), 1 + random.below(3)),
  'double a line': (lines, random) => {
    const n = at(lines, random);
    lines.splice(n, 0, ...Array.from({ length: 1 + random.below(3) }, () => lines[n] ?? ''));
  },
  'swap two lines': (lines, random) => {
    const [a, b] = [at(lines, random), at(lines, random)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  },
  'move a line': (lines, random) => {
    const [line] = lines.splice(at(lines, random), 1);
    lines.splice(at(lines, random), 0, line ?? '');
  },
  'cut a line': (lines, random) => {
    const n = at(lines, random);
    lines[n] = (lines[n] ?? '').slice(0, random.below((lines[n] ?? '').length + 1));
  },
  'break a line': (lines, random) => {
    const n = at(lines, random);
    const column = random.below((lines[n] ?? '').length + 1);
    lines.splice(n, 1, (lines[n] ?? '').slice(0, column), (lines[n] ?? '').slice(column));
  },
  'join two lines': (lines, random) => {
    const n = at(lines, random);
    if (n + 1 < lines.length) lines.splice(n, 2, lines[n] + random.pick(['', ' ', '\\r\\n', '\r']) + lines[n + 1]);
  },
  'take lines of another text': (lines, random, seeds) =>
    void lines.splice(at(lines, random), 0, ...some(linesOf(seeds, random), random, 8)),
  'go on with another text': (lines, random, seeds) =>
    void lines.splice(at(lines, random), lines.length, ...some(linesOf(seeds, random), random, 25)),
  interleave: (lines, random, seeds) => {
    const other = some(linesOf(seeds, random), random, 20);
    const mixed: string[] = [];
    while (lines.length + other.length > 0)
      mixed.push((other.length === 0 || (lines.length > 0 && random.chance(0.5)) ? lines : other).shift() ?? '');
    lines.push(...mixed);
  },
  'put something before each line': (lines, random) => {
    const prefix = random.pick(PREFIXES);
    for (const [n, line] of lines.entries()) lines[n] = prefix + line;
  },
  'put something before one line': (lines, random) => {
    const n = at(lines, random);
    lines[n] = random.pick(PREFIXES) + (lines[n] ?? '');
  },
  'take the beginning of each line': (lines, random) => {
    const width = 1 + random.below(12);
    for (const [n, line] of lines.entries()) lines[n] = line.slice(width);
  },
  'change a code': (lines, random) => {
    const found = lines.flatMap((line, n) => [...line.matchAll(/(?<!\d)\d{3}(?!\d)/g)].map(({ index }) => [n, index] as const));
    if (found.length === 0) return;
    const [n, column] = random.pick(found);
    lines[n] = lines[n].slice(0, column) + random.pick(CODES) + lines[n].slice(column + 3);
  },
  'change a verb': (lines, random) => {
    const found = lines.flatMap((line, n) => [...line.matchAll(KNOWN)].map(({ index, 0: verb }) => [n, index, verb.length] as const));
    if (found.length === 0) return;
    const [n, column, length] = random.pick(found);
    lines[n] = lines[n].slice(0, column) + random.pick(VERBS) + lines[n].slice(column + length);
  },
  'change a word': (lines, random, seeds) => {
    const other = random.pick(linesOf(seeds, random));
    const [from, to] = inWord(other, random);
    replaced(lines, random, other.slice(from, to));
  },
  'lose a word': (lines, random) => replaced(lines, random, ''),
  'say a word again': (lines, random) => {
    const n = at(lines, random);
    const [from, to] = inWord(lines[n] ?? '', random);
    lines[n] = (lines[n] ?? '').slice(0, to) + (lines[n] ?? '').slice(from);
  },
  'say it in another case': (lines, random) => {
    const n = at(lines, random);
    lines[n] = random.chance(0.5) ? (lines[n] ?? '').toLowerCase() : (lines[n] ?? '').toUpperCase();
  },
  'put in an odd character': (lines, random) => inserted(lines, random, random.pick(ODD)),
  'put an odd character for a word': (lines, random) => replaced(lines, random, random.pick(ODD)),
  'put in a long word': (lines, random) =>
    replaced(
      lines,
      random,
      random.pick(['a', 'Aa0', 'x.', 'a@', '1 ', '<', '\u4e2d']).repeat(1 + random.below(random.chance(0.1) ? 3000 : 90)),
    ),
  'put in a name': (lines, random) => replaced(lines, random, random.pick(NAMES)),
  'plant a secret': (lines, random) => (random.chance(0.5) ? inserted : replaced)(lines, random, random.pick(SECRETS)),
  'plant a line with a secret': (lines, random) => void lines.splice(at(lines, random), 0, random.pick(SECRETS)),
  'write it in JSON': (lines) => {
    for (const [n, line] of lines.entries()) lines[n] = JSON.stringify({ message: line });
  },
  'write it in HTML': (lines) => {
    for (const [n, line] of lines.entries()) lines[n] = line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  },
};
const NAMES_OF_MUTATIONS = Object.keys(MUTATIONS);

/** An input: a stretch of a seed after up to eight mutations. */
export function mutated(random: Random, seeds: readonly string[]): string {
  const all = linesOf(seeds, random);
  const lines = random.chance(0.3) && all.length < 200 ? all : some(all, random, 40);
  for (let left = random.below(9); left > 0; left--) {
    if (lines.length === 0) lines.push('');
    MUTATIONS[random.pick(NAMES_OF_MUTATIONS)](lines, random, seeds);
  }
  return lines.join(random.chance(0.03) ? '\r' : random.chance(0.05) ? '\r\n' : '\n');
}
