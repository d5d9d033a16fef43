import { describe, expect, it } from 'vitest';
import { drawCurves } from '../../bench/chart';
import type { EditorCosts } from '../../bench/editor';
import { worse } from '../../bench/table';
import { attachment, interleaved, mixedLog, prose } from '../../bench/texts';
import { Analysis } from '../src/analysis/analysis';
import { readLogLine } from '../src/formats/logs';
import { textOf } from '../src/text/lines';

const lines = (text: string): string[] => text.split('\n');

describe('the bench', () => {
  it('finds what is worse than expected by more than is allowed, the worst first', () => {
    const expected = { a: 10, b: 10, c: 10, gone: 10 };
    expect(worse({ a: 13, b: 13.1, c: 40, other: 99 }, expected, 0.3)).toEqual(['c', 'b']);
    expect(worse({ a: 13, b: 13.1, c: 15 }, expected, 0.6)).toEqual([]);
  });

  it('measures on the same text every time', () => {
    for (const make of [() => mixedLog(0.05), () => interleaved(0.05, 4), () => prose(100), () => attachment(100)])
      expect(make()).toBe(make());
  });

  it('measures on a log that refuses and defers as much as it delivers', () => {
    const read = lines(mixedLog(0.3)).map((line) => readLogLine(line));
    const share = (wanted: (entry: NonNullable<(typeof read)[number]>) => boolean): number =>
      read.filter((entry) => entry !== null && wanted(entry)).length / read.length;
    expect(share(() => true)).toBeGreaterThan(0.85);
    expect(share(({ status }) => status !== null && status !== 'sent')).toBeGreaterThan(0.1);
    expect(new Set(read.map((entry) => entry?.format)).size).toBeGreaterThan(4);
  });

  it('measures on sessions that interleave, and on one with an attachment', () => {
    const sessions = [...Analysis.of(textOf(lines(interleaved(0.05, 4)))).sessions()];
    expect(sessions.length).toBeGreaterThan(8);
    const overlaps = sessions.some(({ session: one }) =>
      sessions.some(({ session: other }) => one.firstLine < other.firstLine && other.firstLine < one.lastLine),
    );
    expect(overlaps).toBe(true);
    expect([...Analysis.of(textOf(lines(attachment(500)))).sessions()]).toHaveLength(1);
  });

  it('draws each curve with its name at its end, apart from the others', () => {
    const costs: EditorCosts = { open: 100, first: 50, waits: 20, hover: 1, screen: 1, edit: 1, keystroke: 20, megabytes: 1 };
    const picture = drawCurves([1, 48].map((megabytes) => ({ megabytes, costs })));
    const places = [...picture.matchAll(/<text class="[a-f]" x="\d+" y="([\d.]+)">([^<]+)</g)].map(([, y, name]) => ({
      y: Number(y),
      name,
    }));
    expect(places.map(({ name }) => name).sort()).toContain('a hover');
    expect(places).toHaveLength(6);
    const heights = places.map(({ y }) => y).sort((a, b) => a - b);
    for (let n = 1; n < heights.length; n++) expect(heights[n] - heights[n - 1]).toBeGreaterThan(15);
    expect(Math.max(...heights)).toBeLessThan(380);
  });
});
