import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import type { LogEntry } from '../../src/formats/log';
import { nameOf } from '../../src/session/model';
import { textOf } from '../../src/text/lines';
import { samples } from './samples';

const SETTINGS = { strictness: 'pedantic', severities: {} } as const;

/** Everything that can be seen of an analysis, with absolute lines. */
function seen(analysis: Analysis): unknown {
  return {
    sessions: [...analysis.sessions()].map(({ session, start }) => ({
      format: session.format,
      lines: [session.firstLine + start, session.lastLine + start],
      key: session.key,
      begins: session.begins,
      ends: session.ends,
      exchanges: session.exchanges.map((each) => [
        nameOf(each),
        each.trust,
        each.command ? [each.command.line + start, each.command.lastLine + start, each.command.piece.text] : null,
        each.replies.map((reply) => reply.lines.map((line) => [line.line + start, line.piece.text, line.piece.from])),
      ]),
      strays: session.strayReplies.map((stray) => stray.reply.lines.map((line) => line.line + start)),
      marks: session.marks.map((mark) => [mark.kind, mark.span.line + start, mark.after]),
    })),
    entries: [...analysis.entries()].map(({ line, entry }) => [line, said(entry)]),
    findings: findingsOf(analysis, SETTINGS).map(({ finding, start }) => [
      finding.rule.id,
      finding.severity,
      finding.at.line + start,
      finding.at.from,
      finding.message,
      finding.related.map((related) => related.at.line + start),
    ]),
  };
}

/** What an entry says, whether or not it was asked before. */
const said = ({ format, daemon, id, host, time, status, replies, fields, reason, phase, messageFrom, life }: LogEntry): unknown[] => [
  ...[format, daemon, id, host, time, status, reason, phase, messageFrom, life],
  replies,
  fields,
];

const PLAIN = ['', 'Some words that are no dialogue.', '<html>', '{"a": 1}', '2026-11-23 10:00:00 INFO nothing to see here'];
const SPOKEN = [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.org',
  'S: 250-mx.example.net',
  'S: 250 PIPELINING',
  'C: MAIL FROM:<a@example.org>',
  'S: 250 2.1.0 Ok',
  'S: 354 go ahead',
  'C: DATA',
  'C: .',
  'C: QUIT',
  'S: 221 Bye',
  '...',
  '220 mx.example.net ESMTP',
  'EHLO client.example.org',
  '250 Ok',
  ' -> QUIT',
  '<-  221 2.0.0 Bye',
  'Nov 23 10:00:00 mx postfix/smtp[123]: 4C4D21A2B3: to=<b@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1A2B3C)',
];

const line = fc.oneof(fc.constantFrom(...PLAIN), fc.constantFrom(...SPOKEN), fc.constantFrom(...samples.flatMap((sample) => sample.lines)));
const block = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...samples).map((sample) => sample.lines) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...PLAIN), { minLength: 1, maxLength: 60 }) },
  { weight: 1, arbitrary: fc.array(line, { maxLength: 20 }) },
);
const document = fc.array(block, { minLength: 1, maxLength: 5 }).map((blocks) => blocks.flat());
const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 6 }), insert: fc.array(line, { maxLength: 6 }) });

describe('an analysis after edits', () => {
  it('is the analysis of the final text', () => {
    fc.assert(
      fc.property(document, fc.array(edit, { minLength: 1, maxLength: 4 }), (start, edits) => {
        let lines: string[] = start.length > 0 ? [...start] : [''];
        let analysis = Analysis.of(textOf(lines));
        for (const { at, remove, insert } of edits) {
          const from = at % (lines.length + 1);
          const to = Math.min(lines.length, from + remove);
          const inserted = to - from === lines.length && insert.length === 0 ? [''] : insert;
          lines = [...lines.slice(0, from), ...inserted, ...lines.slice(to)];
          analysis = analysis.edited(textOf(lines), { from, to, inserted: inserted.length });
          expect(seen(analysis)).toEqual(seen(Analysis.of(textOf(lines))));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
