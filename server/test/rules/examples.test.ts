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

/** An example after a fix was applied; edits count columns of the source. */
function mended(example: string, id: string): string | null {
  const lines = splitFileText(example);
  const analysis = Analysis.of(textOf(lines), { explicit: true });
  const placed = findingsOf(analysis, { strictness: 'pedantic', severities: {} }).find(
    ({ finding }) => finding.rule.id === id && finding.fixes.length > 0,
  );
  if (!placed) return null;
  const edits = [...placed.finding.fixes[0].edits].sort((a, b) => b.span.line - a.span.line || b.span.from - a.span.from);
  for (const { span, text } of edits) {
    const at = span.line + placed.start;
    lines[at] = lines[at].slice(0, span.from) + text + lines[at].slice(span.to);
  }
  return lines.join('\n');
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
      for (const [at, example] of rule.examples.fires.entries()) {
        const after = mended(example, rule.id);
        if (after !== null)
          it(`is content with its own fix of example ${at + 1}`, () => expect(idsOf(after), after).not.toContain(rule.id));
      }
      for (const [at, example] of rule.examples.silent.entries())
        it(`is silent on example ${at + 1}`, () => expect(idsOf(example)).not.toContain(rule.id));
    });
  }
});
