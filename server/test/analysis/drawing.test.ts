import { describe, expect, it } from 'vitest';
import { type Arrow, drawn } from '../../src/analysis/drawing';

const parties = [
  { role: 'Client', name: 'client.example.org' },
  { role: 'Server', name: 'mx.example.net' },
];
const arrow = (time: number | null, more: Partial<Arrow> = {}): Arrow => ({
  from: 0,
  to: 1,
  label: 'EHLO',
  detail: '',
  look: 'command',
  line: 0,
  time,
  ...more,
});
const svgOf = (arrows: readonly Arrow[]): string => drawn({ title: 'A talk', parties, arrows, bands: [] }).svg;
/** What the clock says in each row. */
const clocks = (times: readonly (number | null)[]): string[] =>
  svgOf(times.map((time) => arrow(time)))
    .split('<g class="arrow')
    .slice(1)
    .map((row) => /<text class="time"[^>]*>([^<]*)/.exec(row)?.[1] ?? '');

describe('a drawing', () => {
  it('counts the time from the first row that has one, and says it where it changes', () => {
    expect(clocks([null, Number.NaN, 5000, 5000, 6500, 6500, null, 6500])).toEqual(['', '', '+0 ms', '', '+1.5 s', '', '', '+1.5 s']);
    expect(clocks([5000, 4999, 5001])).toEqual(['+0 ms', '', '+1 ms']);
    expect(clocks([null, null])).toEqual(['', '']);
  });

  it('leaves room for the clock only where there is one', () => {
    const first = (time: number | null): string | undefined => /<text class="party first" x="([\d.]+)"/.exec(svgOf([arrow(time)]))?.[1];
    expect([first(null), first(Number.NaN), first(0)]).toEqual(['20', '20', '90']);
  });

  it('tells by a sign what a reply is, and the line from 1', () => {
    const looks = ['good', 'more', 'temporary', 'permanent', 'command'] as const;
    const spoken = svgOf(looks.map((look, line) => arrow(null, { look, line, from: 1, to: 0, label: '250', detail: 'x' })));
    expect([...spoken.matchAll(/data-line="(\d+)" aria-label="([^"]*)"/g)].map(([, line, label]) => `${line} ${label}`)).toEqual([
      '0 line 1, Server: ✓ 250 x',
      '1 line 2, Server: … 250 x',
      '2 line 3, Server: ↻ 250 x',
      '3 line 4, Server: ✕ 250 x',
      '4 line 5, Server: 250 x',
    ]);
  });

  it('points to where it goes, and boxes what a party noted', () => {
    expect(svgOf([arrow(null)])).toContain('<line x1="20" y1="112" x2="612" y2="112"/><path class="head" d="M 620 112 l -8 -4 v 8 z"/>');
    expect(svgOf([arrow(null, { from: 1, to: 0 })])).toContain('x1="620" y1="112" x2="28" y2="112"/><path class="head" d="M 20 112 l 8 -4');
    expect(svgOf([arrow(null, { to: 0 })])).toContain('<rect class="note" x="0" y="100" width="40" height="22"');
    expect(svgOf([arrow(null, { to: 0 })])).not.toContain('class="head"');
  });

  it('draws a thousand rows, and says how many more there are', () => {
    const rows = (count: number): string => svgOf(Array.from({ length: count }, () => arrow(null)));
    expect(rows(1000).split('<g class="arrow')).toHaveLength(1001);
    expect(rows(1000)).not.toContain(' more</text>');
    expect(rows(1002).split('<g class="arrow')).toHaveLength(1001);
    expect(rows(1002)).toContain('>2 more</text>');
    expect(Number(/height="(\d+)"/.exec(rows(1001))?.[1]) - Number(/height="(\d+)"/.exec(rows(1000))?.[1])).toBe(34);
  });
});
