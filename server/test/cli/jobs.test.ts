import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { logText } from '../../../bench/generate';
import { built, samples } from './built';
import { mixed, transcript } from './mixed';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const { folder, piped } = built();
const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('several threads', () => {
  // A window and the rest of a second; what more of them do is told in ahead.test.ts, with small ones.
  const log = logText(2.4);
  const large = write('large.log', `${log.slice(0, 1_500_000)}\n${mixed()}${log.slice(1_500_000)}`);
  const small = [1, 2, 3].map((n) => write(`small-${n}.smtp`, transcript.repeat(n)));

  it.each([
    ['1 8', 'check', '--format', 'json'],
    ['1 2', 'check', '--format', 'full', '--severity', 'warning'],
    ['1 3', 'replies', '--format', 'json'],
    ['1 2', 'sessions', '--format', 'json'],
    ['1 8', 'summary', '--format', 'json'],
    ['1 2', 'why'],
  ])('print in %s threads the same of %s %s %s', (jobs, ...command) => {
    const files = [small[0], large, ...small.slice(1), 'nowhere', samples];
    const [one, ...several] = jobs.split(' ').map((n) => piped([...command, '--jobs', n, ...files]));
    expect(one.out.length).toBeGreaterThan(300);
    expect(one.err).toContain('nowhere');
    for (const other of several) expect(other).toEqual(one);
  });

  it('are what --jobs says, from 1', () => {
    for (const jobs of ['0', '-1', 'many', '1.5', '1000'])
      expect(piped(['check', `--jobs=${jobs}`, small[0]])).toMatchObject({
        status: 2,
        err: 'smtp-lens: --jobs takes a number from 1 to 256\n',
      });
  });
});
