import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis';
import { findingsAt, fixAll, quickFixes } from '../../src/features/actions';
import { completions } from '../../src/features/completion';
import { findingsOf } from '../../src/features/diagnostics';
import { folds } from '../../src/features/folding';
import { formatted } from '../../src/features/formatting';
import { hints } from '../../src/features/hints';
import { lenses } from '../../src/features/lens';
import { links } from '../../src/features/links';
import { onType } from '../../src/features/on-type';
import { definitions, highlights } from '../../src/features/pair';
import { nameAt, references } from '../../src/features/references';
import { selections } from '../../src/features/selection';
import { signature } from '../../src/features/signature';
import { status } from '../../src/features/status';
import { type OutlineEntry, symbols } from '../../src/features/symbols';
import { tokens } from '../../src/features/tokens';
import { findSymbols } from '../../src/features/workspace-symbols';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { STANDARD } from '../../src/rules/judge';
import { type Position, type Range, rangeOf } from '../../src/text/range';
import { done, LOG, read, SESSION } from './marked';

const SAMPLES = [
  SESSION,
  LOG,
  ...transcriptFormats.flatMap(({ samples }) => samples.map(({ text }) => text)),
  ...logFormats.flatMap(({ samples }) => samples.map(({ text }) => text)),
];

const outlineRanges = (list: readonly OutlineEntry[]): Range[] =>
  list.flatMap((one) => [one.range, one.selectionRange, ...outlineRanges(one.children ?? [])]);

/** Every range that any feature gives for a document and a position in it. */
function ranges(analysis: Analysis, at: Position): Range[] {
  const name = nameAt(analysis, at);
  const all = { codes: true, times: true, userNames: true };
  const point = (position: Position): Range => ({ start: position, end: position });
  signature(analysis, at);
  done(status(analysis, STANDARD));
  return [
    ...outlineRanges(done(symbols(analysis))),
    ...done(folds(analysis)).flatMap(({ startLine, endLine }) => [
      point({ line: startLine, character: 0 }),
      point({ line: endLine, character: 0 }),
    ]),
    ...done(lenses(analysis)).map(({ line }) => point({ line, character: 0 })),
    ...done(links(analysis)).map(({ span }) => rangeOf(span)),
    ...done(findSymbols(analysis, '')).map((one) => rangeOf(one.at)),
    ...(name ? done(references(analysis, name)).map((span) => rangeOf(span)) : []),
    ...tokens(analysis).map((token) => rangeOf(token)),
    ...hints(analysis, 0, analysis.lines.count, all).map(({ position }) => point(position)),
    ...completions(analysis, at).map(({ range }) => range),
    ...definitions(analysis, at),
    ...(highlights(analysis, at) ?? []),
    ...selections(analysis, at),
    ...[...onType(analysis, at, '\n'), ...onType(analysis, at, ':'), ...formatted(analysis)].map(({ range }) => range),
    ...[
      ...fixAll(findingsOf(analysis, STANDARD)),
      ...quickFixes(findingsAt(analysis, STANDARD, point(at))).flatMap(({ edits }) => edits),
    ].map(({ range }) => range),
  ];
}

function check(text: string, at: Position, explicit: boolean): void {
  const analysis = read(text, explicit);
  for (const { start, end } of ranges(analysis, at)) {
    expect(start.line).toBeGreaterThanOrEqual(0);
    expect(end.line).toBeLessThan(analysis.lines.count);
    expect(start.character).toBeGreaterThanOrEqual(0);
    expect(start.line < end.line || start.character <= end.character).toBe(true);
    expect(start.character).toBeLessThanOrEqual(analysis.lines.line(start.line).length);
    expect(end.character).toBeLessThanOrEqual(analysis.lines.line(end.line).length);
  }
}

const position = fc.record({ line: fc.integer({ min: -1, max: 30 }), character: fc.integer({ min: -1, max: 90 }) });

describe('every feature, whatever the text', () => {
  it('gives places inside the document for every sample', () => {
    for (const text of SAMPLES) for (const explicit of [true, false]) check(text, { line: 2, character: 8 }, explicit);
  }, 60_000);
  it('does so for lines of all of them in any order, and for noise', () => {
    const lines = SAMPLES.flatMap((text) => text.split('\n'));
    const line = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...lines) }, fc.string({ unit: 'binary', maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), position, fc.boolean(), (some, at, explicit) => check(some.join('\n'), at, explicit)),
      { numRuns: 150 },
    );
  }, 60_000);
  it('says no secret', () => {
    const text = SESSION.replace('C: MAIL', 'C: AUTH PLAIN AGFsaWNlAGh1bnRlcjI=\nS: 535 5.7.8 no\nC: MAIL');
    const analysis = read(text);
    const switches = { codes: true, times: true, userNames: true };
    const said: unknown[] = [
      done(symbols(analysis)),
      done(lenses(analysis)),
      hints(analysis, 0, 99, switches),
      done(findSymbols(analysis, '')),
      done(links(analysis)),
    ];
    for (let line = 0; line < analysis.lines.count; line++)
      said.push([nameAt(analysis, { line, character: 12 }), completions(analysis, { line, character: 12 })]);
    expect(JSON.stringify(said)).not.toMatch(/hunter2|aHVudGVyMg|AGFsaWNl/);
  });
});
