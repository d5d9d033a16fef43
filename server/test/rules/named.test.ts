import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

/** `severity id` of each finding about a command's form, in order. */
const said = (text: string): string[] =>
  findingsOf(Analysis.of(textOf(splitFileText(text)), {}), STANDARD)
    .filter(({ finding }) => ['command-syntax', 'extension', 'reply-format', 'pairing'].includes(finding.rule.group))
    .map(({ finding }) => `${finding.severity} ${finding.rule.id}`);

const dialogue = (command: string, reply: string): string =>
  `S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: ${command}\nS: ${reply}\n`;

describe('a slip is blamed only where the refusal can speak of it', () => {
  it.each([
    ['MAIL FROM: <a@example.org>', '503 5.5.1 Send HELO first', 'hint path-space-after-colon'],
    ['MAIL FROM: <a@example.org>', '530 5.7.0 Authentication required', 'hint path-space-after-colon'],
    ['MAIL FROM: <a@example.org>', '501 5.5.4 Syntax: MAIL FROM:<address>', 'error path-space-after-colon'],
    ['MAIL FROM: <a@example.org>', '550 5.7.1 Syntax error: no space allowed after FROM:', 'error path-space-after-colon'],
    ['MAIL FROM:a@example.org', '553 5.7.1 Sender is not permitted here', 'hint path-missing-brackets'],
    ['MAIL FROM:a@example.org', '555 5.5.2 Syntax error', 'error path-missing-brackets'],
  ])('%s, %s', (command, reply, wanted) => {
    expect(said(dialogue(command, reply))).toContain(wanted);
  });

  it('and of two in one command the one that it names', () => {
    expect(said(dialogue('MAIL FROM: <a[b@example.org>', '553 5.1.7 Not a valid address'))).toEqual([
      'hint path-space-after-colon',
      'error address-local-syntax',
    ]);
    expect(said(dialogue('MAIL FROM: <a@example.org> SMTPUTF8', '501 SMTPUTF8 was not advertised'))).toEqual([
      'hint path-space-after-colon',
      'error ext-param-not-advertised',
    ]);
  });
});

describe('what nobody said to a server', () => {
  it.each([
    'nc mail.example.net 25 <<END\nEHLO client.example.org\nMAIL FROM:<a@ex_ample..org>\nRCPT TO:<b@example.net>\nDATA\n.\nQUIT\nEND\n',
    'telnet $HOST 25 << EOT\nHELO $(hostname)\nMAIL FROM:<$USER@$domain>\nRCPT TO:<$1>\nQUIT\nEOT\n',
  ])('%j is silent', (text) => {
    expect(said(text)).toEqual([]);
  });
});

describe('the line ends that a writer or a tracer spells out', () => {
  it.each(['<CR>', '<CRLF>', ' <CR><LF>', '\\r\\n'])('%s is no part of a command', (end) => {
    expect(said(dialogue(`RCPT TO:<b@example.net>${end}`, '501 5.1.3 no').replace('no\n', `no${end}\n`))).toEqual([]);
  });
});

describe('a name or a password typed in clear', () => {
  const login = (name: string, password: string): string =>
    `C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: ${name}\nS: 334 UGFzc3dvcmQ6\nC: ${password}\nS: 535 5.7.8 authentication failed\n`;
  const notBase64 = (text: string): number => said(text).filter((one) => one === 'error auth-not-base64').length;

  it('is said once', () => {
    expect(notBase64(login('mail', 'demo'))).toBe(1);
    expect(notBase64(login('info', 'test1234'))).toBe(1);
  });

  it('but not of base64 of a text', () => {
    expect(notBase64(login('YWxpY2U=', 'dHVsaXAtNDcxMQ=='))).toBe(0);
    expect(notBase64(login('Ym9i', 'cGVuY2ls'))).toBe(0);
  });
});
