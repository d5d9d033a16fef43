import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { transcriptFormats } from '../../src/formats/transcripts';
import { rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { splitFileText, textOf } from '../../src/text/lines';
import { visibly } from '../drawn';
import { drawnSessions, toldSessions } from './drawn';

vi.setConfig({ testTimeout: 60_000 });

describe('the dialogue in the samples of every format, as drawn in drawn/', () => {
  it.each(transcriptFormats.map((format) => [format.id, format] as const))('%s', async (id, { samples }) => {
    const drawn = samples.flatMap(({ title, text }) => [`## ${title}`, ...drawnSessions(Analysis.of(textOf(splitFileText(text)))), '']);
    await expect(drawn.join('\n')).toMatchFileSnapshot(`drawn/${id}.txt`);
  });
});

describe('the sessions of other texts, as told in drawn/', () => {
  it('of the examples of all rules', async () => {
    const rows = rules.flatMap(({ id, examples }) =>
      [...examples.fires, ...examples.silent].flatMap((source, n) => [
        `## ${id}, ${n + 1}`,
        ...toldSessions(Analysis.of(textOf(splitFileText(exampleText(source))), { explicit: true })),
      ]),
    );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/told/examples.txt');
  });

  it('of the recordings', async () => {
    const folder = join(__dirname, '../samples/captures');
    const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    const rows = names.flatMap((name) => [
      `## ${name}`,
      ...toldSessions(Analysis.of(textOf(splitFileText(readFileSync(join(folder, name), 'utf8'))))),
    ]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/told/recordings.txt');
  });
});
