import type { Analysis } from '../analysis/analysis';
import { findingsByUnit, type PlacedFinding } from '../analysis/findings';
import type { JudgeSettings } from '../rules/judge';

export { findingsByUnit, type PlacedFinding } from '../analysis/findings';

/** Every finding of a document, by line, then column. */
export function findingsOf(analysis: Analysis, settings: JudgeSettings): PlacedFinding[] {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(analysis, settings)) for (const one of some) found.push(one);
  return found;
}
