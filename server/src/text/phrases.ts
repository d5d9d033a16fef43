/** Chinese and Japanese punctuation, which is as wide as a letter: no space follows it. */
const FULL_WIDTH = /[\u3000-\u303f\uff00-\uffef”’]$/;

/** What separates two sentences: a space, but nothing after full-width punctuation. */
export const between = (before: string): ' ' | '' => (FULL_WIDTH.test(before) && /[\u3000-\u9fff]/.test(before) ? '' : ' ');

/** Joins translated sentences; empty ones are left out. */
export const sentences = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').reduce((all, part) => (all === '' ? part : all + between(all) + part), '');

/** Makes a translated phrase a sentence: a capital first, and the full stop of its script if it has no final punctuation. */
export function sentence(phrase: string): string {
  const stop = /[.!?。！？]$/.test(phrase) ? '' : /[\u4e00-\u9fff]/.test(phrase) ? '。' : '.';
  return phrase.charAt(0).toUpperCase() + phrase.slice(1) + stop;
}
