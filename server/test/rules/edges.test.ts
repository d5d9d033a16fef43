import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { textOf } from '../../src/text/lines';
import { PEDANTIC } from '../settings';

vi.setConfig({ testTimeout: 60_000 });

/** What a rule says of a dialogue: its severity, or nothing. */
const said = (rule: string, lines: readonly string[]): string =>
  findingsOf(Analysis.of(textOf(lines), { explicit: true }), PEDANTIC)
    .filter(({ finding }) => finding.rule.id === rule)
    .map(({ finding, start }) => `${finding.severity} at ${start + finding.at.line + 1}`)
    .join(', ');

describe('words that answer one command only', () => {
  const SENTENCES = [
    '503 5.5.1 Error: need MAIL command',
    '503 5.5.1 need MAIL before RCPT',
    '503 5.5.1 Error: need RCPT command',
    '503 valid RCPT command must precede DATA',
    '554 5.5.1 Error: no valid recipients',
    '550 5.1.1 <b@example.net>: Recipient address rejected: unknown',
    '503 5.5.1 Error: nested MAIL command',
    '503 sender already given',
    '503 5.5.0 Sender already specified',
    '250 2.1.0 Sender ok',
    '250 2.1.5 Recipient ok',
    '250 2.0.0 Ok: queued as 4F9D1A2B3C',
    '250 OK id=1xVZhV-0002xq-2G',
    '250 2.0.0 Reset state',
    '250 2.0.0 Flushed',
  ];
  const COMMANDS = [
    'EHLO client.example.org',
    'MAIL FROM:<a@example.org>',
    'RCPT TO:<b@example.net>',
    'DATA',
    'RSET',
    'NOOP',
    'VRFY b',
    'QUIT',
  ];
  const fits = (command: string, reply: string): boolean => said('reply-names-other-command', [`C: ${command}`, `S: ${reply}`]) === '';

  it('are said of no other, as drawn in edges/, and only as whole words', async () => {
    const rows = SENTENCES.flatMap((sentence) => {
      const words = sentence.split(' ');
      const glued = words.slice(1).map((_, n) => words.map((word, at) => (at === n + 1 ? `x${word}` : word)).join(' '));
      const longer = words.map((_, n) => words.map((word, at) => (at === n ? `${word}x` : word)).join(' '));
      const misfits = COMMANDS.filter((command) => !fits(command, sentence));
      const other = [...glued, ...longer].filter((text) => misfits[0] && fits(misfits[0], text));
      return [
        `  ${sentence}`,
        `#   does not fit ${misfits.map((command) => command.slice(0, 4)).join(' ')}`,
        ...other.map((text) => `#   says nothing as ${text}`),
      ];
    });
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('edges/words.txt');
  });
});

describe('the longest line of a login', () => {
  it.each([
    [12_286, ''],
    [12_287, 'warning at 1'],
  ])('of %d octets and its end: %j', (octets, wanted) => {
    const line = 'AUTH XOAUTH2 '.padEnd(octets, 'Q');
    expect(said('limit-auth-line', [`C: ${line}`, 'S: 535 5.7.8 Authentication failed'])).toBe(wanted);
  });
});

describe('a dot between odd line ends', () => {
  const sent = (body: string): string[] => [
    "send: 'data\\r\\n'",
    "reply: b'354 go ahead\\r\\n'",
    `send: b'${body}'`,
    "reply: b'250 2.0.0 Ok\\r\\n'",
  ];
  it.each(['text\\r\\n.\\r\\n', 'text\\n.\\r\\n', 'text\\r\\n.\\n'])('is its end where nothing comes behind it: %s', (body) =>
    expect(said('smuggling-end-of-data', sent(body))).toBe(''),
  );
});
