import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { failuresIn } from '../../src/analysis/failures';
import { Causes, whyIn, whyRecord } from '../../src/features/why';
import { smtpLens } from '../cli/terminal';

/** Kinds and lines (from 1) of the causes of a text, the most decisive first. */
function causes(...lines: string[]): string[] {
  const steps = whyIn(Analysis.of(lines));
  for (let step = steps.next(); ; step = steps.next())
    if (step.done) return step.value.map(whyRecord).map(({ kind, code, line }) => `${line} ${kind}${code === null ? '' : ` ${code}`}`);
}

describe('why, asked of a few lines in which nothing shows that they are about mail', () => {
  it.each([
    ['dial tcp 192.0.2.5:25: i/o timeout', '1 connection-failed'],
    ['[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)', '1 tls-failed'],
    ['error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed', '1 tls-failed'],
    ['550 User suspended', '1 mailbox-disabled 550'],
    ['it says: error code 552, whatever that is', '1 message-size 552'],
    ['what does 5.1.1 mean here?', '1 mailbox-unknown'],
  ])('takes %s for what it says', (line, expected) => {
    expect(causes(line)).toEqual([expected]);
    expect(causes('Hello,', '', 'I get this:', line, '', 'Thanks')).toEqual([`4${expected.slice(1)}`]);
  });

  it.each([
    'root:x:0:0:root:/root:/bin/bash',
    '1000:550:5:1 nothing of the kind',
    'version 5.1.10.2 of the program, 535 kB',
    'The quick brown fox jumps over the lazy dog.',
  ])('finds nothing in: %s', (line) => expect(causes(line)).toEqual([]));

  it('does not guess in a longer text, beside what is known, or where nobody asked', async () => {
    const line = 'read tcp 192.0.2.5: i/o timeout';
    expect(causes(...new Array(20).fill('some text'), line)).toEqual([]);
    expect(causes(line, 'C: RCPT TO:<b@example.net>', 'S: 550 5.1.1 no such user')).toEqual(['3 mailbox-unknown 550']);
    expect((await smtpLens({ 'a.txt': line }, 'check', 'a.txt')).status).toBe(2);
    const { status, out, err } = await smtpLens({ 'a.txt': line }, 'why', 'a.txt');
    expect([status, err]).toEqual([1, '1 file · 1 failure\n']);
    expect(out).toContain('(line 1)');
  });
});

describe('why, of several causes', () => {
  it('tells why the login failed rather than that there was none', () => {
    expect(
      causes(
        'SmtpException: the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
      ),
    ).toEqual(['1 auth-failed 535']);
  });

  it('puts the reply before what the program says of it', () => {
    expect(
      causes(
        'SMTP Error: Could not authenticate.',
        'SMTP ERROR: Password command failed: 534-5.7.9 Application-specific password required.',
      ),
    ).toEqual(['2 auth-failed 534', '1 auth-failed']);
  });
});

describe('a cause in a part of a file', () => {
  it('is on the line of the file, which is so many behind that of the part', () => {
    const causes = new Causes();
    for (const place of [...failuresIn(Analysis.of(['C: RCPT TO:<b@example.net>', 'S: 550 5.1.1 no such user']))].flat()) {
      causes.add(place);
      causes.add(place, 1000);
    }
    expect(causes.met().map(({ count, places }) => [count, ...places.map(({ at }) => at.line)])).toEqual([[2, 1, 1001]]);
  });
});
