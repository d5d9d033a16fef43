import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Mutant, type Outcome, script } from './mutate';

type Entry = Pick<Mutant, 'file' | 'operator' | 'inside' | 'before' | 'after'> & { readonly nth?: number; readonly test?: string };

interface Mutants {
  keyOf(mutant: Mutant): Entry;
  mutantsOf(file: string, text: string): Mutant[];
  sample(mutants: readonly Mutant[], count: number, seed: number): Mutant[];
}
interface Fixed {
  fixedMutants(all: readonly Mutant[], list?: readonly Entry[]): (Mutant & { test: string })[];
  survivorsOf(all: readonly Mutant[], entries: readonly Entry[]): Mutant[];
  reasonOf(mutant: Mutant, list?: readonly (Entry & { reason: string })[]): string | undefined;
}
interface Report {
  enough(outcomes: readonly Outcome[]): boolean;
  outcomeText(outcome: Outcome, reason?: string): string;
  summary(outcomes: readonly Outcome[]): string;
}

const sources = join(__dirname, '../../src');
const read = (name: string): (Entry & { reason?: string })[] =>
  JSON.parse(readFileSync(join(__dirname, `../../../scripts/mutate/${name}.json`), 'utf8'));

let { keyOf, mutantsOf, sample } = {} as Mutants;
let { fixedMutants, reasonOf, survivorsOf } = {} as Fixed;
let { enough, outcomeText, summary } = {} as Report;
let all: Mutant[];
beforeAll(async () => {
  ({ keyOf, mutantsOf, sample } = await script<Mutants>('mutants'));
  ({ fixedMutants, reasonOf, survivorsOf } = await script<Fixed>('fixed'));
  ({ enough, outcomeText, summary } = await script<Report>('report'));
  const files = new Set([...read('fixed'), ...read('survivors')].map(({ file }) => file));
  all = [...files].flatMap((file) => mutantsOf(file, readFileSync(join(sources, file), 'utf8')));
}, 60_000);
const one = (text: string): Mutant => mutantsOf('text/a.ts', text)[0];

describe('the fixed list', () => {
  it('is found again when lines above it come and go', () => {
    const entry = { ...keyOf(one('const far = a < b;')), test: 'text/width' };
    const moved = mutantsOf('text/a.ts', '\n// a line more\n\nconst far = a < b;');
    expect(fixedMutants(moved, [entry])).toMatchObject([{ line: 4, test: 'text/width' }]);
  });

  it('says what to do where the code is another one now', () => {
    const entry = { ...keyOf(one('const far = a < b;')), test: 'text/width' };
    const find = () => fixedMutants(mutantsOf('text/a.ts', 'const far = a < c;'), [entry]);
    expect(find).toThrow('fixed.json names code that is no longer in server/src/text/a.ts (far): const far = a < b;');
    expect(find).toThrow('give the entry its new "before" and "after"');
    expect(find).toThrow('npm run mutate -- --file text/a.ts --sample 10 --json FILE');
  });

  it('has sixty mutants of every room, none of them twice', () => {
    const list = fixedMutants(all);
    expect(list).toHaveLength(60);
    expect(new Set(list.map((mutant) => JSON.stringify(keyOf(mutant)))).size).toBe(60);
    const rooms = readdirSync(sources, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []));
    expect([...new Set(list.map(({ file }) => file.split('/')[0]))].sort()).toEqual(rooms.sort());
  });

  it('has a reason for each known survivor, whose code is still there', () => {
    const survivors = read('survivors');
    fixedMutants(all, survivors);
    expect(survivors.filter(({ reason = '' }) => !/^\S.{20,}$/s.test(reason))).toEqual([]);
  });
});

describe('a sample', () => {
  it('is the same for the same seed, and of every room', () => {
    const lines = (seed: number): string[] => sample(all, 100, seed).map(({ file, line }) => `${file}:${line}`);
    expect(lines(1)).toEqual(lines(1));
    expect(lines(1)).not.toEqual(lines(2));
    expect(new Set(lines(1).map((line) => line.split('/')[0]))).toEqual(new Set(all.map(({ file }) => file.split('/')[0])));
    expect(Math.abs(lines(1).length - 100)).toBeLessThan(8);
  });
});

describe('the report', () => {
  let mutant: Mutant;
  let killed: Outcome;
  let survived: Outcome;
  beforeAll(() => {
    mutant = one('const far = a < b;');
    killed = { mutant, killed: true, by: { file: 'text/width', name: 'wide is 2' }, tried: 1, of: 4 };
    survived = { mutant, killed: false, by: null, tried: 4, of: 4 };
  });

  it('tells who noticed, and draws what nobody noticed', () => {
    expect(outcomeText(killed)).toBe('killed    text/a.ts:1 boundary, by text/width: wide is 2');
    expect(outcomeText(survived, 'both are the same here')).toBe(
      [
        'SURVIVED  text/a.ts:1 boundary (4 test files run it)',
        '  - const far = a < b;',
        '  + const far = a <= b;',
        '  because both are the same here',
      ].join('\n'),
    );
  });

  it('counts by room', () => {
    expect(summary([killed, survived])).toBe(
      ['text          1 killed    1 survived   50 %', 'all           1 killed    1 survived   50 %'].join('\n'),
    );
  });

  it('counts by itself what the budget kept from some of its tests, and not as killed', () => {
    const unjudged: Outcome = { ...survived, tried: 3 };
    expect(outcomeText(unjudged).split('\n')[0]).toBe('UNJUDGED  text/a.ts:1 boundary (3 of the 4 test files that run it were tried)');
    expect(summary([killed, survived, unjudged, killed]).split('\n')[0]).toBe(
      'text          2 killed    1 survived    1 not judged   50 %',
    );
    expect(enough([unjudged])).toBe(false);
  });

  it('finds the survivors of an earlier run again, where their code is still there', () => {
    const other = one('const near = a > b;');
    const entries = [
      { ...keyOf(mutant), reason: '' },
      { ...keyOf(other), test: 'text/width' },
      { ...keyOf(one('gone < b;')), reason: '' },
    ];
    expect(survivorsOf([other, mutant], entries)).toEqual([mutant]);
  });

  it('wants 85 of 100', () => {
    const of = (dead: number): Outcome[] => [...Array(dead).fill(killed), ...Array(100 - dead).fill(survived)];
    expect([enough(of(84)), enough(of(85))]).toEqual([false, true]);
  });

  it('knows a survivor by its reason', () => {
    expect(reasonOf(mutant, [{ ...keyOf(mutant), reason: 'nobody can see it' }])).toBe('nobody can see it');
    expect(reasonOf(mutant, [])).toBeUndefined();
  });
});
