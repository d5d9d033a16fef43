import type { Session } from '../session/model';
import type { Analysis } from './analysis';
import type { Unit } from './unit';
import type { Placed } from './unit-row';

/**
 * Caches the result of `make` for as long as the unit lives: an edit elsewhere moves the unit without changing it. `make` must therefore
 * use nothing but the unit's lines, and count them from its first one.
 */
export function keptByUnit<T>(make: (analysis: Analysis, placed: Placed) => T): (analysis: Analysis, placed: Placed) => T {
  const kept = new WeakMap<Unit, { readonly value: T }>();
  return (analysis, placed) => {
    let known = kept.get(placed.unit);
    if (!known) {
      known = { value: make(analysis, placed) };
      kept.set(placed.unit, known);
    }
    return known.value;
  };
}

/**
 * Caches the result of `make` for as long as a session stays the same object: where sessions interleave, an edit of one does not change the
 * others. `make` must therefore use nothing but the session's own lines, and count them from `start`.
 */
export function keptBySession<T>(
  make: (session: Session, analysis: Analysis, start: number) => T,
): (session: Session, analysis: Analysis, start: number) => T {
  const kept = new WeakMap<Session, { readonly value: T }>();
  return (session, analysis, start) => {
    let known = kept.get(session);
    if (!known) {
      known = { value: make(session, analysis, start) };
      kept.set(session, known);
    }
    return known.value;
  };
}

/**
 * What `steps` finds out about the log of a document, once for as long as its log lines stay as they are. Yields as `steps` does; of several
 * who ask meanwhile each carries the one computation on, and all get its answer.
 */
export function keptByLog<T>(steps: (analysis: Analysis) => Generator<void, T>): (analysis: Analysis) => Generator<void, T> {
  const kept = new WeakMap<object, { readonly running: Generator<void, T>; done?: { readonly value: T } }>();
  return function* (analysis) {
    let known = kept.get(analysis.log);
    if (!known) {
      known = { running: steps(analysis) };
      kept.set(analysis.log, known);
    }
    while (!known.done) {
      const step = known.running.next();
      if (step.done) known.done = { value: step.value };
      else yield;
    }
    return known.done.value;
  };
}
