import { type EncodedWord, encodedWords } from '../syntax/encoded-word';
import type { Lines } from '../text/lines';

/** How many lines a folded field is followed, in each direction. */
const MOST = 50;

/** Whether text before the first encoded word of a line continues the field of the line above: a format's mark and spaces, no name. */
const goesOn = (before: string): boolean => /^\S{0,24}[ \t>|]{0,8}[ \t]$/.test(before) && !/(?<![\w-])[\w-]{2,}:[ \t]*$/.test(before);

/**
 * What an encoded word of a folded header field says together with those directly before and after it, across line ends: words are broken
 * wherever 75 columns are full (RFC 2047 §2, §6.2). Lines from 0.
 */
export function joinedWords(lines: Lines, line: number, word: EncodedWord): string {
  const of = (n: number) => encodedWords(lines.line(n));
  const closes = (n: number, words: readonly EncodedWord[]) => {
    const last = words.at(-1);
    return last !== undefined && lines.line(n).slice(last.to).trim() === '';
  };
  let parts = neighbours(lines.line(line), of(line), word);
  for (let n = line; parts.first && n > Math.max(0, line - MOST); n--) {
    const before = of(n - 1);
    if (!goesOn(lines.line(n).slice(0, of(n)[0].from)) || !closes(n - 1, before)) break;
    const more = neighbours(lines.line(n - 1), before, before[before.length - 1]);
    parts = { text: more.text + parts.text, first: more.first, last: parts.last };
  }
  for (let n = line; parts.last && n < Math.min(lines.count - 1, line + MOST); n++) {
    const behind = of(n + 1);
    if (!closes(n, of(n)) || behind.length === 0 || !goesOn(lines.line(n + 1).slice(0, behind[0].from))) break;
    const more = neighbours(lines.line(n + 1), behind, behind[0]);
    parts = { text: parts.text + more.text, first: parts.first, last: more.last };
  }
  return parts.text;
}

/** The decoded words of one line that only spaces separate from a word; whether they reach the first and the last word of the line. */
function neighbours(text: string, words: readonly EncodedWord[], word: EncodedWord): { text: string; first: boolean; last: boolean } {
  const at = words.findIndex((one) => one.from === word.from);
  const beside = (a: number, b: number) => text.slice(words[a].to, words[b].from).trim() === '';
  let from = at;
  while (from > 0 && beside(from - 1, from)) from--;
  let to = at;
  while (to < words.length - 1 && beside(to, to + 1)) to++;
  const decoded = words.slice(from, to + 1).map((one) => one.decoded ?? text.slice(one.from, one.to));
  return { text: decoded.join(''), first: from === 0, last: to === words.length - 1 };
}
