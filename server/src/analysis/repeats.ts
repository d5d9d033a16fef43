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

interface Cause {
  /** The number of the first finding with it. */
  readonly at: number;
  count: number;
  /** Numbers of the next ones. */
  readonly places: number[];
}

const causeOf = ({ cause, severity }: Foldable['finding']): string | null => (severity === 'hint' ? null : (cause?.about ?? null));

/**
 * Finds out, one finding after another, which of them repeat a cause to the same destination. Knows findings by the numbers that the caller gives
 * them, in ascending order.
 */
export class CauseFold {
  private readonly causes = new Map<string, Cause>();

  /** Takes in a finding. True: an earlier one has its cause. */
  repeats(finding: Foldable['finding'], at: number): boolean {
    const about = causeOf(finding);
    if (about === null) return false;
    const known = this.causes.get(about);
    if (!known) {
      this.causes.set(about, { at, count: 1, places: [] });
      return false;
    }
    known.count++;
    if (known.places.length < MOST_PLACES) known.places.push(at);
    return true;
  }

  /**
   * Takes in all that another fold took in, with numbers greater by `numbers`. Costs a step a cause. Calls `again` with the number (in the
   * other fold) of each finding that was the first with its cause there and is not here.
   */
  append(later: CauseFold, numbers: number, again: (at: number) => void): void {
    for (const [about, { at, count, places }] of later.causes) {
      const known = this.causes.get(about);
      if (!known) {
        this.causes.set(about, { at: at + numbers, count, places: places.map((place) => place + numbers) });
        continue;
      }
      known.count += count;
      for (const place of [at, ...places].slice(0, MOST_PLACES - known.places.length)) known.places.push(place + numbers);
      again(at);
    }
  }

  /** Whether a finding that was taken in with this number repeats an earlier one. */
  isRepeated(finding: Foldable['finding'], at: number): boolean {
    const about = causeOf(finding);
    return about !== null && (this.causes.get(about)?.at ?? at) < at;
  }

  /**
   * A finding as it is told: the first of several with one cause says how often it is met, and where; the others are hints. `named` gives the
   * finding with a number.
   */
  told<T extends Foldable>(one: T, at: number, named: (at: number) => T): T {
    const about = causeOf(one.finding);
    const cause = about === null ? undefined : this.causes.get(about);
    if (!cause || cause.count === 1) return one;
    if (cause.at !== at) return asRepeated(one);
    const { finding, start } = one;
    const related = cause.places.map((place) => {
      const other = named(place);
      return { at: { ...other.finding.at, line: other.finding.at.line + other.start - start }, message: t('The same cause again.') };
    });
    const message = t('{0} ({1} times in this text)', finding.message, cause.count);
    return { ...one, finding: { ...finding, message, related: [...finding.related, ...related] } };
  }
}

const asRepeated = <T extends Foldable>(one: T): T => ({ ...one, finding: asHint(one.finding) });

/**
 * Findings in which each cause per destination is reported once: the first says how often it occurs and where; the others become hints,
 * which keeps the problems of a day's log readable. Keeps the order; does not change its input.
 */
export function foldCauses<T extends Foldable>(found: readonly T[]): T[] {
  const fold = new CauseFold();
  for (const [at, { finding }] of found.entries()) fold.repeats(finding, at);
  return found.map((one, at) => fold.told(one, at, (place) => found[place]));
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
