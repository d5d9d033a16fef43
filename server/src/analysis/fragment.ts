import type { Finding, JudgeSettings } from '../rules/judge';
import { beginsMailData, judgeFragment } from '../rules/judge-fragment';
import type { DataLine } from '../session/reading/mail-data';
import { pieceOf } from '../text/span';
import type { Analysis } from './analysis';

/** Longer texts are not fragments. */
const MOST_LINES = 200;

/** The findings of a document that is declared to be a transcript and contains only a piece of mail data. Lines from 0. */
export function fragmentFindings(analysis: Analysis, settings: JudgeSettings): readonly Finding[] {
  const { lines, hints } = analysis;
  if (hints.explicit !== true || lines.count > MOST_LINES) return [];
  let first = 0;
  while (first < lines.count && lines.line(first).trim() === '') first++;
  if (first === lines.count || !beginsMailData(lines.line(first))) return [];
  if (!analysis.sessions().next().done || !analysis.entries().next().done) return [];
  const data: DataLine[] = [];
  for (let line = first; line < lines.count; line++) data.push({ line, piece: pieceOf(lines.line(line)) });
  return judgeFragment(data, settings);
}
