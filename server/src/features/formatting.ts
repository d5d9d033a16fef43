import type { Analysis } from '../analysis/analysis';
import type { Choice } from '../session/reading/dialogue';
import type { TextEdit } from '../text/range';

const MARKED = /^([ \t]{0,40})([SC]|Server|Client):([ \t]?)(?=(.?))/i;
const CANONICAL: Readonly<Record<string, string>> = { s: 'S:', c: 'C:', server: 'Server:', client: 'Client:' };

/**
 * Makes the markers of an RFC style transcript uniform in the lines `[from, to)`: no indentation, `C:` or `S:`, one space. What was said is
 * kept to the last space, and dialogues in other formats are not touched: a second run changes nothing. Only documents declared to be
 * transcripts are formatted.
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
 * Markers written in several ways are read as a shape of their own, which the author of a `.smtp` file cannot have meant. Nor is
 * indentation a wrapper here: formatting removes it, and a decision based on it would differ the second time.
 */
const isMarked = ({ format, wrappers }: Choice): boolean =>
  wrappers.every(({ id }) => id === 'indentation') && (format.id === 'rfc' || format.id === 'generic');
