import { t } from '../text/l10n';
import type { PlacedFinding } from './findings';

/** How many places of one cause are named as related information: more are not read. */
const MOST_PLACES = 20;

/** What may be folded: a finding, its lines counted from `start`. */
export interface Foldable {
  readonly finding: Pick<PlacedFinding['finding'], 'severity' | 'message' | 'at' | 'related'> & {
    readonly cause?: { readonly about: string } | null;
  };
  readonly start: number;
}

/** Finds out, one finding after another, which of them repeat a cause. Costs the one that is taken in. */
export class CauseFold<T extends Foldable> {
  private readonly first = new Map<string, { readonly one: T; readonly at: number; count: number; readonly places: T[] }>();

  /** Takes in a finding, with its number in the caller's order. True: an earlier one has its cause, to the same destination. */
  repeats(one: T, at: number): boolean {
    const { finding } = one;
    const about = finding.cause?.about;
    if (about === undefined || finding.severity === 'hint') return false;
    const known = this.first.get(about);
    if (!known) {
      this.first.set(about, { one, at, count: 1, places: [] });
      return false;
    }
    known.count++;
    if (known.places.length < MOST_PLACES) known.places.push(one);
    return true;
  }

  /** By its number each finding whose cause was met again, with how often and where. */
  counted(): Map<number, T> {
    const counted = new Map<number, T>();
    for (const { one, at, count, places } of this.first.values()) {
      if (count === 1) continue;
      const { finding, start } = one;
      const related = places.map((place) => ({
        at: { ...place.finding.at, line: place.finding.at.line + place.start - start },
        message: t('The same cause again.'),
      }));
      const message = t('{0} ({1} times in this text)', finding.message, count);
      counted.set(at, { ...one, finding: { ...finding, message, related: [...finding.related, ...related] } });
    }
    return counted;
  }
}

/** A finding that repeats a cause, as a hint. */
export const asRepeated = <T extends Foldable>(one: T): T => ({ ...one, finding: asHint(one.finding) });

/**
 * Findings in which each cause per destination is reported once: the first says how often it occurs and where; the others become hints,
 * which keeps the problems of a day's log readable. Keeps the order; does not change its input.
 */
export function foldCauses<T extends Foldable>(found: readonly T[]): T[] {
  const fold = new CauseFold<T>();
  const folded = found.map((one, at) => (fold.repeats(one, at) ? asRepeated(one) : one));
  for (const [at, one] of fold.counted()) folded[at] = one;
  return folded;
}

/**
 * For people, who read a sentence once: of findings with the same key the first says how often it occurs, the others repeat it. `keyOf` gives null
 * for what stands for itself. Keeps the order; does not change its input.
 */
export function foldEqual<T extends Foldable>(found: readonly T[], keyOf: (one: T) => string | null): T[] {
  const counts = new Map<string, number>();
  const keys = found.map(keyOf);
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  const told = new Set<string>();
  return found.map((one, at) => {
    const key = keys[at];
    const count = key === null ? 1 : (counts.get(key) ?? 1);
    if (key === null || count === 1) return one;
    const finding = { ...one.finding };
    if (told.has(key)) repeated.add(finding);
    else finding.message = t('{0} ({1} times in this text)', finding.message, count);
    told.add(key);
    return { ...one, finding };
  });
}

const hints = new WeakMap<object, object>();

/** Whether a finding only repeats what another one reports with its count. */
export const repeatsCause = (finding: object): boolean => repeated.has(finding);
const repeated = new WeakSet<object>();

/** Returns the same object every time: what was made from it can be cached. */
function asHint<T extends Foldable['finding']>(finding: T): T {
  let known = hints.get(finding) as T | undefined;
  if (!known) {
    known = { ...finding, severity: 'hint' };
    repeated.add(known);
    hints.set(finding, known);
  }
  return known;
}
