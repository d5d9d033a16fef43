/**
 * Calls `use` with each match of a global pattern that matches no empty text, left to right. Faster than `matchAll`, which copies the pattern
 * on every call; `use` must not run the same pattern.
 */
export function eachMatch(pattern: RegExp, text: string, use: (match: RegExpExecArray) => void): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) use(match);
}
