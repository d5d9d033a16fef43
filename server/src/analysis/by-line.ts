import type { Lines } from '../text/lines';
import type { Unit } from './unit';

interface Kept<T> {
  readonly about: object;
  readonly values: (T | undefined)[];
}

type Carrier = (unit: Unit, fresh: Unit, from: number, to: number) => void;

const carriers: Carrier[] = [];

/** `carry` is told of each unit that an edit of its lines makes of another one: see `carryLines`. */
export function onCarry(carry: Carrier): void {
  carriers.push(carry);
}

/**
 * What `make` says of each line of a long unit, made once as long as the line lives: an edit leaves the other lines of its unit what they were
 * (`carryLines`). `about`: what else it hangs on; with another one all is made anew. The lines are those of `lines` from `start` on. Yields
 * now and then, so that the caller may pause.
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
const STEP = 512;

/** `fresh` is `unit` after an edit of its lines `[from, to)`, counted from its first one, to as many. */
export function carryLines(unit: Unit, fresh: Unit, from: number, to: number): void {
  for (const carry of carriers) carry(unit, fresh, from, to);
}
