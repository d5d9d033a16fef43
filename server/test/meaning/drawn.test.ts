import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { failuresIn } from '../../src/analysis/failures';
import { bounceFormats } from '../../src/formats/bounces';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { splitFileText, textOf } from '../../src/text/lines';
import { visibly } from '../drawn';

vi.setConfig({ testTimeout: 60_000 });

/** What is understood of each failure in a text, a row for each: where, which kind, who acts, when again, and on what that is based. */
function understood(text: string): string[] {
  const found = [...failuresIn(Analysis.of(textOf(splitFileText(text))))].flat();
  return found.map(({ at, step, meaning }) => {
    const { kind, answer, names, retry, basis, certain, general, located } = meaning;
    const told = Object.entries(names).filter(([, value]) => value !== null);
    return [
      `  ${at.line + 1}:${at.from + 1}-${at.to + 1} ${located.code ?? '-'} ${located.enhanced ?? '-'}${step === null ? '' : ` at ${step}`}: ${kind}`,
      `${answer.who} acts, ${retry}`,
      `by ${basis}${certain ? '' : ', not certain'}${general ? ', no cause' : ''}`,
      ...told.map(([name, value]) => `${name} ${value}`),
    ].join('; ');
  });
}

interface Titled {
  readonly title: string;
  readonly text: string;
}

const samplesOf = (formats: readonly { readonly id: string; readonly samples: readonly Titled[] }[]): Titled[] =>
  formats.flatMap(({ id, samples }) => samples.map(({ title, text }) => ({ title: `${id}: ${title}`, text })));
const logLines = (name: string): string =>
  readFileSync(join(__dirname, '../story/logs', name), 'utf8')
    .split('\n')
    .slice(0, 200)
    .join('\n');

const TEXTS: Readonly<Record<string, readonly Titled[]>> = {
  transcripts: samplesOf(transcriptFormats),
  logs: [
    ...samplesOf(logFormats),
    ...['postfix.log', 'exim-mainlog.log', 'sendmail.log'].map((name) => ({ title: name, text: logLines(name) })),
  ],
  bounces: samplesOf(bounceFormats),
  examples: [...rules, ...logRules, ...lifeRules].flatMap(({ id, examples }) =>
    [...examples.fires, ...examples.silent].map((source, n) => ({ title: `${id}, ${n + 1}`, text: exampleText(source) })),
  ),
};

describe('what is understood of every failure, as drawn in drawn/', () => {
  it.each(Object.entries(TEXTS))('in %s', async (name, texts) => {
    const rows = texts.flatMap(({ title, text }) => {
      const found = understood(text);
      return found.length > 0 ? [`## ${title}`, ...found] : [];
    });
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name}.txt`);
  });
});
