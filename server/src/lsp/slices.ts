import { pause } from './traffic';

/** Milliseconds of work after which other requests get their turn. */
const SLICE = 5;

/**
 * Runs a feature to its end, one time slice after another: typing and hovering never wait for a long log. Undefined if `overtaken` becomes
 * true meanwhile. Steps that fit in one slice run at once.
 */
export async function inSlices<T>(steps: Generator<unknown, T>, overtaken: () => boolean): Promise<T | undefined> {
  let until = Date.now() + SLICE;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() < until) continue;
    await pause();
    if (overtaken()) return undefined;
    until = Date.now() + SLICE;
  }
}
