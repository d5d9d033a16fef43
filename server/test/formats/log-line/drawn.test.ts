import { describe, expect, it, vi } from 'vitest';
import { peel } from '../../../src/formats/log-line/peel';
import { logFormats, readLogLine } from '../../../src/formats/logs';
import { drawnLine, type Place } from '../../drawn';
import { FRAMES } from './frames';

vi.setConfig({ testTimeout: 60_000 });

/** What is found before a message: the parts of the prefix at their places. */
function drawnPrefix(line: string): string[] {
  const prefix = peel(line);
  const part = (from: number, to: number, words: string): Place[] => (to > from ? [{ from, to, words }] : []);
  return drawnLine(
    line,
    [
      ...part(prefix.hostFrom, prefix.hostTo, 'host'),
      ...part(prefix.programFrom, prefix.programTo, 'program'),
      ...part(prefix.pidFrom, prefix.pidTo, 'process'),
      { from: prefix.from, to: prefix.from, words: 'the message' },
      ...(prefix.to < line.length ? [{ from: prefix.to, to: prefix.to, words: 'its end' }] : []),
    ],
    Number.isNaN(prefix.time) ? [] : [`time ${prefix.time}`],
  );
}

const MESSAGE = '4F9D1A2B3C: removed';

describe('what stands before a message, as drawn in drawn/', () => {
  it('in every frame', async () => {
    const rows = FRAMES.flatMap((frame) => drawnPrefix(frame.replace('§', MESSAGE)));
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/frames.txt');
  });

  it('in a frame with any character before it', async () => {
    const rows = [
      '§ov 23 19:22:41 mx1 a[1]: b',
      'Nov 23 19:22:41§mx1 a[1]: b',
      'Nov 23 19:22:41 mx1 a§b[1]: c',
      'Nov 23 19:22:41 mx1 a[§]: c',
      'mail§1 | 2026-11-23T19:22:41Z a: b',
    ].flatMap((text) => {
      const answers = new Map<string, string>();
      for (let code = 33; code < 127; code++) {
        const { from, programFrom, programTo, hostFrom, hostTo, pidFrom, pidTo } = peel(text.replace('§', String.fromCharCode(code)));
        const words = `message ${from}, host ${hostFrom}-${hostTo}, program ${programFrom}-${programTo}, process ${pidFrom}-${pidTo}`;
        answers.set(words, (answers.get(words) ?? '') + String.fromCharCode(code));
      }
      return [`  ${text}`, ...[...answers].map(([words, signs]) => `#   ${signs}: ${words}`)];
    });
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/characters.txt');
  });
});

/** What is read of a line that was cut: neighbouring lengths of which the same is read are one place. */
function drawnCut(line: string): string[] {
  const found: Place[] = [];
  for (let length = 1; length <= line.length; length++) {
    const entry = readLogLine(line.slice(0, length));
    const words =
      entry === null
        ? 'nothing'
        : [
            entry.format,
            entry.status ?? '',
            entry.reason ?? '',
            entry.phase ?? '',
            entry.life ?? '',
            ...entry.replies.map(({ code, enhanced, phase, role }) => `${code ?? '-'} ${enhanced ?? '-'} ${phase ?? '-'} ${role}`),
            entry.fields.map(({ name }) => name).join(' '),
          ]
            .filter((word) => word !== '')
            .join(', ');
    const last = found.at(-1);
    if (last?.words === words) found[found.length - 1] = { ...last, to: length };
    else found.push({ from: length - 1, to: length, words });
  }
  return drawnLine(line, found);
}

describe('what is read of a line that was cut, as drawn in drawn/cut/', () => {
  it.each(logFormats.map((format) => [format.id, format] as const))('of %s', async (id, { samples }) => {
    const rows = samples.flatMap(({ text }) => text.split('\n').flatMap(drawnCut));
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`drawn/cut/${id}.txt`);
  });
});
