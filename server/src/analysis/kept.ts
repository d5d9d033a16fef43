import type { Session } from '../session/model';
import type { Analysis, LogVersion } from './analysis';
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

/** What was found out about an earlier version of a log, and the lines (0-based) that say something else since then. */
export interface Before<T> {
  readonly value: T;
  readonly changed: ReadonlySet<number>;
}

/** So many versions back an earlier result is looked for. */
const MOST_BACK = 32;

/**
 * What `steps` finds out about the log of a document, once for as long as its log lines stay as they are. It is told what was found out
 * before the last edits, if they left every line in its place. Yields as `steps` does; of several who ask meanwhile each carries the one
 * computation on, and all get its answer.
 */
export function keptByLog<T>(
  steps: (analysis: Analysis, before: Before<T> | null) => Generator<void, T>,
): (analysis: Analysis) => Generator<void, T> {
  const kept = new WeakMap<LogVersion, { readonly running: Generator<void, T>; done?: { readonly value: T } }>();
  const beforeIt = (log: LogVersion): Before<T> | null => {
    const changed = new Set<number>();
    let version: LogVersion | undefined = log;
    for (let n = 0; n < MOST_BACK && version?.before; n++) {
      for (const line of version.before.changed) changed.add(line);
      version = version.before.log.deref();
      const known = version && kept.get(version)?.done;
      if (known) return { value: known.value, changed };
    }
    return null;
  };
  return function* (analysis) {
    let known = kept.get(analysis.log);
    if (!known) {
      known = { running: steps(analysis, beforeIt(analysis.log)) };
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
