import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { gateOf } from '../../src/analysis/gate';
import { findingsOf } from '../../src/features/diagnostics';
import { folds } from '../../src/features/folding';
import { hints } from '../../src/features/hints';
import { lenses } from '../../src/features/lens';
import { links } from '../../src/features/links';
import { symbols } from '../../src/features/symbols';
import { transcriptFormats } from '../../src/formats/transcripts';
import { readDialogue } from '../../src/session/reading/dialogue';
import { reread } from '../../src/session/reading/reread';
import { linesOf, textOf } from '../../src/text/lines';

const SETTINGS = { strictness: 'pedantic', severities: {} } as const;
const nodemailer = transcriptFormats.find(({ id }) => id === 'nodemailer');

/** What sessions say in their order; a session is a run of these. */
const SCRIPTS: readonly (readonly string[])[] = [
  [
    'Connection established to 192.0.2.25:25',
    'S: 220 mx.example.net ESMTP',
    'C: EHLO client.example.org',
    'S: 250-mx.example.net',
    'S: 250-AUTH PLAIN LOGIN',
    'S: 250 PIPELINING',
    'C: AUTH LOGIN',
    'S: 334 VXNlcm5hbWU6',
    'C: YWxpY2U=',
    'S: 334 UGFzc3dvcmQ6',
    'C: aHVudGVyMi1zZXZlbg==',
    'S: 535 5.7.8 hunter2-seven is wrong, see https://example.net/help',
    'C: QUIT',
    'S: 221 Bye',
  ],
  [
    'S: 220 mx.example.net ESMTP',
    'C: EHLO client.example.org',
    'S: 250 mx.example.net',
    'C: MAIL FROM:<a@example.org>',
    'S: 250 2.1.0 Ok',
    'C: RCPT TO:<b@example.net>',
    'S: 550 5.1.1 User unknown',
    'C: DATA',
    'S: 354 go ahead',
    'C: Subject: hello',
    'C: ',
    'C: password: geheim-1234',
    // Without a letter only mail data has meaning.
    'X-Bare: header',
    '250 bare',
    'C: .',
    'S: 250 2.0.0 queued as 4C4D21A2B3',
    'Closing connection to the server using "end"',
  ],
  [
    'S: 220 mx.example.net ESMTP',
    'C: HELO x',
    'S: 250 Ok',
    'C: DATA',
    'S: 451 4.3.0 later',
    'X-Bare: header',
    '250 bare',
    'C: QUIT',
    'S: 221 Bye',
  ],
  ['S: 220 mx.example.net ESMTP', 'C: HELO x', 'S: 250-no end of it', 'C: QUIT', 'S: 221 Bye', 'SMTP handshake finished'],
];
const TELLING = [
  'C: X-Note: password=other-5678',
  'S: 250 see smtp://bob:url-9012@mx.example.net/',
  'C: -----BEGIN PRIVATE KEY-----',
  'C: MIIEpAIBAAKCAQEAabcd3456',
  'C: MIIEpAIBAAKCAQEAefgh7890',
  'C: -----END PRIVATE KEY-----',
];
const LINES = [
  ...new Set(SCRIPTS.flat()),
  'S: 421 4.4.2 Timeout',
  'Connection established to 192.0.2.26:25',
  'C: RSET',
  'S: 220 again ESMTP',
  ...TELLING,
];

const SECRETS =
  'hunter2-seven aHVudGVyMi1zZXZlbg== alice geheim-1234 other-5678 url-9012 MIIEpAIBAAKCAQEAabcd3456 MIIEpAIBAAKCAQEAefgh7890';
const UNKEYED = ['', '```', '250 Ok', 'EHLO x', 'Error: Connection lost', '[2026-11-23 19:18:49] INFO  noise'];

const stamp = (key: string, said: string): string => `[2026-11-23 19:18:49] DEBUG [${key}] ${said}`;
const KEYS = ['k0000000', 'k1111111', 'k2222222', 'k3333333', 'k4444444'];

/** Sessions that run through each other: whose turn it is, line by line. */
const interleaved = (most: number): fc.Arbitrary<string[]> =>
  fc.array(fc.tuple(fc.nat(KEYS.length - 1), fc.nat(SCRIPTS.length - 1)), { minLength: most >> 2, maxLength: most }).map((turns) => {
    const open = new Map<number, string[]>();
    const lines: string[] = [];
    for (const [who, script] of turns) {
      const left = open.get(who) ?? [...SCRIPTS[script]];
      open.set(who, left);
      lines.push(stamp(KEYS[who], left.shift() ?? ''));
      if (left.length === 0) open.delete(who);
    }
    return lines;
  });

