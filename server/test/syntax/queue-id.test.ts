import { describe, expect, it } from 'vitest';
import { decodeWords, encodedWords } from '../../src/syntax/encoded-word';
import { queueIdTime } from '../../src/syntax/queue-id';

const now = Date.UTC(2026, 11, 1);
const timeOf = (id: string) => {
  const found = queueIdTime(id, now);
  return found && `${found.program} ${new Date(found.time).toISOString().slice(0, 19)}`;
};

const BASE52 = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';
const base52 = (value: number, width: number): string => {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 52)) text = BASE52[rest % 52] + text;
  return text.padStart(width, '0');
};

describe('the time in a queue id', () => {
  it('of Exim, old and new', () => {
    expect(timeOf('1xVZhV-0002xq-2G')).toBe('Exim 2026-11-23T19:27:41');
    expect(timeOf('1xVZhV-00000002xqA-2G0a')).toBe('Exim 2026-11-23T19:27:41');
  });

  it('of sendmail, in this century’s years and in those before 2020', () => {
    expect(timeOf('6ANJRfxq012345')).toBe('sendmail 2026-11-23T19:27:41');
    expect(timeOf('n3KFZnc6006553')).toBe('sendmail 2009-04-20T15:35:49');
  });

  it('of Postfix with long ids', () => {
    const seconds = Date.UTC(2026, 10, 23, 19, 27, 41) / 1000;
    expect(timeOf(`${base52(seconds, 6)}${base52(123_456, 4)}z5xK`)).toBe('Postfix 2026-11-23T19:27:41');
    expect(queueIdTime(`${base52(seconds, 6)}${base52(123_456, 4)}z5xK`, now)?.time).toBe(seconds * 1000 + 123);
  });

  it('is at most two days ahead of the clock, and not before 1990', () => {
    const time = Date.UTC(2026, 10, 23, 19, 27, 41);
    const ahead = (by: number) => queueIdTime('1xVZhV-0002xq-2G', time - by)?.time;
    expect([ahead(2 * 86_400_000 - 1), ahead(2 * 86_400_000)]).toEqual([time, undefined]);
    const at1990 = (seconds: number) => queueIdTime(`${base52(Date.UTC(1990, 0, 1) / 1000 + seconds, 6)}${base52(0, 4)}z5xK`, time)?.time;
    expect([at1990(0), at1990(1)]).toEqual([undefined, Date.UTC(1990, 0, 1, 0, 0, 1)]);
  });

  it('is not read into others', () => {
    for (const id of [
      '4F9D1A2B3C',
      '349261B8932',
      '',
      'RecipientList',
      'zzzzzz-zzzzzz-zz',
      'a'.repeat(1000),
      '1xVZhV-0002xq',
      '99999999999999',
    ])
      expect(timeOf(id), id).toBeNull();
  });
});

describe('encoded words', () => {
  it.each([
    ['=?utf-8?Q?Gr=C3=BC=C3=9Fe?=', 'Grüße'],
    ['=?UTF-8?B?R3LDvMOfZQ==?= x', 'Grüße x'],
    ['=?iso-8859-1?q?a_b=E9?=', 'a bé'],
    ['=?utf-8?q?a?= =?utf-8?q?b?= c', 'ab c'],
    ['=?utf-8*en?q?a?=', 'a'],
    ['a =?x-unknown?q?b?=', null],
    ['=?utf-8?B?***?=', null],
    ['plain', null],
  ])('%s', (text, decoded) => {
    expect(decodeWords(text)).toBe(decoded);
  });

  it('have their place', () => {
    expect(encodedWords('Subject: =?utf-8?q?a?= b')).toMatchObject([{ from: 9, to: 22, charset: 'utf-8', encoding: 'Q', decoded: 'a' }]);
  });

  it('are read in linear time', () => {
    const start = performance.now();
    encodedWords('=?utf-8?q?'.repeat(20_000));
    encodedWords(`=?${'a'.repeat(100_000)}`);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
