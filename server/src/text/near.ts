/** A slip differs from the intended word in at most one letter of this many. */
const SLIP = 3;
/** Words longer than this are not compared: no one mistypes a name of such a length. */
const LONGEST = 100;

/** The name that a mistyped word most likely means; null if none is close, or the word is longer than any name. Case is ignored. */
export function nearest(word: string, names: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  let best: string | null = null;
  let least = Math.ceil(word.length / SLIP) + 1;
  for (const name of names) {
    const away = edits(word.toLowerCase(), name.toLowerCase());
    if (away < least) [best, least] = [name, away];
  }
  return best;
}

/** Optimal string alignment distance: the number of letters added, left out or changed, and of neighbours swapped. */
function edits(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    older = old;
    old = row;
  }
  return old[b.length];
}
