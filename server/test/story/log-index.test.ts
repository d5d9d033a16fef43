import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../src/formats/logs';
import { indexLog } from '../../src/story/log-index';

const at = (second: number, host: string, text: string): string =>
  `Nov 23 19:24:${String(second).padStart(2, '0')} ${host} postfix/${text}`;
/** Three messages with one id, two on one host and one on another. */
const LINES = [
  at(0, 'mx1', 'cleanup[1]: 4F9D1A2B3C: message-id=<1@example.org>'),
  at(1, 'mx1', 'qmgr[2]: 4F9D1A2B3C: removed'),
  at(2, 'mx2', 'cleanup[1]: 4F9D1A2B3C: message-id=<2@example.org>'),
  at(3, 'mx1', 'cleanup[1]: 4F9D1A2B3C: message-id=<3@example.org>'),
  at(4, 'mx1', 'qmgr[2]: 4F9D1A2B3C: from=<a@example.org>, size=1, nrcpt=1 (queue active)'),
];
/** The index of those lines, each `apart` lines behind the one before. */
const indexed = (apart = 1) =>
  indexLog(
    LINES.flatMap((line, n) => {
      const entry = readLogLine(line);
      return entry ? [{ line: n * apart, entry }] : [];
    }),
  );
const all = (index: ReturnType<typeof indexed>): string[] =>
  (index.lives.get('4F9D1A2B3C') ?? []).map(({ host, lines }) => `${host} ${lines.join(' ')}`);

describe('the index of a log', () => {
  it('tells messages with one id apart by end and host', () => {
    expect(all(indexed())).toEqual(['mx1 0 1', 'mx2 2', 'mx1 3 4']);
  });

  it('finds the message of an id nearest to a line, one of the host first', () => {
    const index = indexed();
    const near = (n: number, host: string | null = null): string => String(index.nearest('4F9D1A2B3C', n, host)?.lines.join(' '));
    expect([0, 1, 2, 3, 4, 99].map((n) => near(n))).toEqual(['0 1', '0 1', '2', '3 4', '3 4', '3 4']);
    expect([0, 2, 4].map((n) => near(n, 'mx2'))).toEqual(['2', '2', '2']);
    expect([0, 2, 4].map((n) => near(n, 'mx1'))).toEqual(['0 1', expect.stringMatching(/^(?:0 1|3 4)$/), '3 4']);
    expect(index.nearest('OTHER', 0)).toBeNull();
  });

  it('measures from the end of the message before and to the beginning of the one behind', () => {
    const index = indexed(10);
    const near = (n: number): string => String(index.nearest('4F9D1A2B3C', n, 'mx1')?.lines.join(' '));
    expect([11, 19, 21, 29].map(near)).toEqual(['0 10', '0 10', '30 40', '30 40']);
    expect([14, 16].map((n) => index.nearest('4F9D1A2B3C', n)?.host)).toEqual(['mx1', 'mx2']);
  });

  it('forgets a message, and of an id the last one with it', () => {
    const index = indexed();
    const [first, second, third] = index.lives.get('4F9D1A2B3C') ?? [];
    index.forget(second);
    expect(all(index)).toEqual(['mx1 0 1', 'mx1 3 4']);
    index.forget(third);
    expect(all(index)).toEqual(['mx1 0 1']);
    index.forget(first);
    expect(index.lives.has('4F9D1A2B3C')).toBe(false);
  });

  it('forgets lines, and counts those that come on', () => {
    const index = indexed();
    expect([0, 2, 4].map((n) => index.lifeAt(n)?.host)).toEqual(['mx1', 'mx2', 'mx1']);
    index.forgetLines();
    expect([0, 2, 4].map((n) => index.lifeAt(n))).toEqual([null, null, null]);
    const more = readLogLine(at(5, 'mx2', 'qmgr[2]: 4F9D1A2B3C: removed'));
    if (more) for (const n of [5, 7]) index.add(n, more);
    expect([4, 5, 6, 7, 8].map((n) => index.lifeAt(n)?.host)).toEqual([undefined, 'mx2', undefined, 'mx2', undefined]);
    index.forgetLines();
    if (more) index.add(8, more);
    expect([7, 8].map((n) => index.lifeAt(n)?.host)).toEqual([undefined, 'mx2']);
  });
});
