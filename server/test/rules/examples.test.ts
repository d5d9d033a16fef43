import { describe, expect, it } from 'vitest';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { exampleText, readDrawing } from '../../src/rules/drawing';
import { splitFileText } from '../../src/text/lines';
import { askedFor, compared, foundIn } from './drawn';

const idsOf = (text: string): string[] => foundIn(text).map(({ finding }) => finding.rule.id);

/** A transcript after the first fix of a rule was applied; edits count columns of the source. Null where the rule offers none. */
function fixed(text: string, id: string): string | null {
  const lines = splitFileText(text);
  const placed = foundIn(text).find(({ finding }) => finding.rule.id === id && finding.fixes.length > 0);
  if (!placed) return null;
  const edits = [...placed.finding.fixes[0].edits].sort((a, b) => b.span.line - a.span.line || b.span.from - a.span.from);
  for (const { span, text: written } of edits) {
    const at = span.line + placed.start;
    lines[at] = lines[at].slice(0, span.from) + written + lines[at].slice(span.to);
  }
  return lines.join('\n');
}

describe.each([...rules, ...logRules, ...lifeRules].map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(rule.examples.fires.map((example, at) => [at + 1, example] as const))('speaks as drawn in example %i', (_at, example) => {
    const drawing = readDrawing(example);
    const { drawn, wanted } = compared(
      drawing,
      askedFor(id, drawing.text).filter(({ finding }) => finding.rule.id === id),
    );
    expect(drawn).toBe(wanted);
    // What nobody drew would be the same as nothing that is said.
    expect(drawing.marks.some((mark) => mark.severity !== null)).toBe(true);
    expect(wanted).not.toMatch(/\{\d\}/);
  });

  it.each(rule.examples.silent.map((example, at) => [at + 1, exampleText(example)] as const))('is silent on example %i', (_at, text) => {
    expect(
      askedFor(id, text)
        .map(({ finding }) => finding.rule.id)
        .filter((one) => one === id),
    ).toEqual([]);
  });
});

describe('every rule', () => {
  it('has an id of its own, examples of either kind, a source, a text and a version', () => {
    const all = [...rules, ...logRules, ...lifeRules];
    const ids = all.map((rule) => rule.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    for (const rule of all) {
      expect(rule.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(rule.examples.fires.length, rule.id).toBeGreaterThan(0);
      expect(rule.examples.silent.length, rule.id).toBeGreaterThan(0);
      expect(rule.sources.length, rule.id).toBeGreaterThan(0);
      expect(rule.explains.length, rule.id).toBeGreaterThan(80);
      expect(rule.since, rule.id).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s is content with its own fixes', (id, rule) => {
    for (const text of rule.examples.fires.map(exampleText)) {
      const after = fixed(text, id);
      if (after !== null) expect(idsOf(after), after).not.toContain(id);
    }
  });
});
