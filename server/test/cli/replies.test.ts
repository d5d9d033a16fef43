import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { repliesWork } from '../../src/cli/replies';
import { smtpLens } from './terminal';

const postfix =
  'Nov 23 10:00:00 relay postfix/smtp[4]: 4F9D1A2B3C: to=<bo@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.7.26, status=bounced (host mx.example.net[192.0.2.1] said: 550-5.7.26 No SPF 550 5.7.26 record found (in reply to end of DATA command))\n';
const exim = '2026-11-23T19:29:00Z worker: could not send: host mx.example.net [192.0.2.1]: 550 5.1.1 <bo@example.net>: no such user\n';
const dialogue =
  'C: MAIL FROM:<al@example.org>\nS: 250 2.1.0 OK\nC: RCPT TO:<bo@example.net>\nS: 550-5.1.1 no such user,\nS: 550 5.1.1 try another\n';

const records = async (text: string) =>
  (await smtpLens({ '/a': text }, 'replies', '--format', 'json', '/a')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('replies', () => {
  it('names no step by what was typed where a command belongs: it may be a password', async () => {
    const typed =
      'S: 220 mx.example.net ESMTP\nC: AUTH LOGIN\nS: 504 5.7.4 no\nC: hunter2024\nS: 500 5.5.2 what?\nC: XCLIENT NAME=a\nS: 250 ok\n';
    const { out } = await smtpLens({ 'a.smtp': typed }, 'replies', 'a.smtp');
    expect(out.toLowerCase()).not.toContain('hunter');
    expect((await records(typed)).map(({ phase }) => phase)).toEqual(['greeting', 'AUTH', null, 'XCLIENT']);
  });
});

describe('replies --format json', () => {
  it('hides a password that a reply repeats, in every part of a log', () => {
    const told = 'Nov 23 10:00:00 relay app[3]: login password=hunTer2xyz9\n';
    const refused = 'Nov 23 10:00:01 relay postfix/smtpd[4]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 550 5.7.1 no hunTer2xyz9 here\n';
    const log = told + refused.repeat(700);
    const analysis = Analysis.of(log.trimEnd().split('\n'));
    const part = { analysis, from: 0, to: 10, alone: false, last: false, quiet: false, file: 'a' };
    for (const first of [0, 30_000]) {
      const { text } = repliesWork.map({ ...part, first }, 'json');
      expect(JSON.parse(text.split('\n')[0])).toMatchObject({ line: first + 2, text: 'no [hidden] here' });
    }
  });

  it('says what was said, when, to whom and by which server', async () => {
    expect(await records(postfix)).toMatchObject([
      { code: null, enhanced: '5.7.26', text: null },
      {
        code: 550,
        phase: 'data',
        status: 'bounced',
        text: 'No SPF\nrecord found',
        time: '--11-23T10:00:00.000Z',
        recipient: 'bo@example.net',
        relay: 'mx.example.net[192.0.2.1]:25',
      },
      { code: 550, text: 'record found' },
    ]);
    expect(await records(exim)).toMatchObject([
      { format: 'client-error', text: '<bo@example.net>: no such user', time: '2026-11-23T19:29:00.000Z', relay: 'mx.example.net' },
    ]);
    expect(await records(dialogue)).toMatchObject([
      { code: 250, text: 'OK', recipient: null },
      { code: 550, phase: 'RCPT', text: 'no such user,\ntry another', recipient: 'bo@example.net', time: null, relay: null },
    ]);
  });

  it('believes a reply that names its command, where none is left for it', async () => {
    const fragment = `... while talking to mx.example.net.:
>>> DATA
<<< 550 5.7.1 <bo@example.net>... Relaying denied. Log in first.
550 5.1.1 <bo@example.net>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)
`;
    expect(await records(fragment)).toMatchObject([
      { line: 3, code: 550, phase: 'DATA' },
      { line: 4, code: 550 },
      { line: 5, code: 503, phase: 'DATA' },
    ]);
  });

  it('has the fields that the page of the command line lists', async () => {
    const page = readFileSync(join(__dirname, '../../../docs/pipelines.md'), 'utf8');
    const listed = /`replies --format json`[^{]*`\{([^}]*)\}`/.exec(page)?.[1] ?? '';
    const [record] = await records(postfix);
    expect(listed.split(',').map((name) => name.trim().replaceAll('"', ''))).toEqual(Object.keys(record));
  });
});

describe('why --format json', () => {
  it('keeps its keys where a value before one speaks of a password', async () => {
    const text = 'Error: Invalid login: 535 Login fail. Please enter your authorization code to log in.\n';
    const { out } = await smtpLens({ '/a': text }, 'why', '--format', 'json', '/a');
    expect(JSON.parse(out)).toMatchObject({
      title: 'Authorization code needed, not password',
      cause: expect.stringContaining('instead of the account’s password'),
    });
  });
});
