import { beforeAll, describe, expect, it } from 'vitest';
import { script } from './mutate';

interface Test {
  readonly name: string;
  readonly ms: number;
}
let affordable: (tests: readonly Test[], budget: number) => Test[];
let regionsOf: (text: string) => { start: number; end: number }[];
let probed: (text: string, first: number) => string;
let digestOf: (text: string) => string;
let testsOf: (
  map: object,
  mutant: { file: string; start: number; end: number },
  text: string,
  importers?: (file: string) => readonly string[],
) => { name: string; ms: number; cases?: string[] }[];
let regionAt: (regions: readonly { start: number; end: number }[], start: number, end: number) => number;
beforeAll(async () => {
  ({ affordable } = await script<{ affordable: typeof affordable }>('run'));
  ({ regionsOf, probed, regionAt, digestOf, testsOf } = await script<{
    regionsOf: typeof regionsOf;
    probed: typeof probed;
    regionAt: typeof regionAt;
    digestOf: typeof digestOf;
    testsOf: typeof testsOf;
  }>('probes'));
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

describe('the tests that run a mutant', () => {
  const text = 'const MARK = /a/;\nfunction f() {\n  return MARK;\n}\n';
  const run = (hits: readonly number[], cases?: Readonly<Record<string, readonly number[]>>) => ({
    ms: 100,
    hits: new Set(hits),
    ...(cases && {
      beside: new Set<number>(),
      cases: Object.fromEntries(Object.entries(cases).map(([name, own]) => [name, { ms: 10, hits: new Set(own) }])),
    }),
  });
  /** Two files of two regions each: `a.ts` has the numbers 0 and 1, `b.ts` 2 and 3. */
  const mapOf = (tests: Readonly<Record<string, ReturnType<typeof run>>>) => ({
    files: { 'a.ts': { digest: digestOf(text), first: 0, regions: 2 }, 'b.ts': { digest: '', first: 2, regions: 2 } },
    tests,
  });
  const at = (words: string) => ({ file: 'a.ts', start: text.indexOf(words), end: text.indexOf(words) + words.length });
  const names = (found: readonly { name: string }[]): string[] => found.map(({ name }) => name);

  it('are those that enter its block', () => {
    const map = mapOf({ inside: run([0, 1]), outside: run([0]) });
    expect(names(testsOf(map, at('return MARK'), text))).toEqual(['inside']);
    expect(names(testsOf(mapOf({ outside: run([0]) }), at('return MARK'), text))).toEqual([]);
  });

  it('are, at the top of a file, also those that enter a file which imports it', () => {
    const map = mapOf({ inside: run([1]), importing: run([3]), other: run([0, 2]) });
    expect(names(testsOf(map, at('/a/'), text, (file) => (file === 'a.ts' ? ['b.ts'] : [])))).toEqual(['inside', 'importing']);
    expect(names(testsOf(map, at('/a/'), text))).toEqual(['inside']);
  });

  it('are all where nobody is known to enter it, or the file is new', () => {
    const map = mapOf({ a: run([0]), b: run([2]) });
    expect(names(testsOf(map, at('/a/'), text))).toEqual(['a', 'b']);
    expect(names(testsOf(map, { ...at('/a/'), file: 'new.ts' }, text))).toEqual(['a', 'b']);
  });

  it('are of a drawn file those cases alone that enter it, unless it is entered beside them', () => {
    const drawn = run([1], { one: [1], two: [0], three: [1] });
    expect(testsOf(mapOf({ drawn }), at('return MARK'), text)).toEqual([{ name: 'drawn', ms: 20, cases: ['one', 'three'] }]);
    expect(testsOf(mapOf({ drawn: { ...drawn, beside: new Set([1]) } }), at('return MARK'), text)).toEqual([{ name: 'drawn', ms: 100 }]);
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
