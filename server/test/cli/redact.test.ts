import { describe, expect, it } from 'vitest';
import { smtpLens } from './terminal';

const TEXT = 'C: AUTH PLAIN AGFsaWNlQGNvcnAtc2l0ZS5kZQB0dWxpcC00NzEx\nS: 235 2.7.0 OK\nC: MAIL FROM:<alice@corp-site.de>\nS: 250 OK\n';

const called = (...args: string[]) => smtpLens({ '-': TEXT, 'session.smtp': TEXT }, 'redact', ...args);

describe('smtp-lens redact', () => {
  it('writes the copy of standard input, and nothing else', async () => {
    const { status, out, err } = await called('-');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe('C: AUTH PLAIN AHVzZXIxQGV4YW1wbGUuY29tAFJFREFDVEVE\nS: 235 2.7.0 OK\nC: MAIL FROM:<user1@example.com>\nS: 250 OK\n');
  });

  it('keeps names where asked to, never credentials', async () => {
    const { out } = await called('--keep-identities', 'session.smtp');
    expect(out).toContain('MAIL FROM:<alice@corp-site.de>');
    expect(out).not.toContain('dHVsaXAtNDcxMQ');
    expect(atob(/PLAIN (\S+)/.exec(out)?.[1] ?? '')).toBe('\0alice@corp-site.de\0REDACTED');
  });

  it('lists what was replaced without telling it', async () => {
    const { err } = await called('--report', 'session.smtp');
    expect(err).toMatch(/^session\.smtp:1:15: password -> /);
    expect(err).toMatch(/session\.smtp:3:15: address -> user1@example\.com/);
    expect(err).not.toMatch(/corp-site|tulip/);
  });

  it('keeps the line ends of the file', async () => {
    for (const text of [TEXT.replaceAll('\n', '\r\n'), TEXT.replace('\n', '\r\n').trimEnd(), TEXT.replaceAll('\n', '\r')]) {
      const { out } = await smtpLens({ file: text }, 'redact', 'file');
      expect(out.match(/\r?\n|\r/g)).toEqual(text.match(/\r?\n|\r/g));
      expect(out.startsWith('C: AUTH PLAIN AHVzZXIxQGV4YW1wbGUuY29tAFJFREFDVEVE')).toBe(true);
    }
  });

  it('takes a text with a stray NUL, and no picture', async () => {
    expect(await smtpLens({ file: `${TEXT}\0\n` }, 'redact', 'file')).toMatchObject({ status: 0, err: '' });
    const picture = await smtpLens({ file: '\x89PNG\0\0\0\rIHDR\0\0\0\0' }, 'redact', 'file');
    expect(picture).toMatchObject({ status: 2, out: '' });
    expect(picture.err).toContain('not text');
  });

  it('takes one file', async () => {
    expect((await called()).status).toBe(2);
    expect((await called('a', 'b')).status).toBe(2);
  });
});
