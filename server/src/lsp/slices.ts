import { pause } from './traffic';

/** Milliseconds of work after which other requests get their turn. */
const SLICE = 12;

/**
 * Runs a feature to its end, a slice of time after the other, so that typing and hovering never wait for a long log. Undefined where
 * `overtaken` says meanwhile that nobody wants the answer any more. Steps that fit into one slice are run at once.
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
