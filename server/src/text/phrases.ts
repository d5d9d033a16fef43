/** Punctuation of Chinese and Japanese, which brings its own room: no space follows it. */
const FULL_WIDTH = /[\u3000-\u303f\uff00-\uffef”’]$/;

/** What stands between two sentences: a space, but not after full-width punctuation. */
export const between = (before: string): ' ' | '' => (FULL_WIDTH.test(before) && /[\u3000-\u9fff]/.test(before) ? '' : ' ');

/** Translated sentences in a row; empty ones are left out. */
export const sentences = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').reduce((all, part) => (all === '' ? part : all + between(all) + part), '');

/** A translated phrase as a sentence: a capital first, and a full stop of its script where it has no end. */
export function sentence(phrase: string): string {
  const stop = /[.!?。！？]$/.test(phrase) ? '' : /[\u4e00-\u9fff]/.test(phrase) ? '。' : '.';
  return phrase.charAt(0).toUpperCase() + phrase.slice(1) + stop;
}
