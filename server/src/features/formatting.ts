import type { Analysis } from '../analysis/analysis';
import type { TextEdit } from '../text/range';

const MARKED = /^([ \t]{0,40})([SC]|Server|Client):([ \t]?)(?=(.?))/i;
const CANONICAL: Readonly<Record<string, string>> = { s: 'S:', c: 'C:', server: 'Server:', client: 'Client:' };

/**
 * Writes the markers of an RFC style transcript alike in the lines `[from, to)`: no indentation, `C:` or `S:`, one blank. What was said is
 * left as it is to the last blank, and lines of other formats are not touched, so a second run changes nothing.
 */
export function formatted(analysis: Analysis, from = 0, to: number = analysis.lines.count): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const placed of analysis.unitsIn(from, to)) {
    const { unit, start } = placed;
    if (unit.choice?.format.id !== 'rfc' || unit.choice.wrappers.length > 0) continue;
    const claimed = analysis.dialogueOf(placed)?.claimed;
    for (let line = Math.max(from, start); line < Math.min(to, start + unit.lines); line++) {
      if (claimed?.[line - start] !== 1) continue;
      const match = MARKED.exec(analysis.lines.line(line));
      if (!match) continue;
      const marker = CANONICAL[match[2].toLowerCase()] + (match[4] === '' ? match[3] : ' ');
      if (match[0] === marker) continue;
      edits.push({ range: { start: { line, character: 0 }, end: { line, character: match[0].length } }, newText: marker });
    }
  }
  return edits;
}
