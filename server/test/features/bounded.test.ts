import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { lenses, lensesAround } from '../../src/features/lens';
import { type OutlineEntry, symbols } from '../../src/features/symbols';
import { textOf } from '../../src/text/lines';

const done = <T>(steps: Generator<unknown, T>): T => {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
};

const SESSION = [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.org',
  'S: 250 mx.example.net',
  'C: MAIL FROM:<a@example.org>',
  'S: 250 2.1.0 Ok',
  'C: RCPT TO:<b@example.net>',
  'S: 550 5.1.1 User unknown',
  'C: QUIT',
  'S: 221 Bye',
];
const many = Analysis.of(textOf(Array.from({ length: 300 }, () => SESSION).flat()));
const SCREEN = 150 * SESSION.length;
const has = ({ range }: OutlineEntry, line: number): boolean => range.start.line <= line && line <= range.end.line;

describe('the outline while somebody types', () => {
  const all = done(symbols(many));
  const near = done(symbols(many, SCREEN));
  it('has what is around the screen, as the whole outline has it', () => {
    expect(all.length).toBe(300);
    const here = near.filter((one) => has(one, SCREEN));
    expect(here).toEqual(all.filter((one) => has(one, SCREEN)));
    expect(here[0].children?.length).toBeGreaterThan(0);
  });
  it('has the rest in groups that leave nothing out, and says how much is in each', () => {
    expect(JSON.stringify(near).length).toBeLessThan(60_000);
    for (const session of all)
      expect(near.some((one) => has(one, session.range.start.line) && has(one, session.range.end.line))).toBe(true);
    const groups = near.filter(({ name }) => name.startsWith('Lines '));
    expect(groups.length).toBeGreaterThan(10);
    const counted = groups.reduce((sum, { detail }) => sum + Number.parseInt(detail ?? '', 10), 0);
    expect(counted + near.length - groups.length).toBe(300);
    const [first] = groups;
    expect(first.name).toBe(`Lines 1 to ${first.range.end.line + 1}`);
  });
  it('is whole where it is short', () => {
    const few = Analysis.of(textOf([...SESSION, ...SESSION]));
    expect(done(symbols(few, 0))).toEqual(done(symbols(few)));
  });
});

describe('lenses while somebody types', () => {
  it('are given around the screen where they are many', () => {
    const all = done(lenses(many));
    const near = lensesAround(all, SCREEN);
    expect(near.length).toBeLessThan(all.length / 2);
    expect(near).toEqual(all.filter(({ line }) => Math.abs(line - SCREEN) <= 400));
    expect(lensesAround(all.slice(0, 50), 9000)).toHaveLength(50);
  });
});
