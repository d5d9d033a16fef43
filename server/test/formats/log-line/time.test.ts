import { describe, expect, it } from 'vitest';
import { peel } from '../../../src/formats/log-line/peel';
import { Stamp, timeOf, yearUnknown } from '../../../src/formats/log-line/time';

/**
 * The time that stands before a message, and the moment that it is. One without a year counts from the beginning of a leap year, and is
 * written `--11-23T…` as the command line does.
 */
const TIMES: readonly string[] = `
Nov 23 19:22:41 mx1 postfix/smtp[7]: hello                     --11-23T19:22:41.000
Nov  3 19:22:41 mx1 postfix/smtp[7]: hello                     --11-03T19:22:41.000
Jan  1 00:00:00 mx1 postfix/smtp[7]: hello                     --01-01T00:00:00.000
Dec 31 23:59:59 mx1 postfix/smtp[7]: hello                     --12-31T23:59:59.000
Feb 29 12:00:00 mx1 postfix/smtp[7]: hello                     --02-29T12:00:00.000
Nov 23 19:22:41.123456 mx1 postfix/smtp[7]: hello              --11-23T19:22:41.123
Nov 23 19:22:41 2026 mx1 postfix/smtp[7]: hello                2026-11-23T19:22:41.000
Mär 23 19:22:41 mx1 postfix/smtp[7]: hello                     --03-23T19:22:41.000
févr. 23 19:22:41 mx1 postfix/smtp[7]: hello                   --02-23T19:22:41.000
сент. 23 19:22:41 mx1 postfix/smtp[7]: hello                   --09-23T19:22:41.000
Nov 23 19:22:41 2026a postfix/smtp[7]: hello                   --11-23T19:22:41.000
Nov 23 19:22:41 202.0.2.1 postfix/smtp[7]: hello               --11-23T19:22:41.000
Novx 23 19:22:41 mx1 postfix/smtp[7]: hello                    --11-23T19:22:41.000
дек 23 19:22:41 mx1 postfix/smtp[7]: hello                     --12-23T19:22:41.000
2026-11-23T19:22:41Z mx1 postfix/smtp[7]: hello                2026-11-23T19:22:41.000
2026-11-23T19:22:41+01:00 mx1 postfix/smtp[7]: hello           2026-11-23T18:22:41.000
2026-11-23T19:22:41-01:00 mx1 postfix/smtp[7]: hello           2026-11-23T20:22:41.000
2026-11-23T19:22:41.123456-05:30 mx1 postfix/smtp[7]: hello    2026-11-24T00:52:41.123
2026-11-23T23:30:00-0130 mx1 postfix/smtp[7]: hello            2026-11-24T01:00:00.000
2026-01-01T00:30:00+1245 mx1 postfix/smtp[7]: hello            2025-12-31T11:45:00.000
2026-11-23 19:22:41,987 mx1 postfix/smtp[7]: hello             2026-11-23T19:22:41.987
2026/11/23 19:22:41 mx1 postfix/smtp[7]: hello                 2026-11-23T19:22:41.000
@400000006a1b2c3d075bcd15 status: local 0/10 remote 1/20       2026-05-30T18:28:03.123
1054189746.123136 starting delivery 3                          2003-05-29T06:29:06.123
1054189746.5 starting delivery 3                               2003-05-29T06:29:06.500
Xylo 23 19:22:41 mx1 postfix/smtp[7]: hello                    none
Nov 23 19:22 mx1 postfix/smtp[7]: hello                        none
Nov 23 19:2x:41 mx1 postfix/smtp[7]: hello                     none
Nov 23 19:22:4x mx1 postfix/smtp[7]: hello                     none
Nov xx 19:22:41 mx1 postfix/smtp[7]: hello                     none
2026-11/23T19:22:41Z mx1 postfix/smtp[7]: hello                none
2026-11-23x19:22:41Z mx1 postfix/smtp[7]: hello                none
2026-11-23T19:22:4xZ mx1 postfix/smtp[7]: hello                none
@500000006a1b2c3d075bcd15 status: local 0/10 remote 1/20       none
@400000006a1b2c3d075bcd1x status: local 0/10 remote 1/20       none
105418974x.123136 starting delivery 3                          none
`
  .trim()
  .split('\n');

const written = (time: number): string =>
  yearUnknown(time) ? `-${new Date(time + Date.UTC(1972, 0)).toISOString().slice(4, -1)}` : new Date(time).toISOString().slice(0, -1);

describe('the time of a line', () => {
  it.each(TIMES)('%s', (drawn) => {
    const [, line, moment] = /^(.*\S) {2,}(\S+)$/.exec(drawn)!;
    const { time } = peel(line);
    expect(Number.isNaN(time) ? 'none' : written(time)).toBe(moment);
  });

  it.each([
    ['17/Jun/2011 17:00:45', Stamp.Slash, '2011-06-17T17:00:45.000'],
    ['Jul-30-16 17:07:25', Stamp.Dash, '2016-07-30T17:07:25.000'],
  ])('%s, as some programs write it', (text, kind, moment) => {
    expect(written(timeOf(text, kind, 0))).toBe(moment);
    expect(timeOf(text.replace(/[A-Z]\w\w/, 'Xyz'), kind, 0)).toBeNaN();
    expect(timeOf(text.slice(0, -1), kind, 0)).toBeNaN();
  });

  it('has no year up to the end of a leap year, and one from then on', () => {
    const day = 86_400_000;
    expect([0, 366 * day - 1, 367 * day - 1, 367 * day].map(yearUnknown)).toEqual([true, true, true, false]);
  });
});
