import { describe, expect, it } from 'vitest';
import { isBetween, momentIn, timeRecord, timeText } from '../../src/cli/times';

const at = (iso: string): number => Date.parse(`${iso}Z`);
/** A time of a log whose lines tell no year. */
const inYear = (monthAndDay: string): number => at(`1972-${monthAndDay}`) - at('1972-01-01T00:00:00');

describe('a time', () => {
  it.each([
    [at('2026-11-23T19:24:32'), '2026-11-23 19:24:32', '2026-11-23T19:24:32.000Z'],
    [inYear('11-23T19:24:32'), 'Nov 23 19:24:32', '--11-23T19:24:32.000Z'],
    [inYear('03-01T00:00:00'), 'Mar  1 00:00:00', '--03-01T00:00:00.000Z'],
    [inYear('01-01T23:59:59'), '23:59:59', '--01-01T23:59:59.000Z'],
    [inYear('01-02T00:00:00'), 'Jan  2 00:00:00', '--01-02T00:00:00.000Z'],
    [Number.NaN, '', null],
  ])('%d is %s for people and %s for programs', (time, text, record) => {
    expect(timeText(time)).toBe(text);
    expect(timeRecord(time)).toBe(record);
  });
});

/** Whether a log's time is told: `since` and `until` as they are asked for, then times; those in brackets are left out. */
const ASKED = `
2026-11-23       -                | [2026-11-22T23:59:59.999] 2026-11-23T00:00:00 2027-01-01T00:00:00
-                2026-11-23       | 2026-11-23T23:59:59.999 [2026-11-24T00:00:00]
2026-11-23T19:24 -                | [2026-11-23T19:23:59] 2026-11-23T19:24:00
-                2026-11-23T19:24 | 2026-11-23T19:24:59.999 [2026-11-23T19:25:00]
2026-11-23T19:24+01:00 -          | [2026-11-23T18:23:59] 2026-11-23T18:24:00
2026-11-23T19:24-05:30 -          | [2026-11-24T00:53:59] 2026-11-24T00:54:00
2026-11-23T19:24:30Z 2026-11-23T19:24:31Z | [2026-11-23T19:24:29] 2026-11-23T19:24:30 2026-11-23T19:24:31.999 [2026-11-23T19:24:32]
Nov 23           -                | [2026-11-22T23:59:59] 2026-11-23T00:00:00 2020-12-31T23:59:59 [2027-01-01T00:00:00]
-                Nov 23 19:24     | 2026-11-23T19:24:59 [2026-11-23T19:25:00] 2021-01-01T00:00:00
-                Nov  3           | 2026-11-03T23:59:59 [2026-11-04T00:00:00]
`
  .trim()
  .split('\n');

describe('what is asked for by time', () => {
  it.each(ASKED)('%s', (drawn) => {
    const [asked, times] = drawn.split(' | ');
    const [, since, until] = /^(\S+(?: \w+)?) {1,}((?:[A-Z]\w+ +)?\S+(?: [\d:]+)?)\s*$/.exec(asked)!;
    const given = (text: string): string | undefined => (text === '-' ? undefined : text);
    const [from, to] = [momentIn('since', given(since), false), momentIn('until', given(until), true)];
    const told = times.split(' ').map((time) => {
      const bare = time.replace(/[[\]]/g, '');
      return isBetween(at(bare), from, to) ? bare : `[${bare}]`;
    });
    expect(told.join(' ')).toBe(times);
  });

  it('compares within the year where the log tells none', () => {
    const since = momentIn('since', '2026-11-23T19:24', false);
    expect([inYear('11-23T19:23:59'), inYear('11-23T19:24:00')].map((time) => isBetween(time, since, null))).toEqual([false, true]);
  });

  it('never leaves out a line without a time', () => {
    expect(isBetween(Number.NaN, momentIn('since', '2026-11-23', false), momentIn('until', '2026-11-23', true))).toBe(true);
  });

  it.each(['yesterday', '23.11.2026', '2026-11-23 7:00', 'Nvo 23', 'Nov', '2026-11-23T19:24 x'])('is not %s', (text) => {
    expect(() => momentIn('until', text, true)).toThrow('--until takes a time');
  });
});
