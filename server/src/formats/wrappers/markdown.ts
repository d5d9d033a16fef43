import { pieceOf } from '../../text/span';
import { decodeLiteral } from '../readers/literal';
import { clockOf } from '../readers/prefixed';
import type { Peeled, Wrapper } from '../wrapper';

/** What a command or a reply begins with: a pair of marks around prose must show nothing. */
const SAYS = '(?:[2-5]\\d\\d[ -]|(?:EHLO|HELO|LHLO)\\b|MAIL FROM|RCPT TO|AUTH |STARTTLS|DATA\\b|QUIT\\b)';
const PAIR = /^[ \t]{0,8}(`{1,2}|\*{1,3}|_{2}|~~|\| (?=.*\|))(.*\S)[ \t]*$/;
const CLOSING: Readonly<Record<string, string>> = { '| ': '|' };

/** Back-ticks, asterisks or the bars of a table at both ends of a line. */
export const enclosed: Wrapper = {
  id: 'enclosed',
  decodes: true,
  title: 'back-ticks or emphasis around each line (Markdown)',
  samples: [
    { line: '`250 2.1.0 Ok`', inside: '250 2.1.0 Ok' },
    { line: '**MAIL FROM:<alice@example.org>**', inside: 'MAIL FROM:<alice@example.org>' },
    { line: '| 250 2.1.0 Ok |', inside: '250 2.1.0 Ok' },
  ],
  like: (line) => (within(line) ? enclosed : null),
  shows: new RegExp(`^[ \\t]{0,8}(?:\`{1,2}|\\*{2,3}|__)(?:[<>CS:=-]{1,5} ?)?${SAYS}`, 'i'),
  peel: (line) => within(line) ?? { piece: pieceOf(line) },
};

function within(line: string): Peeled | null {
  const match = PAIR.exec(line);
  if (!match) return null;
  const [, open, rest] = match;
  const close = CLOSING[open] ?? open;
  if (!rest.endsWith(close) || rest.length <= close.length) return null;
  const from = line.length - line.trimStart().length + open.length;
  const to = from + rest.length - close.length;
  const inside = line.slice(from, to);
  return { piece: pieceOf(line, from, from + inside.trimEnd().length) };
}

/** Bytes as Python prints them, on a line of their own or directly after a stamp. */
export const bytes: Wrapper = {
  id: 'bytes',
  decodes: true,
  title: "Python's b'…'",
  samples: [
    { line: "b'250 2.1.0 Ok\\r\\n'", inside: '250 2.1.0 Ok' },
    { line: "2026-11-23 19:22:41b'< S: 250 2.1.0 Ok'", inside: '< S: 250 2.1.0 Ok' },
  ],
  peel(line): Peeled | null {
    const match = /^(?:\[?(?:\d{4}-\d\d-\d\d[ T])?(?<time>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)\]?:? ?)?b(['"])(?=.*\2,?\s*$)/.exec(line);
    if (!match) return null;
    let to = line.lastIndexOf(match[2]);
    while (/\\[nr]$/.test(line.slice(to - 2, to)) && to > match[0].length) to -= 2;
    return { piece: decodeLiteral(line, match[0].length, Math.max(to, match[0].length)), time: clockOf(match.groups?.time) };
  },
};

const BREAK = /[ \t]{0,8}\\[ \t]{0,8}$/;

/** A backslash at the end of a line: a line break in Markdown. */
export const lineBreak: Wrapper = {
  id: 'line-break',
  decodes: true,
  title: 'backslash at line ends (Markdown)',
  samples: [{ line: '250 2.1.0 Ok\\', inside: '250 2.1.0 Ok' }],
  like: (line) => (/[^\\]\\[ \t]*$/.test(line) ? lineBreak : null),
  shows: /[^\\]\\[ \t]*$/,
  peel(line) {
    const match = /[^\\]\\[ \t]*$|^\\$/.test(line) ? BREAK.exec(line) : null;
    return { piece: match ? pieceOf(line, 0, match.index) : pieceOf(line) };
  },
};

const ESCAPED = '\\.<>[]()_*#~|!-`{}+@:';
const ESCAPES = /\\[.<>[\]()_*#~|!`+@:-]|\u200b|\ufeff/;

/** Markdown's escapes, as editors of issue trackers write them, and zero-width spaces. */
export const escapes: Wrapper = {
  id: 'escapes',
  decodes: true,
  title: 'escapes of Markdown',
  samples: [{ line: 'MAIL FROM:\\<alice\\@example\\.org\\>', inside: 'MAIL FROM:<alice@example.org>' }],
  like: (line) => (ESCAPES.test(line) ? escapes : null),
  shows: /\\[.<>[\]]|\u200b/,
  peel(line) {
    if (!ESCAPES.test(line)) return { piece: pieceOf(line) };
    let text = '';
    const map: number[] = [];
    for (let at = 0; at < line.length; at++) {
      const unit = line[at];
      if (unit === '\u200b' || unit === '\ufeff') continue;
      const escaped = unit === '\\' && at + 1 < line.length && ESCAPED.includes(line[at + 1]);
      map.push(at);
      if (escaped) at++;
      text += line[at];
    }
    map.push(line.length);
    return { piece: { text, from: 0, to: line.length, map } };
  },
};

const BRACKETED = /^([^\w"'`]{0,6}|[\w:. -]{0,40}(?:<|<-{1,2}|S:) )[[(]([2-5]\d\d)(-?)[\])]:?(?= |$)/;

/** A code in brackets, as printed by programs that keep code and text apart. */
export const bracketed: Wrapper = {
  id: 'bracketed',
  decodes: true,
  title: 'reply codes in brackets',
  samples: [
    { line: '[250] 2.1.0 Ok', inside: '250 2.1.0 Ok' },
    { line: '< [550] 5.1.1 no such user', inside: '< 550 5.1.1 no such user' },
  ],
  like: (line) => (BRACKETED.test(line) ? bracketed : null),
  shows: /^[^\w"'`]{0,6}[[(][2-5]\d\d-?[\])]:? /,
  peel(line) {
    const match = BRACKETED.exec(line);
    if (!match) return { piece: pieceOf(line) };
    const [all, before, code, hyphen] = match;
    const at = before.length + 1;
    const rest = hyphen === '' ? line.slice(all.length) : line.slice(all.length).replace(/^ /, '');
    const text = before + code + hyphen + rest;
    const map: number[] = [];
    for (let k = 0; k < before.length; k++) map.push(k);
    for (let k = 0; k < code.length + hyphen.length; k++) map.push(at + k);
    for (let k = line.length - rest.length; k <= line.length; k++) map.push(k);
    return { piece: { text, from: 0, to: line.length, map } };
  },
};
