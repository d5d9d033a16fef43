import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { readDrawing } from '../../src/rules/drawing';
import { textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';
import { compared } from './drawn';

describe('squiggles as drawn under the lines of server/test/rules/*.smtp.txt', () => {
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.smtp.txt'))) {
    it(name, () => {
      const drawing = readDrawing(`\n${readFileSync(join(__dirname, name), 'utf8')}`);
      const found = findingsOf(Analysis.of(textOf(drawing.lines)), STANDARD);
      const { drawn, wanted } = compared(drawing, found, true);
      expect(drawn).toBe(wanted);
      expect(drawing.marks.length).toBeGreaterThan(0);
    });
  }
});
