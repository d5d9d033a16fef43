import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

const idsOf = (text: string, explicit = true): string[] =>
  findingsOf(Analysis.of(textOf(splitFileText(text)), explicit ? { explicit: true } : {}), STANDARD).map(
    ({ finding, start }) => `${start + finding.at.line + 1} ${finding.rule.id}`,
  );

describe('a piece of mail data in a document that says that it is SMTP', () => {
  it.each([
    ['Subject : hi\n', '1 header-malformed'],
    ['Subject: Žluť\n', '1 header-nonascii'],
    ['From: a@example.com\nBcc: secret@example.net\n\nhello\n', '2 header-bcc-leak'],
    ['Return-Path: <a@example.com>\n', '1 header-return-path-present'],
    ['From a@example.com Mon Jan  1 00:00:00 2026\nSubject: hi\n', '1 header-mbox-from-line'],
    ['Subject: hi\\r\\nBcc: x@example.net\n', '1 header-injection'],
    ['\nFrom: a@example.com\nFrom: b@example.com\n\ntext\n', '3 header-duplicate'],
  ])('%j is judged as such', (text, id) => {
    expect(idsOf(text)).toContain(id);
  });

  it.each([
    ['undeclared', 'Subject: Žluť\nBcc: secret@example.net\n', false],
    ['a question above a dialogue', 'Subject: Žluť\nBcc: secret@example.net\n\nC: EHLO client.example.org\nS: 250 mx.example.net\n', true],
    ['a list', 'Warning : hi\nBcc stands for blind carbon copy.\n', true],
    ['a whole message as one string', 'Subject: hi\\r\\nBcc: x@example.net\\r\\n\\r\\ntext\\r\\n', true],
  ])('but not %s', (_what, text, explicit) => {
    expect(idsOf(text, explicit).filter((id) => / header-/.test(id))).toEqual([]);
  });
});
