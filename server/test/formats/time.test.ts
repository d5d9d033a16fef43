import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../src/formats/logs';

const message = 'mx postfix/smtpd[42]: connect from mail.example.org[192.0.2.7]';
const timeOf = (stamp: string): number => readLogLine(`${stamp} ${message}`)?.time ?? Number.NaN;

describe('the time of a log line', () => {
  it.each([
    ['2026-11-23T19:22:41.123+01:00', '2026-11-23T18:22:41.123Z'],
    ['2026-11-23T19:22:41.123456789Z', '2026-11-23T19:22:41.123Z'],
    ['2026-11-23T19:22:41.29Z', '2026-11-23T19:22:41.290Z'],
    ['2026-11-23T19:22:41-0230', '2026-11-23T21:52:41.000Z'],
    ['Nov 23 19:22:41 2026', '2026-11-23T19:22:41.000Z'],
    ['Nov  3 19:22:41.5 2026', '2026-11-03T19:22:41.500Z'],
    ['23/Nov/2026', null],
  ])('of %s is %s', (stamp, expected) => {
    const time = timeOf(stamp);
    expect(Number.isNaN(time) ? null : new Date(time).toISOString()).toBe(expected);
  });

  const day = 86_400_000;
  it.each([
    ['Jan  1 00:00:01', 1000],
    // The year is unknown, so February has 29 days.
    ['Mar  1 00:00:00', 60 * day],
    ['Mar 01 00:00:00', 60 * day],
    ['Mär  1 00:00:00', 60 * day],
    ['März 1 00:00:00', 60 * day],
    ['Dec 31 23:59:59', 366 * day - 1000],
    ['Dec 31 23:59:59,25', 366 * day - 750],
  ])('of %s is %d ms of an unknown year', (stamp, expected) => {
    expect(timeOf(stamp)).toBe(expected);
  });

  it('does not hang on what was read before', () => {
    const stamps = [
      'Nov 23 10:00:00',
      'Nov 24 10:00:00',
      'Xyz 24 10:00:00',
      'Nov 23 10:00:00',
      '2026-11-23T10:00:00Z',
      '2025-11-23T10:00:00Z',
    ];
    const apart = stamps.map(timeOf);
    expect([...stamps].reverse().map(timeOf)).toEqual(apart.toReversed());
    expect(new Set(apart.map(String)).size).toBe(5);
  });
});
