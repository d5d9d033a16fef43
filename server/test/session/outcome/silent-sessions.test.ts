import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { textOf } from '../../../src/text/lines';

/** A session as docker compose prints it; `key` is the name of the container. */
const session = (key: string, end = true): string[] =>
  [
    'S: 220 mx.example.net ESMTP',
    'C: EHLO client.example.org',
    'S: 250 mx.example.net',
    'C: MAIL FROM:<a@example.org>',
    'S: 250 2.1.0 Ok',
    ...(end ? ['C: QUIT', 'S: 221 2.0.0 Bye'] : []),
  ].map((line) => `${key}  | ${line}`);

const unitsOf = (lines: readonly string[]): number[] =>
  [...Analysis.of(textOf(lines)).unitsIn()].filter(({ unit }) => unit.choice).map(({ unit }) => unit.lines);

describe('a session that was cut off among others', () => {
  const others = Array.from({ length: 300 }, () => session('mail_1')).flat();

  it('keeps those behind it together only for a while', () => {
    const units = unitsOf([...session('mail_2', false), ...others]);
    expect(units[0]).toBeLessThan(450);
    expect(units.slice(1)).toEqual(Array(units.length - 1).fill(7));
    expect(units.length).toBeGreaterThan(200);
  });

  it('is one session where it goes on before that', () => {
    const rest = ['mail_2  | C: QUIT', 'mail_2  | S: 221 2.0.0 Bye'];
    const analysis = Analysis.of(textOf([...session('mail_2', false), ...others.slice(0, 350), ...rest, ...others]));
    const [first] = analysis.sessions();
    expect([first.session.key, first.session.exchanges.length, first.session.ends]).toEqual(['mail_2', 4, 'quit']);
  });
});
