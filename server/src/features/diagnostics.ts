import type { Analysis } from '../analysis/analysis';
import { findingsByUnit, type Heard, type PlacedFinding } from '../analysis/findings';
import { lifeFindings, MOST_EDITED } from '../analysis/life-findings';
import { foldCauses } from '../analysis/repeats';
import type { JudgeSettings } from '../rules/judge';

export { findingsByUnit, type PlacedFinding } from '../analysis/findings';

/**
 * Every finding of a document, by line, then column, each cause once. `alone`: the document is a whole file, so that messages of a log may be
 * judged by all their lines, however long it is.
 */
export const findingsOf = (analysis: Analysis, settings: JudgeSettings, alone = true): PlacedFinding[] =>
  foldCauses(everyFinding(analysis, settings, alone));

/** The same before the causes are told once. `heard`: see there. */
export function everyFinding(analysis: Analysis, settings: JudgeSettings, alone = true, heard?: Heard): PlacedFinding[] {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(analysis, settings, 0, alone ? undefined : analysis.lines.count, heard))
    for (const one of some) found.push(one);
  if (!alone || analysis.lines.count <= MOST_EDITED) return found;
  const lives = lifeFindings(analysis, settings, analysis.lines.count);
  for (let step = lives.next(); ; step = lives.next()) {
    if (step.done) return found.concat(step.value.map((finding) => ({ finding, start: 0 })));
  }
}
