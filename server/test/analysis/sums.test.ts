import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import type { PlacedFinding } from '../../src/analysis/findings';
import { type Sums, sumsOf } from '../../src/analysis/sums';
import { findingsOf } from '../../src/features/diagnostics';
import { status } from '../../src/features/status';
import { textOf } from '../../src/text/lines';

const SETTINGS = { strictness: 'pedantic', severities: {} } as const;

const refused = (to: string, said: string): string =>
  `Nov 23 10:00:00 mx postfix/smtp[123]: 4C4D21A2B3: to=<b@${to}>, relay=mx.${to}[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced (host mx.${to}[192.0.2.1] said: ${said} (in reply to RCPT TO command))`;

const LINES = [
  refused('example.net', '550 5.1.1 User unknown'),
  refused('example.org', '550 5.1.1 User unknown'),
  refused('example.org', '554 5.7.1 Relay access denied'),
  'Nov 23 10:00:01 mx postfix/smtpd[77]: connect from unknown[192.0.2.9]',
  'Nov 23 10:00:01 mx postfix/smtpd[77]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 450 4.7.1 <b@example.com>: Recipient address rejected: Greylisted; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>',
  'no mail at all',
  'C: MAIL FROM:<a@example.org>',
  'S: 354 go ahead',
  '',
];

/** A unit of a log has 64 lines, unless a dialogue ends it. */
const QUIET = Array.from({ length: 64 }, () => LINES[3]);

const some = (most: number): fc.Arbitrary<string[]> => fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: most, size: 'max' });
const edits = fc.array(fc.record({ at: fc.nat(), remove: fc.nat({ max: 20 }), insert: some(30) }), { maxLength: 3 });

function done<T>(steps: Generator<unknown, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

const said = ({ finding, start }: PlacedFinding): string =>
  `${start + finding.at.line}:${finding.at.from} ${finding.severity} ${finding.rule.id} ${finding.message} ${finding.related.map(({ at }) => at.line + start).join()}`;

const told = (sums: Sums): string[] => [...sums.grave(), ...sums.hints()].sort((a, b) => a.at - b.at).map((one) => said(sums.told(one)));

describe('sums of findings', () => {
  it('are those of the whole text, each cause told once, after any edit', () => {
    fc.assert(
      fc.property(some(40), some(40), edits, (one, other, changes) => {
        // Long enough for several blocks of units.
        let lines = [
          ...Array.from({ length: 90 }, () => QUIET).flat(),
          ...one,
          ...Array.from({ length: 90 }, () => QUIET).flat(),
          ...other,
        ];
        let analysis = Analysis.of(textOf(lines));
        told(done(sumsOf(analysis, SETTINGS)));
        for (const { at, remove, insert } of changes) {
          const from = at % (lines.length + 1);
          const to = Math.min(lines.length, from + remove);
          lines = [...lines.slice(0, from), ...insert, ...lines.slice(to)];
          analysis = analysis.edited(textOf(lines), { from, to, inserted: insert.length });
        }
        const sums = done(sumsOf(analysis, SETTINGS));
        const expected = findingsOf(Analysis.of(textOf(lines)), SETTINGS);
        expect(told(sums)).toEqual(expected.map(said));
        expect(sums.count).toBe(expected.length);
        for (const severity of ['error', 'warning', 'information', 'hint'] as const)
          expect(sums.bySeverity[severity]).toBe(expected.filter(({ finding }) => finding.severity === severity).length);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('give the hints of some lines only', () => {
    const lines = Array.from({ length: 900 }, (_, n) => LINES[n % LINES.length]);
    const sums = done(sumsOf(Analysis.of(textOf(lines)), SETTINGS));
    const all = [...sums.hints()].map((one) => said(sums.told(one)));
    const inside = (line: number): boolean => line >= 300 && line < 400;
    expect([...sums.hints(300, 400)].map((one) => said(sums.told(one)))).toEqual(all.filter((each) => inside(Number.parseInt(each, 10))));
    expect(all.some((each) => inside(Number.parseInt(each, 10)))).toBe(true);
  });

  it('take, after an edit of a long log, a step for each block and the units near the edit', () => {
    const lines = Array.from({ length: 40_000 }, (_, n) => `Nov 23 10:00:01 mx postfix/smtpd[${n}]: connect from unknown[192.0.2.9]`);
    const before = Analysis.of(textOf(lines));
    done(sumsOf(before, SETTINGS));
    lines[20_000] = refused('example.net', '550 5.1.1 User unknown');
    const after = before.edited(textOf(lines), { from: 20_000, to: 20_001, inserted: 1 });
    const steps = sumsOf(after, SETTINGS);
    let count = 0;
    while (!steps.next().done) count++;
    expect(after.blocks.length).toBeGreaterThan(3);
    expect(count).toBeLessThan(after.blocks.length + 600);
    expect([...after.unitsIn()].length).toBeGreaterThan(4 * count);
  });
});

describe('what the status item counts', () => {
  it('is what the list of problems shows: a cause that is met again is a hint', () => {
    const analysis = Analysis.of(textOf([LINES[0], LINES[0], LINES[1]]));
    expect(done(status(analysis, SETTINGS)).findings).toEqual({ error: 0, warning: 0, information: 2, hint: 1 });
  });
});
