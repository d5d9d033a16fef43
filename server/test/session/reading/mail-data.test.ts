import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { dialogueOf } from '../../../src/analysis/unit';
import { mailData } from '../../../src/session/reading/mail-data';
import { splitFileText, textOf } from '../../../src/text/lines';

const dataOf = (lines: readonly string[]): string[][] => {
  const analysis = Analysis.of(textOf(lines));
  return [...analysis.unitsIn()].flatMap(({ unit, start }) => {
    const dialogue = dialogueOf(unit, analysis.lines, start);
    if (!dialogue) return [];
    return dialogue.sessions.flatMap((session) =>
      session.exchanges
        .map((exchange) => mailData(analysis.lines, start, dialogue.choice, exchange, session.key).map(({ piece }) => piece.text))
        .filter((data) => data.length > 0),
    );
  });
};
const captured = (name: string): string[] => splitFileText(readFileSync(join(__dirname, '../../samples/captures', name), 'utf8'));

describe('mail data is read again as it was sent, in formats whose readers keep something in mind', () => {
  for (const name of [
    'swaks-good.txt',
    'python-smtplib-d1-good.txt',
    'nodemailer-good.txt',
    'phpmailer-l2-echo-good.txt',
    'curl-trace-ascii.txt',
    'pear-net-smtp-auth.txt',
    'perl-netsmtp-good.txt',
  ]) {
    it(name, () => {
      const data = dataOf(captured(name));
      expect(data.length).toBe(1);
      expect(data[0].join('\n')).toMatch(/^Subject: /m);
      expect(data[0]).not.toContain('.');
    });
  }
  it('a format that is learned', () => {
    const lines = [
      'In: 220 mail.example.net ESMTP',
      'Out: EHLO client.example.org',
      'In: 250 mail.example.net',
      'Out: MAIL FROM:<a@example.org>',
      'In: 250 2.1.0 Ok',
      'Out: DATA',
      'In: 354 go on',
      'Out: Subject: hi',
      'Out: ',
      'Out: text',
      'Out: .',
      'In: 250 2.0.0 Ok',
    ];
    expect(dataOf(lines.map((line) => `7 ${line}`))).toEqual([['Subject: hi', '', 'text']]);
  });
  it('inside a wrapper', () => {
    const lines = captured('swaks-good.txt').map((line) => `mail_1  | ${line}`);
    expect(dataOf(lines)).toEqual(dataOf(captured('swaks-good.txt')));
  });
});
