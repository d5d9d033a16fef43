import type { LogEntry } from '../formats/log';
import type { Finding, JudgeSettings } from '../rules/judge';
import { judging } from '../rules/judge';
import type { LogFinding } from '../rules/judge-entry';
import { judgeEntry, judgeLine } from '../rules/judge-entry';
import type { LifeFinding } from '../rules/judge-life';
import type { Session } from '../session/model';
import type { Dialogue } from '../session/reading/dialogue';
import type { Analysis, Placed } from './analysis';
import { keptByLine } from './by-line';
import { fragmentFindings } from './fragment';
import { lifeFindings } from './life-findings';
import { entriesOf, type Unit } from './unit';

/** A finding, and the line of the document from which its lines count. */
export interface PlacedFinding {
  readonly finding: Finding | LogFinding | LifeFinding;
  readonly start: number;
}

interface Judged {
  readonly settings: JudgeSettings;
  /** `line` counts from the unit's first line; the finding's own lines count from it. */
  readonly findings: readonly { readonly finding: Finding | LogFinding; readonly line: number }[];
  /** The same findings at the place where the unit was last. */
  placed?: { readonly start: number; readonly findings: PlacedFinding[] };
}

/** Called for each line of a log that says something about mail, in order: a caller that judges a whole log need not read it twice. */
export type Heard = (line: number, entry: LogEntry, text: string) => void;

const NOTHING: PlacedFinding[] = [];

/** Lines between two pauses. */
const STEP = 8;

/** Each unit is judged once per settings: an edit elsewhere moves it without touching it. */
const judged = new WeakMap<Unit, Judged>();

/**
 * Findings of the units that have a line in `[from, to)`, unit by unit, so that a caller may pause between two units of a long log, and
 * (with nothing found) within one.
 * Lines are 0-based. A unit's findings may be on lines outside the part. If a unit is longer than the part and its sessions interleave, only
 * the findings of the sessions that have a line in the part are given.
 */
export function* findingsByUnit(
  analysis: Analysis,
  settings: JudgeSettings,
  from = 0,
  to?: number,
  heard?: Heard,
): Generator<PlacedFinding[]> {
  for (const { unit, start } of analysis.unitsIn(from, to)) {
    let known = judged.get(unit);
    if (to !== undefined && known?.settings !== settings && unit.lines > to - from) {
      const dialogue = analysis.dialogueOf({ unit, start });
      if (dialogue?.ledger) {
        yield* judgePart(analysis, dialogue, start, settings, from, to);
        continue;
      }
    }
    const steps = judgedUnit(analysis, { unit, start }, settings, heard);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield NOTHING;
    known = step.value;
    if (known.placed?.start !== start)
      known.placed = { start, findings: known.findings.map(({ finding, line }) => ({ finding, start: start + line })) };
    yield known.placed.findings;
  }
  if (from !== 0) return;
  yield ofFragment(analysis, settings);
  if (to !== undefined) return;
  const lives = lifeFindings(analysis, settings);
  for (let step = lives.next(); ; step = lives.next()) {
    yield step.done ? step.value.map((finding) => ({ finding, start: 0 })) : NOTHING;
    if (step.done) return;
  }
}

/** Whether the whole document is a fragment cannot be seen from one unit. */
const ofFragment = (analysis: Analysis, settings: JudgeSettings): PlacedFinding[] =>
  fragmentFindings(analysis, settings).map((finding) => ({ finding, start: 0 }));

/** The findings of `findingsByUnit` that no single unit shows: about the document as a whole, and about messages of a log. */
export function* findingsOfWhole(analysis: Analysis, settings: JudgeSettings): Generator<void, PlacedFinding[]> {
  const lives = yield* lifeFindings(analysis, settings);
  return [...ofFragment(analysis, settings), ...lives.map((finding) => ({ finding, start: 0 }))];
}

/** The findings of one unit. `heard`: it is judged again, and each of its log lines is told. */
export function* judgedUnit(analysis: Analysis, { unit, start }: Placed, settings: JudgeSettings, heard?: Heard): Generator<void, Judged> {
  let known = judged.get(unit);
  if (!known || known.settings !== settings || heard) {
    known = { settings, findings: yield* judgeUnit(analysis, unit, start, settings, heard) };
    judged.set(unit, known);
  }
  return known;
}

