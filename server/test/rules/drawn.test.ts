import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { textOf } from '../../src/text/lines';
import { type Drawn, drawnOf, readDrawn } from './drawn';

const place = ({ line, from, to, what }: Drawn): string => `${line + 1}:${from}-${to} ${what}`;

describe('squiggles as drawn under the lines of server/test/rules/*.smtp.txt', () => {
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.smtp.txt'))) {
    it(name, () => {
      const { lines, drawn } = readDrawn(readFileSync(join(__dirname, name), 'utf8'));
      const found = drawnOf(findingsOf(Analysis.of(textOf(lines)), { strictness: 'standard', severities: {} }));
      expect(found.map(place).sort()).toEqual(drawn.map(place).sort());
      for (const one of drawn)
        expect(
          found
            .filter((each) => place(each) === place(one))
            .map((each) => each.message)
            .join('\n'),
        ).toContain(one.message);
    });
  }
});
