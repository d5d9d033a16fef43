import { describe, expect, it } from 'vitest';
import { wrappers } from '../../src/formats/wrappers';
import { column } from '../../src/text/span';

describe('every wrapper peels its own samples', () => {
  for (const wrapper of wrappers) {
    for (const { line, inside } of wrapper.samples) {
      it(`${wrapper.id}: ${line.slice(0, 60)}`, () => {
        const fitting = wrapper.like ? wrapper.like(line) : wrapper;
        const peeled = fitting?.peel(line);
        expect(peeled?.piece.text).toBe(inside);
      });
    }
  }
  it('gives each piece the columns that it came from', () => {
    for (const wrapper of wrappers) {
      for (const { line } of wrapper.samples) {
        const piece = (wrapper.like ? wrapper.like(line) : wrapper)?.peel(line)?.piece;
        if (!piece) continue;
        const columns = Array.from({ length: piece.text.length + 1 }, (_, unit) => column(piece, unit));
        for (let unit = 1; unit < columns.length; unit++) expect(columns[unit]).toBeGreaterThanOrEqual(columns[unit - 1]);
        for (let unit = 0; unit < piece.text.length; unit++) {
          const shown = line[columns[unit]];
          if (shown !== '&' && shown !== '\\') expect(shown).toBe(piece.text[unit]);
        }
      }
    }
  });
});
