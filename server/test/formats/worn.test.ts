import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { bounceFormats } from '../../src/formats/bounces';
import { peel } from '../../src/formats/log-line/peel';
import { splitFileText, textOf } from '../../src/text/lines';
import { drawnLengths, drawnWear } from '../damage';
import { visibly } from '../drawn';
import { FRAMES } from './log-line/frames';

vi.setConfig({ testTimeout: 60_000 });

/** What is read of a bounce: its replies and what became of whom, without the places, which move. */
function said(lines: readonly string[]): string {
  return [...Analysis.of(textOf([...lines])).entries()]
    .map(({ entry: { status, fields, replies, reason } }) =>
      [
        status ?? '',
        reason ?? '',
        ...replies.map(({ code, enhanced, phase, role, by }) => [code ?? '-', enhanced ?? '-', phase ?? '-', role, by ?? '-'].join(' ')),
        ...fields.map(({ name }) => name),
      ]
        .filter((word) => word !== '')
        .join(', '),
    )
    .join('; ');
}

/** So many lines of a bounce are drawn, each with all others around it. */
const MOST = 24;
const LONGEST = 100;

describe('what is read of a bounce in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each(bounceFormats.map((format) => [format.id, format] as const))('%s', async (id, { samples }) => {
    const seen = new Set<string>();
    const rows = samples.flatMap(({ title, text }) => {
      const lines = splitFileText(text);
      const drawn = lines.slice(0, MOST).flatMap((line, n) => {
        if (line.trim() === '' || line.length > LONGEST || seen.has(line)) return [];
        seen.add(line);
        const ask = (worn: string): string => said([...lines.slice(0, n), worn, ...lines.slice(n + 1)]);
        return drawnWear(line, ask, undefined, ['gone', 'longer', 'in other case']);
      });
      return drawn.length > 0 ? [`## ${title}`, ...drawn] : [];
    });
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`worn/${id}.txt`);
  });
});

describe('what stands before a message in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it('in every frame', async () => {
    const MESSAGE = '4F9D1A2B3C: removed';
    const parts = (line: string): string => {
      const { hostFrom, hostTo, programFrom, programTo, pidFrom, pidTo, from, to, time } = peel(line);
      return [
        hostTo > hostFrom ? 'host' : '',
        programTo > programFrom ? 'program' : '',
        pidTo > pidFrom ? 'process' : '',
        line.slice(from, to).startsWith(MESSAGE) ? 'message' : '',
        to < line.length ? `and ${line.length - to} behind it` : '',
        Number.isNaN(time) ? '' : 'timed',
      ]
        .filter((word) => word !== '')
        .join(', ');
    };
    const rows = FRAMES.flatMap((frame) => {
      const line = frame.replace('§', MESSAGE);
      const ends = frame.indexOf('§');
      // The message itself is worn elsewhere.
      const ask = (worn: string): string => parts(worn + line.slice(ends));
      return [...drawnWear(line.slice(0, ends), ask), ...drawnLengths(line.slice(0, ends), ask)];
    });
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('worn/frames.txt');
  });
});
