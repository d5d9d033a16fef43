/** A step of a pattern: takes a unit, goes several ways, asks where in the text it is, or has found the pattern. */
export type Step =
  | { readonly op: 'unit'; readonly fits: (unit: string) => boolean }
  | { readonly op: 'split'; readonly to: number[] }
  | { readonly op: 'assert'; readonly kind: 'start' | 'end' | 'edge' | 'no-edge' }
  | { readonly op: 'end' };

/** More steps than this, and the pattern is too big to be worth it. */
export const MOST_STEPS = 2000;

/** A unit in lower case that `\w` fits. */
export const isWord = (unit: string): boolean => /^[a-z0-9_]$/.test(unit);

/** What a run notes: used again by the next, as no run begins within another. */
const MARKS = new Int32Array(MOST_STEPS + 1);
const CURRENT = new Int32Array(MOST_STEPS + 1);
const REACHED = new Int32Array(MOST_STEPS + 1);
/** Each step is left at most once for each unit, by at most two ways (a choice has one for each alternative, and they are steps too). */
const OPEN = new Int32Array(4 * MOST_STEPS + 4);
let stamp = 0;

/** Whether the steps of a pattern find it anywhere in a text; case does not count. Runs all ways through them side by side: linear in the text. */
export function run(steps: readonly Step[], source: string): boolean {
  const text = source.toLowerCase();
  let current = 0;
  for (let at = 0; at <= text.length; at++) {
    let open = 0;
    let reached = 0;
    stamp = (stamp + 1) | 0;
    while (open < current) OPEN[open] = CURRENT[open++];
    OPEN[open++] = 0;
    while (open > 0) {
      const index = OPEN[--open];
      if (MARKS[index] === stamp) continue;
      MARKS[index] = stamp;
      const step = steps[index];
      if (step.op === 'end') return true;
      if (step.op === 'unit') REACHED[reached++] = index;
      else if (step.op === 'split') for (const to of step.to) OPEN[open++] = to;
      else if (holds(step.kind, text, at)) OPEN[open++] = index + 1;
    }
    if (at === text.length) return false;
    const unit = text[at];
    current = 0;
    for (let i = 0; i < reached; i++) {
      const step = steps[REACHED[i]];
      if (step.op === 'unit' && step.fits(unit)) CURRENT[current++] = REACHED[i] + 1;
    }
  }
  return false;
}

function holds(kind: 'start' | 'end' | 'edge' | 'no-edge', text: string, at: number): boolean {
  if (kind === 'start') return at === 0;
  if (kind === 'end') return at === text.length;
  const edge = (at > 0 && isWord(text[at - 1])) !== (at < text.length && isWord(text[at]));
  return edge === (kind === 'edge');
}
