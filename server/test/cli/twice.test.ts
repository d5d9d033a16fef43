import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { eachTwice } from '../../src/cli/twice';
import { Redaction, redact } from '../../src/features/redact';
import { splitFileText } from '../../src/text/lines';
import { terminal } from './terminal';

vi.setConfig({ testTimeout: 60_000 });

const samples = join(__dirname, '../../..', 'samples');
const texts = readdirSync(samples)
  .map((name) => readFileSync(join(samples, name), 'utf8'))
  .filter((text) => text.length < 40_000);

/** The copy as the command line makes it of a file, or of a pipe, of which no part is held and so many bytes are read at once. */
async function copied(text: string, window: number, file = 'mail.log', held = 0): Promise<{ copy: string; err: string; parts: number }> {
  const { io, printed } = terminal({ [file]: text });
  const redaction = new Redaction();
  let copy = '';
  let parts = 0;
  const uses = {
    first: (part: Parameters<typeof redaction.learn>[0]) => redaction.learn(part),
    second(part: Parameters<typeof redaction.copy>[0] & { readonly ends?: readonly string[] }): void {
      parts++;
      copy += redaction
        .copy(part)
        .lines.map((line, n) => line + (part.ends?.[n] ?? ''))
        .join('');
    },
  };
  await eachTwice(file, undefined, { ...io, chunks: (name) => pieces(io.read(name)) }, uses, { held, window });
  return { copy, err: printed.err, parts };
}

