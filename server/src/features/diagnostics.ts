import type { Analysis } from '../analysis/analysis';
import type { Unit } from '../analysis/unit';
import { readLogLine } from '../formats/logs';
import type { Finding, JudgeSettings } from '../rules/judge';
import { judge } from '../rules/judge';
import type { LogFinding } from '../rules/judge-entry';
import { judgeEntry } from '../rules/judge-entry';

/** A finding and the line of the document that its lines count from. */
export interface PlacedFinding {
  readonly finding: Finding | LogFinding;
  readonly start: number;
}

interface Judged {
  readonly settings: JudgeSettings;
  /** `line` counts from the unit's first line and is what the finding's own lines count from. */
  readonly findings: readonly { readonly finding: Finding | LogFinding; readonly line: number }[];
}

/** A unit is judged once for given settings: an edit elsewhere moves it without touching it. */
const judged = new WeakMap<Unit, Judged>();

/** Findings of the units one after another, so that a caller may pause between two units of a long log. */
export function* findingsByUnit(analysis: Analysis, settings: JudgeSettings): Generator<PlacedFinding[]> {
  for (const { unit, start } of analysis.unitsIn()) {
    let known = judged.get(unit);
    if (!known || known.settings !== settings) {
      known = { settings, findings: judgeUnit(analysis, unit, start, settings) };
      judged.set(unit, known);
    }
    yield known.findings.map(({ finding, line }) => ({ finding, start: start + line }));
  }
}

/** Every finding of a document, by line, then column. */
export function findingsOf(analysis: Analysis, settings: JudgeSettings): PlacedFinding[] {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(analysis, settings)) for (const one of some) found.push(one);
  return found;
}

function judgeUnit(analysis: Analysis, unit: Unit, start: number, settings: JudgeSettings): Judged['findings'] {
  const findings: { finding: Finding | LogFinding; line: number }[] = [];
  const dialogue = analysis.dialogueOf({ unit, start });
  if (dialogue) {
    const { choice, sessions } = dialogue;
    for (const session of sessions)
      for (const finding of judge(session, settings, { lines: analysis.lines, start, choice })) findings.push({ finding, line: 0 });
  }
  for (let line = 0; line < unit.lines; line++) {
    if (dialogue?.claimed[line]) continue;
    const text = analysis.lines.line(start + line);
    const entry = readLogLine(text);
    if (entry) for (const finding of judgeEntry(entry, text, settings)) findings.push({ finding, line });
  }
  return findings.sort((a, b) => a.line + a.finding.at.line - b.line - b.finding.at.line || a.finding.at.from - b.finding.at.from);
}
