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

/** A finding as a row, its lines counted from `from`. */
const short = ({ finding: { at, severity, rule, related }, start }: Placed, from: number): string =>
  `${at.line + start + 1 - from}:${at.from + 1}-${at.to + 1} ${severity} ${rule.id}${related.length > 0 ? ` with ${related.length}` : ''}`;

const difference = (before: readonly string[], after: readonly string[]): string[] => [
  ...before.filter((one) => !after.includes(one)).map((one) => `- ${one}`),
  ...after.filter((one) => !before.includes(one)).map((one) => `+ ${one}`),
];

/** What is said of lines that come twice, where it is not twice the same: of the first, and of the second, as if it began the text. */
function twice(lines: readonly string[], from: number, to: number): string[] {
  const all = foundIn(lines.join('\n'));
  const found = foundIn([...lines.slice(0, to), ...lines.slice(from)].join('\n'));
  const length = to - from;
  const isAgain = ({ finding, start }: Placed): boolean => finding.at.line + start >= to;
  const again = found.filter(isAgain).map((one) => short(one, length));
  const first = found.filter((one) => !isAgain(one)).map((one) => short(one, 0));
  const inFirst = ({ finding, start }: Placed): boolean => finding.at.line + start < to;
  const inSecond = ({ finding, start }: Placed): boolean => finding.at.line + start >= from;
  return [
    ...difference(
      all.filter(inFirst).map((one) => short(one, 0)),
      first,
    ).map((one) => `  ${one}`),
    ...difference(
      all.filter(inSecond).map((one) => short(one, 0)),
      again,
    ).map((one) => `  again ${one}`),
  ];
}

/** The lines of a transaction: from MAIL to the line before QUIT or the end. */
function transactionIn(lines: readonly string[]): [from: number, to: number] | null {
  const from = lines.findIndex((line) => /\bMAIL FROM:/i.test(line));
  const quit = lines.findIndex((line, n) => n > from && /\b(?:QUIT|MAIL FROM:)/i.test(line));
  return from < 0 ? null : [from, quit < 0 ? lines.length : quit];
}

/** What one session or transaction left behind must not be counted in the next. */
describe('what is said of an example that comes twice, where it is not twice the same', () => {
  it.each(groups.filter((group) => rules.some((rule) => rule.group === group)))('of the group %s', async (group) => {
    const rows: string[] = [];
    for (const { id, examples } of rules.filter((rule) => rule.group === group)) {
      for (const [n, source] of [...examples.fires, ...examples.silent].entries()) {
        const lines = exampleText(source).split('\n');
        const transaction = transactionIn(lines);
        const whole = n < examples.fires.length ? twice(lines, 0, lines.length) : [];
        const part = transaction === null ? [] : twice(lines, ...transaction);
        if (whole.length > 0) rows.push(`## ${id}, ${n + 1}, the whole text`, ...whole);
        if (part.length > 0) rows.push(`## ${id}, ${n + 1}, the transaction`, ...part);
      }
    }
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`beside/twice/${group}.txt`);
  });
});
