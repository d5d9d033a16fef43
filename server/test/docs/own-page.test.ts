import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { readDrawing } from '../../src/rules/drawing';
import { textOf } from '../../src/text/lines';
import { compared } from '../rules/drawn';
import { STANDARD } from '../settings';

const page = readFileSync(join(__dirname, '../../../client/README.md'), 'utf8');

it('the transcript on the page of the extension has the squiggles that are drawn under it', () => {
  const [, block] = /^```\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const rows = (block ?? '').trimEnd().split('\n');
  const drawing = readDrawing(`\n${rows.map((row) => (/^ +\^/.test(row) ? `# ${row}` : `  ${row}`)).join('\n')}\n`);
  expect(drawing.marks).toHaveLength(2);
  const found = findingsOf(Analysis.of(textOf([...drawing.lines])), STANDARD)
    // Places that are related are not drawn on that page.
    .map(({ finding, start }) => ({ finding: { ...finding, related: [] }, start }));
  const { drawn, wanted } = compared(drawing, found);
  expect(drawn).toBe(wanted);
});
