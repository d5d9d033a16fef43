/**
 * Returns `text` without the trailing UTF-16 units that are in `units`. (A pattern that begins with a repetition and ends with `$` would
 * be tried again from every unit of a run: its cost grows with the square of the run's length.)
 */
export function withoutEnd(text: string, units: string): string {
  let end = text.length;
  while (end > 0 && units.includes(text[end - 1])) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** Returns `text` without the leading UTF-16 units that are in `units`. */
export function withoutBeginning(text: string, units: string): string {
  let at = 0;
  while (at < text.length && units.includes(text[at])) at++;
  return at === 0 ? text : text.slice(at);
}
