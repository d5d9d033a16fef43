import type { Analysis } from '../analysis/analysis';
import { findingsByUnit, type PlacedFinding } from '../analysis/findings';
import type { JudgeSettings } from '../rules/judge';
import type { Fix } from '../rules/rule';
import { type Range, rangeOf, type TextEdit } from '../text/range';

/** A fix that a finding offers. */
export interface QuickFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly of: PlacedFinding;
  /** The first of a finding's fixes, which can be applied without a choice. */
  readonly preferred: boolean;
}

/** The findings that touch a range, in the order of their places. */
export function findingsAt(analysis: Analysis, settings: JudgeSettings, { start, end }: Range): PlacedFinding[] {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(analysis, settings, start.line, end.line + 1))
    for (const one of some) if (touches(one, { start, end })) found.push(one);
  return found;
}

function touches({ finding, start: first }: PlacedFinding, { start, end }: Range): boolean {
  const { line, from, to } = finding.at;
  const at = first + line;
  if (at < start.line || at > end.line) return false;
  return !(at === start.line && to < start.character) && !(at === end.line && from > end.character);
}

/** The quick fixes of findings, in their order. */
export function quickFixes(findings: readonly PlacedFinding[]): QuickFix[] {
  return findings.flatMap((of) =>
    of.finding.fixes.map((fix, at) => ({ title: fix.title, edits: editsOf(fix, of.start), of, preferred: at === 0 })),
  );
}

const editsOf = (fix: Fix, start: number): TextEdit[] =>
  fix.edits.map(({ span, text }) => ({ range: rangeOf(span, start), newText: text }));

/**
 * One set of edits for many findings: for each the fix that reaches furthest. A fix that would write in the same place as another is left
 * for the next time.
 */
export const fixAll = (findings: readonly PlacedFinding[]): TextEdit[] => gathered(findings, () => true).edits;

/** As `fixAll`, with only the fixes that are safe without review; `count`: how many findings they fix. */
export const safeFixes = (findings: readonly PlacedFinding[]): Gathered => gathered(findings, (fix) => !fix.unsafe);

interface Gathered {
  readonly edits: TextEdit[];
  readonly count: number;
}

function gathered(findings: readonly PlacedFinding[], wanted: (fix: Fix) => boolean): Gathered {
  const taken: TextEdit[] = [];
  let count = 0;
  for (const { finding, start } of findings) {
    const fixes = finding.fixes.filter(wanted);
    const widest = fixes.reduce<Fix | null>((best, fix) => (best && best.edits.length >= fix.edits.length ? best : fix), null);
    if (!widest) continue;
    const edits = editsOf(widest, start);
    if (edits.some((edit) => taken.some((other) => collide(edit.range, other.range)))) continue;
    taken.push(...edits);
    count++;
  }
  return { edits: taken, count };
}

/** Whether two edits write in the same place, as two insertions at one position do. */
function collide(a: Range, b: Range): boolean {
  if (a.start.line !== b.start.line) return false;
  if (a.start.character === b.start.character) return true;
  return a.start.character < b.end.character && b.start.character < a.end.character;
}
