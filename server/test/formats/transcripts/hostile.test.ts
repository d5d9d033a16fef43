import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import type { DialogueView } from '../../../src/formats/format';
import { transcriptFormats } from '../../../src/formats/transcripts';
import { splitFileText, textOf } from '../../../src/text/lines';

const units = [
  'a',
  ' ',
  '\t',
  '>',
  '<',
  '5',
  '.',
  '-',
  '"',
  "'",
  '\\',
  '[',
  '(',
  ':',
  '=',
  '@',
  '|',
  '0123456789abcdef ',
  'SMTP ',
  '250-',
  "b'",
  '{"a":',
  'Sent: ',
  ' 00 ',
];
const long = units.map((unit) => unit.repeat(Math.ceil(60_000 / unit.length)));

const states = ['idle', 'greeting', 'reply', 'command', 'auth', 'body', 'open', 'closed'] as const;
const view = (state: (typeof states)[number], line: string): DialogueView => ({
  expecting: () => state,
  chunk: () => (state === 'body' ? { least: 3, most: 9 } : null),
  peek: (k) => (Math.abs(k) < 3 ? line : ''),
});

describe('formats, given text that nobody meant for them', () => {
  for (const format of transcriptFormats) {
    it(`${format.id} stays linear and does not throw`, () => {
      const began = performance.now();
      for (const line of long) {
        format.hint.test(line);
        for (const start of [
          '',
          ...format.samples.slice(0, 1).map((sample) => sample.text.split('\n').find((one) => format.hint.test(one)) ?? ''),
        ]) {
          const reader = format.reader();
          for (const state of states) reader.read(start + line, view(state, line.slice(0, 500)));
        }
      }
      expect(performance.now() - began).toBeLessThan(4000);
    });
  }

  it('reads columns that lie on the line, whatever the lines are', () => {
    const pool = transcriptFormats.flatMap((format) => format.samples.flatMap((sample) => sample.text.split('\n')));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pool), fc.string({ maxLength: 60 })), { minLength: 1, maxLength: 40 }), (chosen) => {
        const lines = splitFileText(chosen.join('\n'));
        for (const { session, start } of Analysis.of(textOf(lines)).sessions()) {
          for (const exchange of session.exchanges) {
            for (const line of exchange.replies.flatMap((reply) => reply.lines)) {
              expect(line.piece.from).toBeGreaterThanOrEqual(0);
              expect(line.piece.to).toBeLessThanOrEqual(lines[line.line + start].length);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
