import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/analysis/unit';
import type { Placed } from '../../src/analysis/unit-row';
import { UnitRow } from '../../src/analysis/unit-row';

const unit = fc.nat({ max: 5 }).map((more): Unit => ({ lines: more + 1, readTo: 0, choice: null }));
const units = fc.array(unit, { minLength: 1, maxLength: 700, size: 'max' });
const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 300 }), insert: fc.array(unit, { maxLength: 300, size: 'max' }) });

function placed(all: readonly Unit[]): Placed[] {
  let start = 0;
  return all.map((each) => {
    start += each.lines;
    return { unit: each, start: start - each.lines };
  });
}

describe('a row of units', () => {
  it('is the row of the units that changes leave', () => {
    fc.assert(
      fc.property(units, fc.array(change, { minLength: 1, maxLength: 6 }), (first, changes) => {
        let all = first;
        let row = UnitRow.of(all);
        for (const { at, remove, insert } of changes) {
          const before = placed(all);
          const from = at % (all.length + 1);
          const to = Math.min(all.length, from + remove);
          row = row.replaced(before[from]?.start ?? row.lines, before[to]?.start ?? row.lines, insert);
          all = [...all.slice(0, from), ...insert, ...all.slice(to)];
          expect([...row.in(0, row.lines)]).toEqual(placed(all));
        }
        expect(row.lines).toBe(all.reduce((sum, each) => sum + each.lines, 0));
      }),
      { numRuns: 50 },
    );
  });

  it('finds a unit by its lines', () => {
    fc.assert(
      fc.property(units, fc.nat(), fc.nat({ max: 2000 }), (all, some, many) => {
        const row = UnitRow.of(all);
        const from = some % row.lines;
        const expected = placed(all).filter(({ unit: each, start }) => start < from + many && start + each.lines > from);
        expect([...row.in(from, from + many)]).toEqual(expected);
        for (const each of expected.slice(0, 3)) expect(row.at(Math.max(from, each.start))).toEqual(each);
        expect(row.at(row.lines + 7).unit).toBe(all[all.length - 1]);
      }),
      { numRuns: 50 },
    );
  });
});
