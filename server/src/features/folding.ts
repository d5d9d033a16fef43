import type { Analysis } from '../analysis/analysis';
import type { Session } from '../session/model';
import { linesOf, phasesOf } from '../session/phases';

/** Lines that can be folded away: document lines from 0, both inclusive. The shape is LSP's FoldingRange. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'region' | 'comment';
}

/** Sessions, their phases, mail data, replies of several lines, and the talk of the producer between them (TLS, configuration). */
export function folds(analysis: Analysis): Fold[] {
  const found: Fold[] = [];
  const add = (startLine: number, endLine: number, kind?: Fold['kind']): void => {
    if (endLine > startLine) found.push({ startLine, endLine, kind });
  };
  for (const placed of analysis.unitsIn()) {
    const dialogue = analysis.dialogueOf(placed);
    if (!dialogue) continue;
    for (const session of dialogue.sessions) ofSession(session, (first, last) => add(placed.start + first, placed.start + last, 'region'));
    ofNoise(dialogue.claimed, (first, last) => add(placed.start + first, placed.start + last, 'comment'));
  }
  return found;
}

function ofSession(session: Session, add: (first: number, last: number) => void): void {
  add(session.firstLine, session.lastLine);
  for (const { exchanges, kind } of phasesOf(session)) {
    if (kind === 'other' || exchanges.length === 1) continue;
    add(Math.min(...exchanges.map((one) => linesOf(one).first)), Math.max(...exchanges.map((one) => linesOf(one).last)));
  }
  for (const { command, replies } of session.exchanges) {
    if (command?.kind === 'data') add(command.line, command.lastLine);
    for (const { lines } of replies) add(lines[0].line, lines[lines.length - 1].line);
  }
}

/** Runs of three lines and more that belong to the format and say nothing. */
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
