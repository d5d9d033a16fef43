import { describe, expect, it } from 'vitest';
import { delayIn, duration } from '../../src/text/duration';

describe('times', () => {
  it('reads delays as mail systems write them', () => {
    expect(['4.3', '1+03:11:17', '00:08:18', '3m45s', '129ms', 'x', ''].map(delayIn)).toEqual([
      4300, 97_877_000, 498_000, 225_000, 129, 0, 0,
    ]);
  });

  it.each([
    [-5, '0 ms'],
    [0, '0 ms'],
    [120, '120 ms'],
    [999.6, '1 s'],
    [1000, '1 s'],
    [2400, '2.4 s'],
    [9960, '10 s'],
    [41_000, '41 s'],
    [59_600, '1 min'],
    [200_000, '3 min 20 s'],
    [302_000, '5 min 2 s'],
    [600_000, '10 min'],
    [7_500_000, '2 h 5 min'],
    [3_600_000, '1 h'],
    [270_000_000, '3 d 3 h'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});
