/**
 * `text` without the units of `units` at its end. A pattern that begins with a repetition and ends with `$` is tried again from every unit
 * of a run: its cost grows with the square of the run's length.
 */
export function withoutEnd(text: string, units: string): string {
  let end = text.length;
  while (end > 0 && units.includes(text[end - 1])) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** `text` without the units of `units` at its beginning. */
export function withoutBeginning(text: string, units: string): string {
  let at = 0;
  while (at < text.length && units.includes(text[at])) at++;
  return at === 0 ? text : text.slice(at);
}
