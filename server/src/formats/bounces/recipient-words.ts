import { failureIn } from '../../knowledge/failures';
import { wordingsIn } from '../../knowledge/wordings';
import type { Lines } from '../../text/lines';
import { ADDRESS, afterQuotes } from '../bounce';

/** What a bounce says in its own words about one recipient. */
export interface RecipientWords {
  /** The address in lower case; null if the words follow "because:" and name none. */
  readonly recipient: string | null;
  /** The words, joined by spaces: at most 1,000 UTF-16 units. */
  readonly words: string;
  /** The line on which they begin. */
  readonly line: number;
  /** They are part of a list, after the address or a "because:", and not a sentence that merely mentions someone. */
  readonly listed: boolean;
}

/** An address at the beginning of its line, as in a list, with what may come between it and the words. */
const LISTED = /^<?([^\s<>'"(),:;@]{1,64}@[^\s<>'"(),:;@]{1,255})>?(?: \([^)]{0,340}\))?\s{0,3}(?::|$)/;
/** Where the address came from, which Exim puts between it and the words. */
const ORIGIN = /^\(?(?:generated (?:from|by)|expanded from)\b/i;
/** A line of a list of recipients that are not addresses: `pipe to |…`, `save to …` (Exim). */
const PLACE = /^(?:pipe to |save to |an undisclosed address)/;
/** What Exim puts above the output of a program that failed. */
const OUTPUT = /^The following text was generated during the delivery attempt/;
const BECAUSE = /\b(?:because|reasons?(?: is| was| given)?):?$/i;

/** Whether a text gives a known cause. */
const tells = (text: string): boolean => {
  if (failureIn(text)) return true;
  for (const { kind } of wordingsIn(text)) if (kind !== 'other') return true;
  return false;
};

/**
 * The words about recipients in the paragraph of `count` lines at line `at` that give a known cause, one entry per recipient.
 * `before`: the last line with text above it.
 */
export function recipientWords(lines: Lines, at: number, count: number, before: string): RecipientWords[] {
  const texts: string[] = [];
  for (let n = at; n < at + count; n++) {
    const line = lines.line(n).slice(0, 1000);
    texts.push(line.slice(afterQuotes(line)).trim());
  }
  const found: RecipientWords[] = [];
  const add = (recipient: string | null, from: number, rest: string, to: number, listed: boolean): void => {
    const own = texts.map((text, n) => ({ text: text.replace(/^<<< /, ''), n })).slice(from + 1, to);
    const parts = [{ text: rest, n: from }, ...own].filter(({ text }) => text !== '' && !ORIGIN.test(text));
    const words = parts
      .map(({ text }) => text)
      .join(' ')
      .slice(0, 1000);
    if (words !== '' && tells(words)) found.push({ recipient, words, line: at + parts[0].n, listed });
  };
  if (BECAUSE.test(before) || OUTPUT.test(texts[0])) {
    add(null, -1, '', texts.length, BECAUSE.test(before));
    return found;
  }
  const heads = texts.flatMap((text, n) => ((ADDRESS.test(text) && !ORIGIN.test(text)) || PLACE.test(text) ? [n] : []));
  for (const [index, n] of heads.entries()) {
    const text = texts[n];
    const listed = LISTED.exec(text);
    const address = ADDRESS.exec(text);
    const rest = PLACE.test(text)
      ? ''
      : listed
        ? text.slice(listed[0].length)
        : text.slice((address?.index ?? 0) + (address?.[0].length ?? 0));
    add(address?.[0].toLowerCase() ?? null, n, rest.replace(/^[\s>'"):,.;-]+/, ''), heads[index + 1] ?? texts.length, listed !== null);
  }
  return found;
}
