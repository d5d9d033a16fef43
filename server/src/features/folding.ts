import type { Analysis } from '../analysis/analysis';
import { keptBySession, keptByUnit } from '../analysis/kept';
import { type LogMessage, type LogMessages, logMessages } from '../analysis/log-messages';
import { linesOf, phasesOf } from '../session/phases';

/** Lines that can be folded away: document lines from 0, both inclusive. The shape is LSP's FoldingRange. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'region' | 'comment';
}

/**
 * Sessions, their phases, mail data, multi-line replies, and the producer's own messages between them (TLS, configuration); in a log the
 * consecutive lines of one message. By first line, the wider one first. Yields now and then: the caller may pause.
 */
export function* folds(analysis: Analysis): Generator<void, Fold[]> {
  const found: Fold[] = [];
  const add = (startLine: number, endLine: number, kind?: Fold['kind']): void => {
    if (endLine > startLine) found.push({ startLine, endLine, kind });
  };
  for (const placed of analysis.dialogues()) {
    for (const { startLine, endLine, kind } of ofUnit(analysis, placed)) add(placed.start + startLine, placed.start + endLine, kind);
    yield;
  }
  for (const { startLine, endLine } of ofLog(yield* logMessages(analysis))) add(startLine, endLine, 'region');
  return distinct(found);
}

const ofUnit = keptByUnit((analysis, placed) => {
  const found: Fold[] = [];
  const dialogue = analysis.dialogueOf(placed);
  for (const session of dialogue?.sessions ?? []) for (const fold of ofSession(session, analysis, placed.start)) found.push(fold);
  if (dialogue) ofNoise(dialogue.claimed, (startLine, endLine) => found.push({ startLine, endLine, kind: 'comment' }));
  return found;
});

const foldsOfLogs = new WeakMap<LogMessages, readonly Fold[]>();

function ofLog(log: LogMessages): readonly Fold[] {
  const known = foldsOfLogs.get(log);
  if (known) return known;
  const found: Fold[] = [];
  if (log.messages.length > 0) ofMessages(log.at, log.to, (startLine, endLine) => found.push({ startLine, endLine }));
  foldsOfLogs.set(log, found);
  return found;
}

const ofSession = keptBySession((session): readonly Fold[] => {
  const found: Fold[] = [];
  const add = (startLine: number, endLine: number): void => {
    found.push({ startLine, endLine, kind: 'region' });
  };
  add(session.firstLine, session.lastLine);
  for (const { exchanges, kind } of phasesOf(session)) {
    if (kind === 'other' || exchanges.length === 1) continue;
    add(Math.min(...exchanges.map((one) => linesOf(one).first)), Math.max(...exchanges.map((one) => linesOf(one).last)));
  }
  for (const { command, replies } of session.exchanges) {
    if (command?.kind === 'data') add(command.line, command.lastLine);
    for (const { lines } of replies) add(lines[0].line, lines[lines.length - 1].line);
  }
  return found;
});

/** Runs of at least three lines that belong to the format and say nothing. */
function ofNoise(claimed: Uint8Array, add: (first: number, last: number) => void): void {
  let first = -1;
  for (let line = 0; line <= claimed.length; line++) {
    if (claimed[line] === 2) {
      if (first < 0) first = line;
      continue;
    }
    if (first >= 0 && line - first >= 3) add(first, line - 1);
    first = -1;
  }
}

/** Messages are interleaved: only consecutive lines fold, and nothing of another message disappears. */
function ofMessages(at: (line: number) => LogMessage | null, to: number, add: (first: number, last: number) => void): void {
  let first = 0;
  let open: LogMessage | null = null;
  for (let line = 0; line <= to; line++) {
    const message = line < to ? at(line) : null;
    if (message === open) continue;
    if (open) add(first, line - 1);
    first = line;
    open = message;
  }
}

/** Editors keep one fold per line and drop overlapping ones: by first line, the widest, each inside those around it. */
function distinct(found: readonly Fold[]): Fold[] {
  const sorted = [...found].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  const kept: Fold[] = [];
  const around: Fold[] = [];
  for (const fold of sorted) {
    while (around.length > 0 && around[around.length - 1].endLine < fold.startLine) around.pop();
    const outer = around[around.length - 1];
    if (outer && (outer.startLine === fold.startLine || fold.endLine > outer.endLine)) continue;
    kept.push(fold);
    around.push(fold);
  }
  return kept;
}
