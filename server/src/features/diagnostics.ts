import type { Analysis } from '../analysis/analysis';
import { findingsByUnit, type Heard, type PlacedFinding } from '../analysis/findings';
import { lifeFindings, MOST_EDITED } from '../analysis/life-findings';
import type { JudgeSettings } from '../rules/judge';
import { t } from '../text/l10n';

export { findingsByUnit, type PlacedFinding } from '../analysis/findings';
export { LogLives } from '../analysis/life-findings';

/** How many places of one cause are named as related information: more are not read. */
const MOST_PLACES = 20;

/**
 * Findings in which each cause per destination is reported once: the first says how often it occurs and where; the others become hints,
 * which keeps the problems of a day's log readable. Keeps the order; does not change its input.
 */
export function foldCauses(found: readonly PlacedFinding[]): PlacedFinding[] {
  const first = new Map<string, { at: number; count: number; places: PlacedFinding[] }>();
  const folded = [...found];
  for (const [at, placed] of found.entries()) {
    const { finding } = placed;
    const about = 'cause' in finding && finding.cause ? finding.cause.about : null;
    if (about === null || finding.severity === 'hint') continue;
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
      start,
      finding: {
        ...finding,
        message: t('{0} ({1} times in this text)', finding.message, count),
        related: [...finding.related, ...related],
      },
    };
  }
  return folded;
}

const hints = new WeakMap<PlacedFinding['finding'], PlacedFinding['finding']>();

/** Whether a finding only repeats a cause that another one reports with its count. */
export const repeatsCause = (finding: PlacedFinding['finding']): boolean => repeated.has(finding);
const repeated = new WeakSet<PlacedFinding['finding']>();

/** Returns the same object every time: what was made from it can be cached. */
function asHint(finding: PlacedFinding['finding']): PlacedFinding['finding'] {
  let known = hints.get(finding);
  if (!known) {
    known = { ...finding, severity: 'hint' };
    repeated.add(known);
    hints.set(finding, known);
  }
  return known;
}

/**
 * Every finding of a document, by line, then column. `alone`: the document is a whole file, and messages of a log may be judged by all
 * their lines, however long it is. `heard`: see there.
 */
export function findingsOf(analysis: Analysis, settings: JudgeSettings, alone = true, heard?: Heard): PlacedFinding[] {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(analysis, settings, 0, alone ? undefined : analysis.lines.count, heard))
    for (const one of some) found.push(one);
  if (!alone || analysis.lines.count <= MOST_EDITED) return foldCauses(found);
  const lives = lifeFindings(analysis, settings, analysis.lines.count);
  for (let step = lives.next(); ; step = lives.next()) {
    if (step.done) return foldCauses(found.concat(step.value.map((finding) => ({ finding, start: 0 }))));
  }
}