/** Yields after every few rules and lines of a log: one unit may have thousands of interleaved sessions. */
function* judgeUnit(
  analysis: Analysis,
  unit: Unit,
  start: number,
  settings: JudgeSettings,
  heard?: Heard,
): Generator<void, Judged['findings']> {
  const findings: { finding: Finding | LogFinding; line: number }[] = [];
  const dialogue = analysis.dialogueOf({ unit, start });
  if (dialogue) {
    for (const session of dialogue.sessions) {
      for (const finding of yield* judgeSession(analysis, dialogue, session, start, settings)) findings.push({ finding, line: 0 });
      yield;
    }
  }
  const told = new Set(findings.filter(({ finding }) => finding.rule.group === 'verdict').map(({ finding }) => finding.rule.id));
  const declared = analysis.hints.explicit === true;
  if (dialogue?.ledger) {
    const byLine = yield* (declared ? ofDeclaredLines : ofLines)(unit, analysis.lines, start, settings);
    for (let line = 0; line < byLine.length; line++) for (const finding of byLine[line]) findings.push({ finding, line });
  } else
    for (let line = 0; line < unit.lines; line++)
      for (const finding of judgeLine(analysis.lines.line(start + line), declared, settings)) findings.push({ finding, line });
  yield;
  for (const { line, entry } of entriesOf(unit, analysis.lines, start)) {
    const text = analysis.lines.line(start + line);
    heard?.(start + line, entry, text);
    if (unit.bounce) continue;
    for (const finding of judgeEntry(entry, text, settings)) if (!repeats(finding, told)) findings.push({ finding, line });
    if (line % STEP === STEP - 1) yield;
  }
  if (unit.bounce) findings.push(...judgeBounce(analysis, unit, start, settings));
  return findings.sort((a, b) => a.line + a.finding.at.line - b.line - b.finding.at.line || a.finding.at.from - b.finding.at.from);
}

const ofSession = new WeakMap<Session, { readonly settings: JudgeSettings; readonly findings: readonly Finding[] }>();

/** The findings in a session. They are kept if sessions are read one by one: an edit of one session leaves the others the same objects. */
function* judgeSession(
  analysis: Analysis,
  { choice, ledger }: Dialogue,
  session: Session,
  start: number,
  settings: JudgeSettings,
): Generator<void, readonly Finding[]> {
  const known = ledger && ofSession.get(session);
  if (known?.settings === settings) return known.findings;
  const findings = yield* judging(session, settings, { lines: analysis.lines, start, choice, ledger });
  if (ledger) ofSession.set(session, { settings, findings });
  return findings;
}

/** Judges only those sessions of a long unit that have a line in `[from, to)`, one by one. */
function* judgePart(
  analysis: Analysis,
  dialogue: Dialogue,
  start: number,
  settings: JudgeSettings,
  from: number,
  to: number,
): Generator<PlacedFinding[]> {
  for (const session of dialogue.sessions)
    if (start + session.lastLine >= from && start + session.firstLine < to) {
      const steps = judgeSession(analysis, dialogue, session, start, settings);
      let step = steps.next();
      for (; !step.done; step = steps.next()) yield NOTHING;
      yield step.value.map((finding) => ({ finding, start }));
    }
}

const ofLines = keptByLine((text: string, settings: JudgeSettings) => judgeLine(text, false, settings));
const ofDeclaredLines = keptByLine((text: string, settings: JudgeSettings) => judgeLine(text, true, settings));

/** A client's error beside its dialogue tells what the verdict of the dialogue told: in words of its own, or by the same kind of refusal. */
const repeats = ({ rule, cause }: LogFinding, told: ReadonlySet<string>): boolean =>
  cause !== undefined && told.size > 0 && (!cause.quoted || told.has(rule.id));

/**
 * What a bounce says, once per cause: its fields and its prose report the same refusal several times, and the code alone beside the words.
 * What it quotes is explained, never judged.
 */
function judgeBounce(analysis: Analysis, unit: Unit, start: number, settings: JudgeSettings): { finding: LogFinding; line: number }[] {
  const found: { finding: LogFinding; line: number }[] = [];
  for (const { line, entry } of analysis.entries(start, start + unit.lines))
    for (const finding of judgeEntry(entry, analysis.lines.line(line), settings))
      if (finding.cause) found.push({ finding, line: line - start });
  const quoted = found.some(({ finding }) => finding.cause?.quoted) ? found.filter(({ finding }) => finding.cause?.quoted) : found;
  const telling = quoted.some(({ finding }) => !finding.cause?.general) ? quoted.filter(({ finding }) => !finding.cause?.general) : quoted;
  const told = new Set<string>();
  return telling.filter(({ finding }) => {
    const about = finding.rule.id;
    if (told.has(about)) return false;
    told.add(about);
    return true;
  });
}
