import { describe, expect, it } from 'vitest';
import { Restarts } from '../../client/src/restarts';

describe('a server that dies', () => {
  it('is started again later each time, and given up at last; that is told when it begins and when it ends', () => {
    const restarts = new Restarts();
    let now = 0;
    const row = Array.from({ length: 6 }, () => {
      const { wait, tell } = restarts.died(now);
      now += (wait ?? 0) + 1000;
      return [wait, tell];
    });
    expect(row).toEqual([
      [500, true],
      [2000, false],
      [8000, false],
      [30_000, false],
      [null, true],
      [null, true],
    ]);
  });

  it('and was well for a while begins anew', () => {
    const restarts = new Restarts();
    expect(restarts.died(0).wait).toBe(500);
    expect(restarts.died(60_000).wait).toBe(2000);
    expect(restarts.died(60_000 + 2000 + 180_001)).toEqual({ wait: 500, tell: true });
  });
});