const other = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...LINES)).map(([key, said]) => stamp(key, said)) },
  { weight: 2, arbitrary: fc.constantFrom(...LINES).map((said) => `[2024x-11-23 19:18:49] DEBUG [k0000000] ${said}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '```', '250 Ok', 'EHLO x', 'Error: Connection lost', '[2026-11-23 19:18:49] INFO  noise'),
  },
);
const change = fc.record({ at: fc.nat(), lines: fc.array(other, { minLength: 1, maxLength: 3 }) });

const changed = (lines: readonly string[], at: number, by: readonly string[]): { lines: string[]; from: number; to: number } => {
  const from = at % lines.length;
  const to = Math.min(lines.length, from + by.length);
  return { lines: [...lines.slice(0, from), ...by.slice(0, to - from), ...lines.slice(to)], from, to };
};

describe('sessions that interleave, after an edit', () => {
  it('are what a reading of the whole makes of them, where only some are read again', () => {
    let alone = 0;
    let all = 0;
    fc.assert(
      fc.property(interleaved(120), fc.array(change, { minLength: 1, maxLength: 4 }), (start, changes) => {
        const choice = { format: nodemailer as NonNullable<typeof nodemailer>, wrappers: [] };
        let lines = start;
        let dialogue = readDialogue(linesOf(lines), 0, choice);
        for (const { at, lines: by } of changes) {
          const now = changed(lines, at, by);
          lines = now.lines;
          const whole = readDialogue(linesOf(lines), 0, choice);
          const again = reread(linesOf(lines), 0, choice, dialogue, now);
          all++;
          if (again) {
            alone++;
            const { ledger: _, ...said } = again;
            const { ledger: __, ...expected } = whole;
            expect(said).toEqual(expected);
          }
          dialogue = again ?? whole;
        }
      }),
      { numRuns: 400 },
    );
    expect(alone / all).toBeGreaterThan(0.4);
  }, 120_000);

  it('are so whichever line becomes another', () => {
    const choice = { format: nodemailer as NonNullable<typeof nodemailer>, wrappers: [] };
    const lines = Array.from({ length: 20 }, (_, n) => SCRIPTS.map((script, who) => [KEYS[who], script[n]] as const))
      .flat()
      .flatMap(([key, said]) => (said === undefined ? [] : [stamp(key, said)]));
    const before = readDialogue(linesOf(lines), 0, choice);
    for (const from of lines.keys())
      for (const one of [...UNKEYED, ...LINES.map((said) => stamp(lines[from].slice(29, 37), said))]) {
        const now = linesOf(lines.with(from, one));
        const again = reread(now, 0, choice, before, { from, to: from + 1 });
        if (!again) continue;
        const whole = readDialogue(now, 0, choice);
        const told = ({ sessions, end, readTo, claimed }: typeof whole): string => JSON.stringify([sessions, end, readTo, [...claimed]]);
        if (told(again) !== told(whole)) expect(again.sessions, `${from}: ${one}`).toEqual(whole.sessions);
        expect(told(again), `${from}: ${one}`).toBe(told(whole));
      }
  }, 60_000);

  it('have the findings, lenses, outline, folds, hints, links and secrets of a text read from scratch', () => {
    const run = <T>(steps: Generator<unknown, T>): T => {
      for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
    };
    const seen = (analysis: Analysis): unknown => ({
      findings: findingsOf(analysis, SETTINGS).map(({ finding, start }) => {
        const { rule, severity, at, message, related } = finding;
        return [rule.id, severity, at.line + start, at.from, at.to, message, related.map((one) => [one.at.line + start, one.message])];
      }),
      lenses: run(lenses(analysis)),
      outline: run(symbols(analysis)),
      folds: run(folds(analysis)),
      links: run(links(analysis)),
      hints: hints(analysis, 0, analysis.lines.count, { codes: true, times: true, userNames: true }),
      secrets: gateOf(analysis).text(SECRETS, 3),
    });
    fc.assert(
      fc.property(interleaved(420), fc.array(change, { minLength: 1, maxLength: 3 }), (start, changes) => {
        let lines = start;
        let analysis = Analysis.of(textOf(lines));
        seen(analysis);
        for (const { at, lines: by } of changes) {
          const now = changed(lines, at, by);
          lines = now.lines;
          analysis = analysis.edited(textOf(lines), { from: now.from, to: now.to, inserted: now.to - now.from });
          expect(seen(analysis)).toEqual(seen(Analysis.of(textOf(lines))));
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
