import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { transcriptFormats } from '../../src/formats/transcripts';
import { splitFileText, textOf } from '../../src/text/lines';
import { drawnSessions } from './drawn';

vi.setConfig({ testTimeout: 60_000 });

describe('the dialogue in the samples of every format, as drawn in drawn/', () => {
  it.each(transcriptFormats.map((format) => [format.id, format] as const))('%s', async (id, { samples }) => {
    const drawn = samples.flatMap(({ title, text }) => [`## ${title}`, ...drawnSessions(Analysis.of(textOf(splitFileText(text)))), '']);
    await expect(drawn.join('\n')).toMatchFileSnapshot(`drawn/${id}.txt`);
  });
});
