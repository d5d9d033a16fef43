import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { rules } from '../../src/rules/catalogue';
import { splitFileText, textOf } from '../../src/text/lines';

/** Every id that is said about an example, the rules that are off by default included. */
function idsOf(example: string): string[] {
  const analysis = Analysis.of(textOf(splitFileText(example)), { explicit: true });
  return findingsOf(analysis, { strictness: 'pedantic', severities: {} }).map(({ finding }) => finding.rule.id);
}

describe('every rule keeps its word', () => {
  it('has an id of its own', () => {
    const ids = rules.map((rule) => rule.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });
  for (const rule of rules) {
    describe(rule.id, () => {
      it('has an example that fires, one that does not, a source and a text', () => {
        expect(rule.examples.fires.length).toBeGreaterThan(0);
        expect(rule.examples.silent.length).toBeGreaterThan(0);
        expect(rule.sources.length).toBeGreaterThan(0);
        expect(rule.explains.length).toBeGreaterThan(80);
        expect(rule.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      });
      for (const [at, example] of rule.examples.fires.entries())
        it(`fires on example ${at + 1}`, () => expect(idsOf(example)).toContain(rule.id));
      for (const [at, example] of rule.examples.silent.entries())
        it(`is silent on example ${at + 1}`, () => expect(idsOf(example)).not.toContain(rule.id));
    });
  }
});
