import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { type LogMessages, logMessages } from '../../src/analysis/log-messages';
import { folds } from '../../src/features/folding';
import { lenses } from '../../src/features/lens';
import { symbols } from '../../src/features/symbols';
import { textOf } from '../../src/text/lines';

const stamp = (second: number): string => `Nov 23 10:00:${String(second % 60).padStart(2, '0')} mx`;
const IDS = ['4C4D21A2B3', '5D5E32B3C4', '6E6F43C4D5'];
/** What programs say about a message; `next` is the id that it got when it was handed on. */
const said = (id: string, next: string): string[] => [
  `postfix/smtpd[77]: ${id}: client=c.example.org[192.0.2.9]`,
  `postfix/cleanup[78]: ${id}: message-id=<1@example.org>`,
  `postfix/qmgr[79]: ${id}: from=<a@example.org>, size=100, nrcpt=1 (queue active)`,
  `postfix/smtp[80]: ${id}: to=<b@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))`,
  `postfix/smtp[80]: ${id}: to=<b@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as ${next})`,
  `postfix/qmgr[79]: ${id}: removed`,
];
const LINES = [
  ...IDS.flatMap((id, n) => said(id, IDS[(n + 1) % IDS.length])),
  'postfix/smtpd[77]: connect from c.example.org[192.0.2.9]',
  'postfix/smtpd[77]: disconnect from c.example.org[192.0.2.9]',
  'postfix/smtpd[77]: NOQUEUE: reject: RCPT from c.example.org[192.0.2.9]: 450 4.7.1 <b@example.com>: Recipient address rejected: Greylisted; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>',
  'postfix/smtp[80]: connect to mx.example.net[192.0.2.1]:25: Connection refused',
  'kernel: no mail at all',
];

function done<T>(steps: Generator<unknown, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

const log = (some: readonly string[]): string[] => some.map((text, n) => `${stamp(n >> 2)} ${text}`);
const line = fc.constantFrom(...LINES);
const edits = fc.array(fc.record({ at: fc.nat(), text: line }), { minLength: 1, maxLength: 4 });

const seen = (analysis: Analysis): unknown => {
  const { messages, to } = done(logMessages(analysis));
  return { messages, to, lenses: done(lenses(analysis)), folds: done(folds(analysis)), outline: done(symbols(analysis)) };
};

describe('the messages of a log, after an edit', () => {
  it('are those of the log read from scratch, with their lenses, folds and outline', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 5, maxLength: 90 }), edits, fc.boolean(), (some, changes, ask) => {
        let lines = log(some);
        let analysis = Analysis.of(textOf(lines));
        seen(analysis);
        for (const { at, text } of changes) {
          const from = at % lines.length;
          lines = lines.with(from, `${lines[from].slice(0, 19)}${text}`);
          analysis = analysis.edited(textOf(lines), { from, to: from + 1, inserted: 1 });
          // Not every version is asked for.
          if (ask) seen(analysis);
        }
        expect(seen(analysis)).toEqual(seen(Analysis.of(textOf(lines))));
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  it('are the same objects where it did not touch them', () => {
    const lines = log([...said(IDS[0], IDS[1]), ...said(IDS[1], IDS[2])]);
    const before = Analysis.of(textOf(lines));
    const known = done(logMessages(before)).messages;
    const now = lines.with(8, lines[8].replace('size=100', 'size=101'));
    const after = before.edited(textOf(now), { from: 8, to: 9, inserted: 1 });
    const { messages } = done(logMessages(after));
    expect(messages.map((message) => known.includes(message))).toEqual([true, false]);
  });

  it('are not followed again where the edit is below the part that is read', () => {
    const many = Array.from({ length: 5100 }, (_, n) => said(`4C4D2${(n + 0x10000).toString(16).toUpperCase()}`, IDS[0])).flat();
    const lines = log(many);
    const before = Analysis.of(textOf(lines));
    const known: LogMessages = done(logMessages(before));
    expect(known.to).toBeLessThan(lines.length);
    const edited = (at: number): LogMessages => {
      const now = lines.with(at, lines[at].replace('size=100', 'size=101'));
      return done(logMessages(before.edited(textOf(now), { from: at, to: at + 1, inserted: 1 })));
    };
    const below = lines.findLastIndex((text) => text.includes('size=100'));
    expect(edited(below)).toBe(known);
    expect(edited(2)).not.toBe(known);
  }, 30_000);
});
