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

/**
 * Findings in which each cause per destination is reported once: the first says how often it occurs and where; the others become hints,
 * which keeps the problems of a day's log readable. Keeps the order; does not change its input.
 */
export function foldCauses<T extends Foldable>(found: readonly T[]): T[] {
  const first = new Map<string, { at: number; count: number; places: T[] }>();
  const folded = [...found];
  for (const [at, placed] of found.entries()) {
    const { finding } = placed;
    const about = finding.cause?.about;
    if (about === undefined || finding.severity === 'hint') continue;
    const known = first.get(about);
    if (!known) {
      first.set(about, { at, count: 1, places: [] });
      continue;
    }
    known.count++;
    if (known.places.length < MOST_PLACES) known.places.push(placed);
    folded[at] = { ...placed, finding: asHint(finding) };
  }
  for (const { at, count, places } of first.values()) {
    if (count === 1) continue;
    const { finding, start } = found[at];
    const related = places.map((one) => ({
      at: { ...one.finding.at, line: one.finding.at.line + one.start - start },
      message: t('The same cause again.'),
    }));
    folded[at] = {
      ...found[at],
      finding: {
        ...finding,
        message: t('{0} ({1} times in this text)', finding.message, count),
        related: [...finding.related, ...related],
      },
    };
  }
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
