import { describe, expect, it, vi } from 'vitest';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { visibly } from '../drawn';
import { askedFor, foundIn, type Placed } from './drawn';

vi.setConfig({ testTimeout: 60_000 });

const all = [...rules, ...logRules, ...lifeRules];
const groups = [...new Set(all.map(({ group }) => group))];

/** Where a finding is, how loud it is, and what it would write; words are drawn beside the rules themselves. Lines and columns from 1. */
function row({ finding, start }: Placed): string[] {
  const { at, severity, rule, related, fixes } = finding;
  const place = ({ line, from, to }: typeof at): string => `${line + start + 1}:${from + 1}-${to + 1}`;
  return [
    `  ${place(at)} ${severity} ${rule.id}${related.length > 0 ? `, with ${related.map((one) => place(one.at)).join(' ')}` : ''}`,
    ...fixes.map(
      ({ title, edits, unsafe }) =>
        `    ${unsafe ? 'may' : 'can'} be fixed (${title}): ${edits.map(({ span, text }) => `${place(span)} ${JSON.stringify(text)}`).join(', ')}`,
    ),
  ];
}

/** What all rules together say of the examples of one: silence is a feature, and no example is about one rule alone. */
describe('what is said of every example, the other rules included', () => {
  it.each(groups)('of the group %s', async (group) => {
    const rows: string[] = [];
    for (const { id, examples } of all.filter((rule) => rule.group === group)) {
      for (const [kind, texts] of Object.entries({ fires: examples.fires, silent: examples.silent })) {
        for (const [n, source] of texts.entries()) {
          const text = exampleText(source);
          const found = rules.some((rule) => rule.id === id) ? foundIn(text) : askedFor(id, text);
          rows.push(`## ${id}, ${kind} ${n + 1}`, ...found.flatMap(row));
        }
      }
    }
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`beside/${group}.txt`);
  });
});