async function* pieces(bytes: Uint8Array, size = 700): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A copy in which stand-ins are numbered in the order in which they come: in parts they are given out in another order. */
function numbered(copy: string): string {
  const known = new Map<string, string>();
  const kinds =
    /\b(?:user|person|host_?)\d+|\b(?:example\.(?:com|net|org)|domain\d+\.example)|(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\.\d{1,3}|2001:db8::[0-9a-f]{1,4}/g;
  return copy
    .replace(/[A-Za-z0-9+/]{16,}={0,2}/g, (one) => (/(?:user|domain|example)/.test(atob(one.slice(0, one.length & ~3))) ? '(Base64)' : one))
    .replace(kinds, (one) => {
      const kind = /^[a-z]+_?(?=\d+$)/.exec(one)?.[0] ?? (/[a-z]{2}/.test(one.replace('db8', '')) ? 'domain' : 'ip');
      if (!known.has(one)) known.set(one, `${kind}#${known.size}`);
      return known.get(one) ?? '';
    });
}

const whole = (text: string): string => {
  const ends = text.match(/\r*\n/g) ?? [];
  return redact(Analysis.of(splitFileText(text)))
    .lines.map((line, n) => line + (ends[n] ?? ''))
    .join('');
};

describe('a copy that is made in parts', () => {
  it('is the copy of the whole, wherever it is cut', async () => {
    const several = fc.array(fc.constantFrom(...texts, '\n'.repeat(30), 'a line of prose\n'), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(several, fc.integer({ min: 200, max: 30_000 }), async (some, window) => {
        const text = some.join('');
        expect(numbered((await copied(text, window)).copy)).toBe(numbered(whole(text)));
      }),
      { numRuns: 20, seed: 20261130 },
    );
  });

  const filler = 'Nov 23 19:24:48 mx postfix/smtpd[4]: connect from unknown[192.0.2.9]\n'.repeat(4000);
  const said = 'Nov 23 19:24:50 mx app[9]: 535 5.7.8 Tulip-4711-xy is not right for alice@corp-site.de\n';
  const asked = 'C: AUTH PLAIN AGFsaWNlQGNvcnAtc2l0ZS5kZQBUdWxpcC00NzExLXh5\nS: 535 5.7.8 no\n';

  it.each([
    ['behind', `${asked}${filler}${said}`],
    ['before', `${said}${filler}${asked}`],
  ])('replaces a password that is told far %s where it was given', async (_, text) => {
    const { copy, parts } = await copied(text, 20_000);
    expect(parts).toBeGreaterThan(5);
    expect(copy).toContain('535 5.7.8 REDACTED is not right for user1@example.com');
    expect(copy).not.toMatch(/Tulip|corp-site/);
  });

  it('has one stand-in for a name in all parts, and none that the text had', async () => {
    const line = (name: string): string => `Nov 23 19:24:50 mx postfix/smtp[9]: 4ZxK2p: to=<${name}>, relay=none, status=deferred (x)\n`;
    const { copy } = await copied(
      `${line('alice@corp-site.de')}${filler}${line('user1@example.com')}${filler}${line('alice@corp-site.de')}`,
      20_000,
    );
    expect(copy.match(/to=<[^>]*>/g)).toEqual(['to=<user2@example.net>', 'to=<user1@example.com>', 'to=<user2@example.net>']);
  });

  it('replaces what rows of octets tell over the end of a part', async () => {
    const rows = (text: string): string =>
      Array.from({ length: Math.ceil(text.length / 16) }, (_, n) => {
        const octets = [...text.slice(16 * n, 16 * n + 16)];
        const hex = octets.map((one) => one.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
        return `${(16 * n).toString(16).padStart(8, '0')}  ${hex.padEnd(48)} ${octets.map((one) => (one < ' ' ? '.' : one)).join('')}\n`;
      }).join('');
    const prose = 'some words that no server says\n'.repeat(900);
    const text = `${prose}${rows('password=Kw7Qx92mmA-tulip-4711-lily-0815\n'.repeat(20))}${prose}`;
    // A part ends some hundred lines before what was read.
    for (let window = 40_000; window < 48_000; window += 600) {
      const { copy } = await copied(text, window);
      expect(copy).toBe(whole(text));
      expect(copy).not.toMatch(/Kw7Q|lily/);
    }
  });

  it.each(['-', 'mail.log'])('keeps line ends of %s, and a last line without one', async (file) => {
    const text = `${filler.replaceAll('\n', '\r\n')}${said.trimEnd()}`;
    const { copy } = await copied(text, 20_000, file);
    expect(copy.match(/\r?\n/g)).toEqual(text.match(/\r?\n/g));
    expect(copy).toMatch(/[^\n]$/);
  });
});

describe('a file that is read twice', () => {
  const line = (n: number): string => `Nov 23 19:24:48 mx postfix/smtpd[${n}]: connect from unknown[192.0.2.9]\n`;
  const text = Array.from({ length: 2000 }, (_, n) => line(n)).join('');
  const changed = async (then: string): Promise<{ seen: number; err: string }> => {
    const { io, printed } = terminal({ 'mail.log': text });
    let reads = 0;
    let seen = 0;
    const chunks = (): AsyncGenerator<Uint8Array> => pieces(new TextEncoder().encode(reads++ === 0 ? text : then));
    const uses = {
      first: () => undefined,
      second: ({ to, last }: { readonly to: number; readonly last: boolean }) => {
        seen += last ? to - 1 : to;
      },
    };
    const tally = await eachTwice('mail.log', undefined, { ...io, chunks }, uses, { held: 0, window: 9000 });
    expect(tally.failed).toBe(printed.err !== '');
    return { seen, err: printed.err };
  };

  it('may have grown: what came later is left out', async () => {
    expect(await changed(text + line(1))).toEqual({ seen: 2000, err: '' });
  });

  it.each([
    ['begins otherwise', `${line(9)}${text}`, 0],
    ['ends earlier', text.slice(0, 100_000), 1369],
    ['has become empty', '', 0],
  ])('is reported where it %s than before', async (_, then, most) => {
    const { seen, err } = await changed(then);
    expect(err).toBe('smtp-lens: mail.log was changed while it was read\n');
    expect(seen).toBeLessThanOrEqual(most);
  });
});
