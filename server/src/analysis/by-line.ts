import type { Lines } from '../text/lines';
import type { Unit } from './unit';

interface Kept<T> {
  readonly about: object;
  readonly values: (T | undefined)[];
}

type Carrier = (unit: Unit, fresh: Unit, from: number, to: number) => void;

const carriers: Carrier[] = [];

/** Registers `carry`, which is called for each unit that an edit turns into another one: see `carryLines`. */
export function onCarry(carry: Carrier): void {
  carriers.push(carry);
}

/**
 * Caches the result of `make` for each line of a long unit, which begins at line `start` of `lines` (0-based). An edit keeps the results of
 * the other lines of its unit (`carryLines`). `about` is what else the results depend on: with another one, all are made again. Yields every
 * `STEP` lines, so that the caller may pause.
 */
export function keptByLine<T, A extends object>(
  make: (text: string, about: A) => T,
): (unit: Unit, lines: Lines, start: number, about: A) => Generator<void, readonly T[]> {
  const kept = new WeakMap<Unit, Kept<T>>();
  onCarry((unit, fresh, from, to) => {
    const known = kept.get(unit);
    if (known) kept.set(fresh, { about: known.about, values: known.values.slice().fill(undefined, from, to) });
  });
  return function* (unit, lines, start, about) {
    let known = kept.get(unit);
    if (known?.about !== about) {
      known = { about, values: new Array<T | undefined>(unit.lines).fill(undefined) };
      kept.set(unit, known);
    }
    const { values } = known;
    for (let line = 0; line < unit.lines; line++) {
      if (values[line] !== undefined) continue;
      values[line] = make(lines.line(start + line), about);
      if (line % STEP === STEP - 1) yield;
    }
    return values as T[];
  };
}

/** Lines between two pauses. */
const STEP = 128;

/** Tells the caches that `unit` became `fresh` by an edit of its lines `[from, to)`, 0-based in the unit, that kept their number. */
export function carryLines(unit: Unit, fresh: Unit, from: number, to: number): void {
  for (const carry of carriers) carry(unit, fresh, from, to);
}
