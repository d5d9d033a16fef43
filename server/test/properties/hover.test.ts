import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { explainArgument } from '../../src/features/explain';
import { hover } from '../../src/features/hover';
import { renderMarkdown } from '../../src/meaning/explain/markdown';
import { renderPlain } from '../../src/meaning/explain/plain';
import { textOf } from '../../src/text/lines';

const word = fc.constantFrom(
  'S: ',
  'C: ',
  '220 mx.example.net ESMTP',
  'EHLO c.example.org',
  '250-SIZE 1',
  '250 AUTH PLAIN',
  'AUTH PLAIN AGEAaHVudGVyMg==',
  '334 ',
  '*',
  '=',
  'MAIL FROM:<a@example.org> SIZE=1 BODY',
  'RCPT TO:<`]<b>@example.net> ORCPT=+ZZ',
  '550 5.1.1 [x](http://evil.example)',
  '550-5.7.26',
  '421',
  'DATA',
  '354 go',
  '.',
  '=?utf-8?q?=E9?=',
  'Subject: ',
  ' 1xVZhV-0002xq-2G ',
  '999 x',
  'Jan  5 10:00:00 mx postfix/smtp[1]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command))',
  '2026-11-23 19:28:43 1xVZiV-0003HW-2p ** b@example.net R=r T=smtp: SMTP error from remote mail server after RCPT TO:<b@example.net>: 450 4.2.1 later',
  '\u202e',
  '\u0000',
  '\t',
  '\ud800',
  '`'.repeat(5),
  '|',
  '<b>',
  'XOAUTH2 ',
);
const line = fc
  .array(fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) }), { maxLength: 4 })
  .map((parts) => parts.join('').replace(/[\r\n]/g, ' '));
const document = fc.array(line, { minLength: 1, maxLength: 30 });

describe('whatever the text', () => {
  it('a hover never throws, marks a stretch of its line around the pointer, and is free of control characters and secrets', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(), fc.boolean(), (lines, a, b, explicit) => {
        const at = { line: a % lines.length, character: b % 120 };
        const found = hover(Analysis.of(textOf(lines), { explicit }), at, { replies: [{ pattern: 'no', title: 't' }] });
        if (!found) return;
        expect(found.range.line).toBe(at.line);
        expect(found.range.from).toBeLessThanOrEqual(at.character);
        expect(found.range.to).toBeGreaterThan(at.character);
        expect(found.range.to).toBeLessThanOrEqual(lines[at.line].length);
        expect(found.contents).not.toMatch(/hunter2|aHVudGVyMg|AGEAaHVu|[\u0000-\u0009\u000b-\u001f\u202e]/);
      }),
      // The blank before an initial response belongs to nothing.
      { numRuns: 400, examples: [[['C: AUTH PLAIN AGEAaHVudGVyMg==', ''], 0, 13, true]] },
    );
  });

  it('an argument is explained or not, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        for (const one of explainArgument(lines.join('\n'))) {
          expect(renderMarkdown(one)).not.toMatch(/hunter2|aHVudGVyMg|[\u0000-\u0009\u000b-\u001f\u202e]/);
          expect(renderPlain(one)).not.toMatch(/hunter2|aHVudGVyMg|[\u0000-\u0009\u000b-\u001f\u202e]/);
        }
      }),
      { numRuns: 400 },
    );
  });
});
