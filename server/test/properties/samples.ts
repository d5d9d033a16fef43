import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis } from '../../src/analysis/analysis';
import type { PlacedFinding } from '../../src/features/diagnostics';
import { findingsOf } from '../../src/features/diagnostics';
import type { Session } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

export interface Sample {
  readonly name: string;
  readonly lines: readonly string[];
}

const folder = join(__dirname, '../samples');

/** Every recorded transcript, as lines. */
export const samples: readonly Sample[] = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => ({ name, lines: splitFileText(readFileSync(join(folder, name), 'utf8')) }));

export const analysisOf = (lines: readonly string[], explicit = false): Analysis =>
  Analysis.of(textOf(lines), explicit ? { explicit } : {});

export const judged = (lines: readonly string[], explicit = false): PlacedFinding[] => findingsOf(analysisOf(lines, explicit), STANDARD);

export const idsOf = (findings: readonly PlacedFinding[]): string[] => findings.map(({ finding }) => finding.rule.id);

/** Lines (of the document) on which something was said: commands, final dots, reply lines. */
export function spokenLines(session: Session, start: number): number[] {
  const lines = session.exchanges.flatMap(({ command, replies }) => [
    ...(command ? [command.line, command.lastLine] : []),
    ...replies.flatMap((reply) => reply.lines.map((line) => line.line)),
  ]);
  return [...new Set(lines.map((line) => line + start))].sort((a, b) => a - b);
}
