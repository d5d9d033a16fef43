import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { completions } from '../../src/features/completion';
import { findingsOf } from '../../src/features/diagnostics';
import { hover } from '../../src/features/hover';
import { redact } from '../../src/features/redact';
import { signature } from '../../src/features/signature';
import { textOf } from '../../src/text/lines';
import { PEDANTIC } from '../settings';

const talk = (client: string, server = '550 5.1.1 no'): string[] => [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.org',
  'S: 250 mx.example.net',
  `C: ${client}`,
  `S: ${server}`,
];

/** Texts that were slow, or whose like are: a run of one unit, a beginning again and again, an address that never ends, a long secret. */
const SHAPES: Readonly<Record<string, (n: number) => string[]>> = {
  'crosses in an address': (n) => talk(`RCPT TO:<xxx${'-xx'.repeat(n / 3)}-a@mx.example.com>`),
  'a long reply': (n) => talk('RCPT TO:<b@example.net>', `550 5.1.1 ${'user unknown from '.repeat(n / 18)}`),
  'one unit': (n) => talk('NOOP', `250 ${'='.repeat(n)}`),
  'a long password': (n) => talk(`AUTH PLAIN ${btoa(`\0alice\0${'aB3'.repeat(n / 4)}`)}`),
  'one password, all the same': (n) => talk(`AUTH PLAIN ${btoa(`\0alice\0${'a'.repeat((n * 3) / 4)}`)}`, `535 ${'a'.repeat(n)}`),
  'greetings on one line': (n) => ['>220-Ha '.repeat(n / 8)],
  quotes: (n) => [`server.login(${'"a", '.repeat(n / 5)}`, `password ${'"\\"'.repeat(n / 3)}`],
  signs: (n) => ['a@'.repeat(n / 2), '://x:'.repeat(n / 5)],
  entities: (n) => ['&lt;\\"=3D%41'.repeat(n / 12)],
};

const PLACE = { line: 3, character: 12 };
const STAGES: Readonly<Record<string, (analysis: Analysis) => unknown>> = {
  findings: (analysis) => findingsOf(analysis, PEDANTIC),
  hover: (analysis) => hover(analysis, PLACE, { replies: [] }),
  completion: (analysis) => completions(analysis, PLACE),
  signature: (analysis) => signature(analysis, PLACE),
  redact: (analysis) => redact(analysis),
};

/** Least CPU time of three runs, in milliseconds. */
function cost(run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 3; n++) {
    const from = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(from);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Below this a ratio is that of the clock. */
const NOISE = 20;
const N = 24_000;

describe('the cost of a text grows with its length, not faster', () => {
  it.each(Object.keys(SHAPES))('%s', { timeout: 120_000 }, (shape) => {
    const slow: string[] = [];
    const texts = [N, 2 * N, 4 * N].map((n) => SHAPES[shape](n));
    const judge = (stage: string, run: (lines: readonly string[]) => unknown): void => {
      const [first, , last] = texts.map((lines) => cost(() => run(lines)));
      // Twice a doubling, with half as much again for the machine.
      if (last > NOISE && last / Math.max(first, NOISE / 5) > 6.25) slow.push(`${stage}: ${first.toFixed(0)} ms, ${last.toFixed(0)} ms`);
    };
    judge('reading', (lines) => Analysis.of(textOf(lines)));
    for (const [stage, run] of Object.entries(STAGES)) judge(stage, (lines) => run(Analysis.of(textOf(lines), { explicit: true })));
    expect(slow).toEqual([]);
  });

  it('a secret of 90 KB is found where it is repeated', () => {
    const secret = 'aB3(['.repeat(18_000);
    const copy = redact(Analysis.of(textOf(talk(`AUTH PLAIN ${btoa(`\0alice\0${secret}`)}`, `535 ${secret}`)))).lines.join('\n');
    expect(copy).not.toContain(secret.slice(0, 200));
  });
});
