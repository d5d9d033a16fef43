/** A step of a pattern: it consumes a unit, branches, tests the position in the text, or has found the pattern. */
export type Step =
  | { readonly op: 'unit'; readonly fits: (unit: string) => boolean }
  | { readonly op: 'split'; readonly to: number[] }
  | { readonly op: 'assert'; readonly kind: 'start' | 'end' | 'edge' | 'no-edge' }
  | { readonly op: 'end' };

/** A pattern with more steps is too big to be worth running. */
export const MOST_STEPS = 2000;

/** Whether a unit in lower case matches `\w`. */
export const isWord = (unit: string): boolean => /^[a-z0-9_]$/.test(unit);

/** The marks of a run, shared by all runs, because no run begins within another. */
const MARKS = new Int32Array(MOST_STEPS + 1);
const CURRENT = new Int32Array(MOST_STEPS + 1);
const REACHED = new Int32Array(MOST_STEPS + 1);
/** Each step is left at most once for each unit, by at most two ways (an alternation has one way per alternative, and those are steps too). */
const OPEN = new Int32Array(4 * MOST_STEPS + 4);
let stamp = 0;

/** Whether a pattern occurs anywhere in a text, ignoring case. Follows all ways through its steps in parallel: linear in the text. */
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
