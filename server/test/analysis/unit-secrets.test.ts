import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { gateOf, knownAhead } from '../../src/analysis/gate';
import { HIDDEN } from '../../src/redaction/secrets';
import { textOf } from '../../src/text/lines';

const SESSION = [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.org',
  'S: 250 mx.example.net',
  'C: MAIL FROM:<a@example.org>',
  'S: 250 2.1.0 Ok',
  'C: RCPT TO:<b@example.net>',
  'S: 550 5.1.1 User unknown',
  'C: RSET',
  'S: 250 Ok',
  'C: QUIT',
  'S: 221 Bye',
];
const PRIVATE_KEY = [
  'C: -----BEGIN PRIVATE KEY-----',
  ...Array.from({ length: 50 }, (_, n) => `C: MIIEpAIBAAKCAQEArow${n}Zq8w7e6r5t4y3u2i1o0pLkJhGfDs`),
  'C: -----END PRIVATE KEY-----',
];

/** Twenty sessions at a time that interleave, with `told` lines in one of them, each at its line. */
function interleaved(count: number, told: ReadonlyMap<number, string>): string[] {
  const at = Array.from({ length: 20 }, (_, n) => n % SESSION.length);
  return Array.from({ length: count }, (_, line) => {
    const who = line % at.length;
    const said = told.get(line) ?? SESSION[at[who]++ % SESSION.length];
    return `[2026-11-23 19:18:49] DEBUG [key${String(who).padStart(5, '0')}] ${said}`;
  });
}

const COUNT = 2400;
const told = new Map([
  [5, 'C: X-Note: password=first-5678'],
  [830, 'C: X-Note: password=middle-5678'],
  [2390, 'C: X-Note: password=last-5678'],
  ...PRIVATE_KEY.map((row, n) => [1570 + n, row] as const),
]);
const keyRow = (n: number): string => PRIVATE_KEY[n].slice(3);
const SECRETS = `first-5678 middle-5678 last-5678 ${keyRow(3)} ${keyRow(20)} ${keyRow(40)}`;
const LINES = interleaved(COUNT, told);

const shown = (analysis: Analysis, line: number): string => gateOf(analysis).text(SECRETS, line);

/** Which lines are read while `run` runs. */
function readBy(lines: readonly string[], prepare: (analysis: Analysis) => void, run: (analysis: Analysis) => void): Set<number> {
  const read = new Set<number>();
  const watched = new Proxy(lines, {
    get: (of, name) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) read.add(Number(name));
      return Reflect.get(of, name, of);
    },
  });
  const analysis = Analysis.of(watched);
  prepare(analysis);
  read.clear();
  run(analysis);
  return read;
}

describe('secrets in a long text of interleaved sessions', () => {
  it('are hidden near the line that reveals them, whatever was asked before', () => {
    const analysis = Analysis.of(textOf(LINES));
    for (const [line, secret] of [
      [2390, 'last-5678'],
      [830, 'middle-5678'],
      [5, 'first-5678'],
    ] as const) {
      expect(gateOf(analysis).text(`said ${secret}`, line)).toBe(`said ${HIDDEN}`);
      expect(gateOf(analysis).text(`said ${secret}`, Math.max(0, line - 100))).toBe(`said ${HIDDEN}`);
    }
  });

  it('are hidden in a long key of which the end was asked for first', () => {
    const row = (n: number): string => `MIIEpAIBAAKCAQEAlong${n}Zq8w7e6r5t4y3u2i1o0pLkJhGfDs`;
    const rows = [
      'C: -----BEGIN PRIVATE KEY-----',
      ...Array.from({ length: 100 }, (_, n) => `C: ${row(n)}`),
      'C: -----END PRIVATE KEY-----',
    ];
    const analysis = Analysis.of(textOf(interleaved(COUNT, new Map(rows.map((said, n) => [1500 + n, said])))));
    gateOf(analysis).text(row(0), 1800);
    expect(gateOf(analysis).text(`said ${row(50)}`, 1551)).toBe(`said ${HIDDEN}`);
  });

  it('are the same in every order, and after an edit those of a text read from scratch', () => {
    const places = Array.from({ length: 24 }, (_, n) => n * 100);
    const inOrder = Analysis.of(textOf(LINES));
    const expected = new Map(places.map((line) => [line, shown(inOrder, line)]));
    fc.assert(
      fc.property(fc.shuffledSubarray(places, { minLength: 1 }), (some) => {
        const analysis = Analysis.of(textOf(LINES));
        for (const line of some) expect(shown(analysis, line), String(line)).toBe(expected.get(line));
      }),
      { numRuns: 4 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(COUNT - 1), fc.constantFrom(...told.values(), 'S: 250 Ok')), { maxLength: 3 }), (edits) => {
        let lines = LINES;
        let analysis = Analysis.of(textOf(lines));
        for (const line of places) shown(analysis, line);
        for (const [at, said] of edits) {
          lines = lines.with(at, lines[at].slice(0, 39) + said);
          analysis = analysis.edited(textOf(lines), { from: at, to: at + 1, inserted: 1 });
          const fresh = Analysis.of(textOf(lines));
          for (const line of places) expect(shown(analysis, line), `${line} after ${at}`).toBe(shown(fresh, line));
        }
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it('are looked for near the line that is shown, not in the whole text', () => {
    const read = readBy(
      LINES,
      (analysis) => [...analysis.sessions()],
      (analysis) => {
        for (const _ of knownAhead(analysis, 1000));
      },
    );
    expect(read.has(1000)).toBe(true);
    expect(read.size).toBeLessThan(900);
  });
});
