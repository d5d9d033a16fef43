import { describe, expect, it } from 'vitest';
import { LOG } from '../features/marked';
import { smtpLens } from './terminal';

describe('smtp-lens messages', () => {
  const head = 'Jan  5 10:00:09 mx1 postfix/';

  it('tells failures from messages without an outcome', async () => {
    const waiting = `${head}qmgr[102]: 5A6B7C8D9E: from=<a@example.org>, size=2048, nrcpt=1 (queue active)`;
    const { out, err } = await smtpLens({ 'mail.log': `${LOG}\n${waiting}\n` }, 'messages', 'mail.log');
    expect(out).toContain('5A6B7C8D9E <a@example.org> -> ?: no outcome in this log');
    expect(err).toBe('1 file · 3 messages · 2 not delivered to everyone, 1 without an outcome\n');
    expect((await smtpLens({ a: waiting }, 'messages', 'a')).err).toBe('1 file · 1 message · 1 without an outcome\n');
  });

  it('leaves out for people what a log tells nothing of, and not for programs', async () => {
    const rest = `${head}qmgr[102]: 6B7C8D9EAF: removed\n`;
    expect(await smtpLens({ a: rest }, 'messages', 'a')).toEqual({ status: 0, out: '', err: '1 file · no message found\n' });
    const { out } = await smtpLens({ a: rest }, 'messages', '--format', 'json', 'a');
    expect(JSON.parse(out)).toMatchObject({ id: '6B7C8D9EAF', ended: true, recipients: [] });
  });
});
