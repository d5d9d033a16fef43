import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { transcriptFormats } from '../../src/formats/transcripts';
import { rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { splitFileText, textOf } from '../../src/text/lines';
import { drawnWear } from '../damage';
import { DIALOGUES } from '../dialogues';
import { visibly } from '../drawn';
import { toldSessions } from './drawn';

vi.setConfig({ testTimeout: 60_000 });

/** What is told of the sessions of a text, in parts, without the numbers of lines, which move. */
const partsOf = (lines: readonly string[], explicit: boolean): string[] =>
  toldSessions(Analysis.of(textOf([...lines]), explicit ? { explicit } : {})).flatMap((row) =>
    row
      .replace(/ ?@\d+(?:-\d+)?/g, '')
      .replace(/ \d+-\d+ \(/, ' (')
      .trim()
      .split(/(?<=\)): |; /),
  );

/** The parts that one list has more often than the other. */
function difference(before: readonly string[], after: readonly string[]): string {
  const left = [...after];
  const gone = before.filter((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...gone.map((part) => `- ${part}`), ...left.map((part) => `+ ${part}`)].join(' ');
}

/** Line by line: what becomes of the sessions if the line is lost, comes twice, comes after the next, is indented, or is cut in the middle. */
function damaged(lines: readonly string[], explicit: boolean): string[] {
  const whole = partsOf(lines, explicit);
  const ways: readonly (readonly [string, (n: number) => string[]])[] = [
    ['lost', (n) => [...lines.slice(0, n), ...lines.slice(n + 1)]],
    ['twice', (n) => [...lines.slice(0, n + 1), ...lines.slice(n)]],
    ['late', (n) => [...lines.slice(0, n), ...lines.slice(n + 1, n + 2), lines[n], ...lines.slice(n + 2)]],
    ['indented', (n) => [...lines.slice(0, n), `  ${lines[n]}`, ...lines.slice(n + 1)]],
    ['cut', (n) => [...lines.slice(0, n), lines[n].slice(0, lines[n].length / 2), ...lines.slice(n + 1)]],
  ];
  return lines.flatMap((line, n) => [
    `  ${line}`.trimEnd(),
    ...ways.map(([way, write]) => `# ${way}: ${difference(whole, partsOf(write(n), explicit)) || 'the same'}`),
  ]);
}

/** One format and one example of so many are drawn. */
const EACH_FORMAT = 2;
const EACH_EXAMPLE = 2;

describe('the sessions of a text with one line damaged, as drawn in damaged/', () => {
  it('of samples of formats', async () => {
    const rows = transcriptFormats
      .filter((_, at) => at % EACH_FORMAT === 0)
      .flatMap(({ id, samples: [{ text }] }) => [`## ${id}`, ...damaged(splitFileText(text).slice(0, 14), false)]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('damaged/samples.txt');
  });

  it.each(['pairing', 'sequence'])('of examples of the group %s', async (group) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .flatMap(({ id, examples }) => [...examples.fires, ...examples.silent].map((source, n) => ({ title: `${id}, ${n + 1}`, source })))
      .filter((_, at) => at % EACH_EXAMPLE === 0)
      .flatMap(({ title, source }) => [`## ${title}`, ...damaged(exampleText(source).split('\n').slice(0, 14), true)]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`damaged/${group}.txt`);
  });
});

describe('the sessions of a dialogue in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each(Object.entries(DIALOGUES))('of %s', async (name, lines) => {
    const whole = partsOf(lines, true);
    const rows = lines.flatMap((line, n) =>
      line === '' ? [] : drawnWear(line, (worn) => difference(whole, partsOf([...lines.slice(0, n), worn, ...lines.slice(n + 1)], true))),
    );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`worn/${name.replaceAll(' ', '-').toLowerCase()}.txt`);
  });
});
