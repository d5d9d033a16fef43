import type { Analysis } from '../analysis/analysis';
import type { Choice } from '../session/reading/dialogue';
import type { TextEdit } from '../text/range';

const MARKED = /^([ \t]{0,40})([SC]|Server|Client):([ \t]?)(?=(.?))/i;
const CANONICAL: Readonly<Record<string, string>> = { s: 'S:', c: 'C:', server: 'Server:', client: 'Client:' };

/**
 * Writes the markers of an RFC style transcript alike in the lines `[from, to)`: no indentation, `C:` or `S:`, one blank. What was said is
 * left as it is to the last blank, and dialogues in other formats are not touched, so a second run changes nothing. Only documents that say
 * of themselves that they are transcripts are formatted.
 */
export function formatted(analysis: Analysis, from = 0, to: number = analysis.lines.count): TextEdit[] {
  const edits: TextEdit[] = [];
  if (!analysis.hints.explicit) return edits;
  for (const { unit, start } of analysis.unitsIn(from, to)) {
    if (unit.choice && !isMarked(unit.choice)) continue;
    for (let line = Math.max(from, start); line < Math.min(to, start + unit.lines); line++) {
      const match = MARKED.exec(analysis.lines.line(line));
      if (!match) continue;
      const marker = CANONICAL[match[2].toLowerCase()] + (match[4] === '' ? match[3] : ' ');
      if (match[0] === marker) continue;
      edits.push({ range: { start: { line, character: 0 }, end: { line, character: match[0].length } }, newText: marker });
    }
  }
  return edits;
}

/**
 * Markers that are written in several ways are read as a shape of their own, which the author of a `.smtp` file cannot have meant. Nor is
 * indentation a wrapper here: formatting takes it away, so a decision that hangs on it would not hold the second time.
 */
const isMarked = ({ format, wrappers }: Choice): boolean =>
  wrappers.every(({ id }) => id === 'indentation') && (format.id === 'rfc' || format.id === 'generic');
