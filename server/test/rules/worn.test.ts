import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { exampleText, readDrawing } from '../../src/rules/drawing';
import type { Rule } from '../../src/rules/rule';
import type { JudgeSettings } from '../../src/rules/severity';
import { textOf } from '../../src/text/lines';
import { drawnWear } from '../damage';
import { DIALOGUES } from '../dialogues';
import { visibly } from '../drawn';
import { only, PEDANTIC } from '../settings';

vi.setConfig({ testTimeout: 60_000 });

const groups = [...new Set(rules.map(({ group }) => group))];

type Finding = ReturnType<typeof findingsOf>[number];

/** What a rule says of a text: under which words, how loud, what in short, and how many related places and fixes it has. */
function said(lines: readonly string[], settings: JudgeSettings): string {
  return inWords(lines, findingsOf(Analysis.of(textOf([...lines]), { explicit: true }), settings));
}

const inWords = (lines: readonly string[], found: readonly Finding[]): string =>
  found
    .map(({ finding: { at, severity, fixes, message, related }, start }) =>
      [
        `${severity} at “${(lines[at.line + start] ?? '').slice(at.from, at.to).slice(0, 30)}”`,
        ...(fixes.length > 0 ? [`${fixes.length} fixes`] : []),
        ...(related.length > 0 ? [`${related.length} related`] : []),
        message.replace(/“[^”]*”|`[^`]*`/g, '…').slice(0, 40),
      ].join(', '),
    )
    .join(' and ');

/** The line about which a rule speaks in an example, word by word. */
function drawnWords(rule: Rule, example: string): string[] {
  const { lines, marks } = readDrawing(example);
  const mark = marks.find(({ severity }) => severity !== null);
  if (!mark) return [];
  const settings = only(rule);
  const ask = (line: string): string => said([...lines.slice(0, mark.line), line, ...lines.slice(mark.line + 1)], settings);
  // Reading a whole text for each word takes its time: one way to wear a word says most.
  return drawnWear(lines[mark.line].slice(0, 100), ask, undefined, ['gone']);
}

describe('what a rule says of its example in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each(groups)('of the group %s', async (group) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .flatMap((rule) => [`## ${rule.id}`, ...drawnWords(rule, rule.examples.fires[0])]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`worn/${group}.txt`);
  });
});

/** Both sides of each border between classes of codes. */
const CODES = [299, 300, 399, 400, 499, 500];

/** Other texts than this one: a line lost or twice there; a code at a border of its class; a number one up or down. */
function* others(lines: readonly string[]): Generator<readonly [string, readonly string[]]> {
  for (const [n, line] of lines.entries()) {
    const put = (...instead: string[]): string[] => [...lines.slice(0, n), ...instead, ...lines.slice(n + 1)];
    if (lines.length > 1) yield [`${n + 1} lost`, put()];
    yield [`${n + 1} twice`, put(line, line)];
    for (const { index, 0: number } of line.matchAll(/(?<![\w.])\d{1,9}(?![\w.]\w)/g)) {
      const isCode = /^[2-5]\d\d$/.test(number);
      for (const other of isCode ? CODES : [Number(number) + 1, Number(number) - 1])
        yield [
          `${n + 1} ${other}`,
          put(line.slice(0, index) + String(other).padStart(number.length, '0') + line.slice(index + number.length)),
        ];
    }
  }
}

describe('what a rule says of its examples in which a line or a number is another one, as drawn in worn/', () => {
  it.each(groups)('of the group %s', async (group) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .flatMap((rule) => {
        const settings = only(rule);
        return [rule.examples.fires[0]].flatMap((example, at) => {
          const lines = exampleText(example).split('\n').slice(0, 8);
          const whole = said(lines, settings);
          const told = new Map<string, string[]>();
          for (const [way, text] of others(lines)) {
            const answer = said(text, settings);
            if (answer !== whole) told.set(answer, [...(told.get(answer) ?? []), way]);
          }
          return [
            `## ${rule.id}, ${at + 1}: ${whole || 'nothing'}`,
            ...[...told].map(([answer, ways]) => `  ${ways.join(', ')}: ${answer || 'nothing'}`),
          ];
        });
      });
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`worn/${group}-lines.txt`);
  });
});

describe('what a rule about logs says of its examples in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each([
    ['log', logRules],
    ['log-messages', lifeRules],
  ] as const)('of %s', async (name, all) => {
    const rows = all.flatMap(({ id, examples }) =>
      [examples.fires[0], ...examples.silent.slice(0, 1)].flatMap((example, at) => {
        const lines = exampleText(example).split('\n').slice(0, 12);
        const ask = (n: number, line: string): string => {
          const text = [...lines.slice(0, n), line, ...lines.slice(n + 1)];
          const found = findingsOf(Analysis.of(textOf(text)), PEDANTIC).filter(({ finding }) => finding.rule.id === id);
          return inWords(text, found);
        };
        return [
          `## ${id}, ${at + 1}`,
          ...lines.flatMap((line, n) => drawnWear(line, (worn) => ask(n, worn), undefined, ['gone', 'longer'])),
        ];
      }),
    );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`worn/${name}.txt`);
  });
});

describe('what all rules together say of a dialogue in which a word or a line is another one, as drawn in worn/', () => {
  it.each(Object.entries(DIALOGUES))('of %s', async (name, lines) => {
    const all = (text: readonly string[]): string[] =>
      findingsOf(Analysis.of(textOf([...text]), { explicit: true }), PEDANTIC).map(
        ({ finding: { rule, severity, at, related, fixes }, start }) =>
          `${severity} ${rule.id} “${(text[at.line + start] ?? '').slice(at.from, at.to).slice(0, 20)}” ${related.length} ${fixes.length}`,
      );
    const whole = all(lines);
    const changed = (text: readonly string[]): string => {
      const now = all(text);
      return [
        ...whole.filter((one) => !now.includes(one)).map((one) => `- ${one}`),
        ...now.filter((one) => !whole.includes(one)).map((one) => `+ ${one}`),
      ].join(' ');
    };
    const rows = lines.flatMap((line, n) => {
      const put = (...instead: readonly string[]): string[] => [...lines.slice(0, n), ...instead, ...lines.slice(n + 1)];
      return [
        ...drawnWear(line, (worn) => changed(put(worn)), undefined, ['gone']),
        `#   lost: ${changed(put()) || 'the same'}`,
        `#   twice: ${changed(put(line, line)) || 'the same'}`,
      ];
    });
    const found = whole.map((one) => `# ${one}`);
    await expect(visibly(`${[...found, ...rows].join('\n')}\n`)).toMatchFileSnapshot(`worn/${name.replaceAll(' ', '-').toLowerCase()}.txt`);
  });
});
