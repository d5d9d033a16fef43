import { beforeAll, describe, expect, it } from 'vitest';
import { script } from './mutate';

interface Test {
  readonly name: string;
  readonly ms: number;
}
let affordable: (tests: readonly Test[], budget: number) => Test[];
let regionsOf: (text: string) => { start: number; end: number }[];
let probed: (text: string, first: number) => string;
let regionAt: (regions: readonly { start: number; end: number }[], start: number, end: number) => number;
beforeAll(async () => {
  ({ affordable } = await script<{ affordable: typeof affordable }>('run'));
  ({ regionsOf, probed, regionAt } = await script<{ regionsOf: typeof regionsOf; probed: typeof probed; regionAt: typeof regionAt }>(
    'probes',
  ));
}, 60_000);

describe('the tests of a mutant', () => {
  const names = (times: Readonly<Record<string, number>>, budget: number): string[] =>
    affordable(
      Object.entries(times).map(([name, ms]) => ({ name, ms })),
      budget,
    ).map(({ name }) => name);

  it('are those that the budget has room for, and one in any case', () => {
    expect(names({ long: 90_000 }, 1000)).toEqual(['long']);
    expect(names({ a: 2000, long: 90_000, b: 3000, c: 1 }, 5000)).toEqual(['a', 'b']);
  });
});

describe('a probe', () => {
  const text = 'const f = (a) => a.map((b) => b + 1);\nfunction g(a) {\n  if (a) { h(); }\n  switch (a) { case 1: k(); }\n}\n';

  it('is in each block and each expression of a function, and moves no line', () => {
    const out = probed(text, 10);
    for (let number = 10; number < 16; number++) expect(out).toContain(`__hits[${number}] = 1`);
    expect(out.split('\n')).toHaveLength(text.split('\n').length);
    expect(regionsOf(text)).toHaveLength(6);
  });

  it('tells which parts ran', () => {
    const hits: number[] = [];
    const run = new Function('__smtpLensHits', `${probed(text, 0).replace('globalThis.', '')}; return { f, g };`) as (hits: number[]) => {
      f(all: number[]): number[];
      g(a: number): void;
    };
    const ran = (): number[] => Object.keys(hits).map(Number);
    const { f, g } = run(hits);
    expect(ran()).toEqual([0]);
    expect(f([])).toEqual([]);
    expect(ran()).toEqual([0, 1]);
    expect(f([1, 2])).toEqual([2, 3]);
    expect(ran()).toEqual([0, 1, 2]);
    g(0);
    expect(ran()).toEqual([0, 1, 2, 3]);
  });

  it('is of a mutant where it is the innermost around it', () => {
    const at = (words: string): number => regionAt(regionsOf(text), text.indexOf(words), text.indexOf(words) + words.length);
    expect([at('const f'), at('a.map'), at('b + 1'), at('if (a)'), at('h();'), at('k();')]).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
