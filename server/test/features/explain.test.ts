import { describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/explain';
import { explainArgument } from '../../src/features/explain';
import { renderPlain } from '../../src/meaning/explain/plain';
import { type Ran, terminal } from '../cli/terminal';

const first = (text: string): string => explainArgument(text).map(renderPlain)[0]?.split('\n')[0] ?? 'nothing';
const all = (text: string): string => explainArgument(text).map(renderPlain).join('\n');

describe('explain an argument', () => {
  it.each([
    ['550 5.7.26', '550 5.7.26 SPF, DKIM or DMARC failed'],
    ['550', '550 Refused, no reason given'],
    ['5.1.1', '5.1.1 Recipient does not exist'],
    ['X.7.30', '5.7.30 REQUIRETLS not supported on route'],
    ['RCPT', 'RCPT Name a recipient'],
    ['rcpt', 'RCPT Name a recipient'],
    ['RCPT 550', '550 Recipient refused, no reason given'],
    ['PIPELINING', 'PIPELINING EHLO keyword'],
    ['SIZE 35882577', 'SIZE EHLO keyword'],
    ['SIZE=', 'SIZE= parameter of MAIL'],
    ['size=1000', 'SIZE= parameter of MAIL'],
    ['XOAUTH2', 'XOAUTH2 SASL mechanism'],
    ['MAIL FROM:<a@example.org> SIZE=1000', 'MAIL Start a transaction'],
    ['1xVZhV-0002xq-2G', 'queue id 1xVZhV-0002xq-2G'],
    ['421-4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred', '421 4.7.0 Deferred for complaints or volume'],
    ['S: 421 4.3.2 busy', '421 4.3.2 Server accepts no mail now'],
    ['<  550 5.1.1 no', '550 5.1.1 Recipient does not exist'],
    ['host mx.example.net said: 550 5.1.1 User unknown (in reply to RCPT TO command)', '550 5.1.1 Recipient does not exist'],
    ['smtp; 550 5.1.1 User unknown', '550 5.1.1 Recipient does not exist'],
  ])('%s', (text, heading) => {
    expect(first(text)).toBe(heading);
  });

  it('takes the lines of a reply together', () => {
    const pasted =
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n550-5.7.26 Authenticate with either SPF\n550 5.7.26 or DKIM. - gsmtp\n';
    expect(explainArgument(pasted).length).toBe(1);
    expect(all(pasted)).toMatch(/^550 5\.7\.26 Neither SPF nor DKIM passes\n[\s\S]*The wording is that of Google \(Gmail, Workspace\)\./);
    expect(explainArgument('250 ok\n550 no').length).toBe(2);
  });

  it('gives every meaning of a word', () => {
    expect(explainArgument('AUTH').map((one) => renderPlain(one).split('\n')[0])).toEqual([
      'AUTH Log in',
      'AUTH EHLO keyword',
      'AUTH= parameter of MAIL',
    ]);
  });

  it('decodes a challenge', () => {
    expect(all('334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIn0=')).toContain('The token is invalid or has expired.');
  });

  it('reads a log line', () => {
    const line =
      'Jan  5 10:00:00 mx postfix/smtp[1]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 <b@example.net>: User unknown (in reply to RCPT TO command))';
    expect(all(line)).toContain('The receiving server said it to RCPT.');
  });

  it('shows no secret', () => {
    for (const text of [
      'AUTH PLAIN AGFsaWNlAGh1bnRlcjI=',
      'C: AUTH PLAIN AGFsaWNlAGh1bnRlcjI=',
      'AUTH LOGIN aHVudGVy',
      'auth login aHVudGVy',
      'AUTH=LOGIN aHVudGVy',
      'aHVudGVyMg==',
    ]) {
      expect(all(text), text).not.toMatch(/hunter|AGFsaWNl|aHVudGVy/i);
    }
    expect(first('AUTH PLAIN AGFsaWNlAGh1bnRlcjI=')).toBe('AUTH Log in');
    expect(all('AUTH PLAIN LOGIN')).toMatch(/LOGIN +User name/);
  });

  it.each(['', '   ', 'hello world', 'nothing to see', '\u0000', 'x'.repeat(100_000), '<'.repeat(10_000), '5.'.repeat(10_000)])(
    'knows nothing of %#',
    (text) => {
      expect(explainArgument(text)).toEqual([]);
    },
  );
});

describe('smtp-lens explain', () => {
  const run = async (args: string[], input = ''): Promise<Ran> => {
    const { io, printed } = terminal({ '-': input }, true);
    return { status: await explain(args, io), ...printed };
  };

  it('joins its arguments', async () => {
    const { status, out } = await run(['550', '5.7.26']);
    expect(status).toBe(0);
    expect(out).toMatch(/^550 5\.7\.26 SPF, DKIM or DMARC failed\n/);
    expect(out).toContain('https://www.rfc-editor.org/rfc/rfc7372#section-3.4');
  });

  it('reads standard input', async () => {
    expect((await run(['-'], '550 5.1.1 no\n')).out).toMatch(/^550 5\.1\.1 Recipient does not exist\nThe server has no mailbox/);
  });

  it('writes JSON', async () => {
    const { out } = await run(['--format', 'json', 'AUTH']);
    const objects = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects.map((one) => one.heading)).toEqual(['AUTH Log in', 'AUTH EHLO keyword', 'AUTH= parameter of MAIL']);
    expect(objects[0].sources[0]).toEqual({ label: 'RFC 4954 §4', url: 'https://www.rfc-editor.org/rfc/rfc4954#section-4' });
  });

  it('fails where it knows nothing, and on wrong usage', async () => {
    expect((await run(['what', 'is', 'this'])).status).toBe(1);
    await expect(run([])).rejects.toThrow('nothing to explain');
    await expect(run(['--format', 'xml', '550'])).rejects.toThrow('--format');
  });

  it('lets no control character through', async () => {
    expect((await run(['550 \u001b[31mred\u0007'])).out).not.toMatch(/[\u001b\u0007]/);
  });
});
