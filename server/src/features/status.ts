import type { Analysis, Placed } from '../analysis/analysis';
import { sumsOf } from '../analysis/sums';
import type { Unit } from '../analysis/unit';
import { logFormats } from '../formats/logs';
import { transcriptFormats } from '../formats/transcripts';
import type { JudgeSettings } from '../rules/judge';
import { t } from '../text/l10n';

/** What was seen in a document, for a status item. */
export interface Status {
  /** Most frequent first. Empty if there is no SMTP in the document. */
  readonly formats: readonly { readonly id: string; readonly title: string; readonly kind: 'transcript' | 'log' }[];
  readonly sessions: number;
  /** As they are told: a cause that is met again is a hint. */
  readonly findings: { readonly error: number; readonly warning: number; readonly information: number; readonly hint: number };
}

interface Seen {
  readonly format: string | null;
  readonly kind: 'transcript' | 'log';
  readonly sessions: number;
}

/** Cached by unit: an edit elsewhere leaves a unit unchanged. */
const seen = new WeakMap<Unit, Seen>();

/** Counts formats, sessions and findings unit by unit; yields between two: the caller may pause. `settings` null: nothing is judged. */
export function* status(analysis: Analysis, settings: JudgeSettings | null): Generator<void, Status> {
  const lines = new Map<string, { kind: Seen['kind']; lines: number }>();
  let sessions = 0;
  for (const placed of analysis.unitsIn()) {
    const one = seen.get(placed.unit) ?? look(analysis, placed);
    seen.set(placed.unit, one);
    sessions += one.sessions;
    if (one.format) lines.set(one.format, { kind: one.kind, lines: (lines.get(one.format)?.lines ?? 0) + placed.unit.lines });
    yield;
  }
  const findings = settings ? (yield* sumsOf(analysis, settings)).bySeverity : { error: 0, warning: 0, information: 0, hint: 0 };
  const formats = [...lines].sort(([, a], [, b]) => b.lines - a.lines).map(([id, { kind }]) => ({ id, title: titleOf(id, kind), kind }));
  return { formats, sessions, findings };
}

/** Of plain lines, of which a unit has few, the first that a log format reads represents all. */
function look(analysis: Analysis, placed: Placed): Seen {
  const dialogue = analysis.dialogueOf(placed);
  if (dialogue) return { format: dialogue.choice.format.id, kind: 'transcript', sessions: dialogue.sessions.length };
  const { unit, start } = placed;
  for (let line = start; line < start + unit.lines; line++) {
    const entry = analysis.entryAt(line);
    if (entry) return { format: entry.format, kind: 'log', sessions: 0 };
  }
  return { format: null, kind: 'log', sessions: 0 };
}

const titleOf = (id: string, kind: Seen['kind']): string =>
  t((kind === 'transcript' ? transcriptFormats : logFormats).find((format) => format.id === id)?.title ?? id);
