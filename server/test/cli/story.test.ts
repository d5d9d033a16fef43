import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { processIo } from '../../src/cli/io';
import { run } from '../../src/cli/main';

const folder = mkdtempSync(join(tmpdir(), 'story-'));
afterAll(() => rmSync(folder, { recursive: true }));

const log = readFileSync(join(__dirname, '../../..', 'samples/mail.log'), 'utf8').split('\n');
const older = join(folder, 'mail.log.1.gz');
const newer = join(folder, 'mail.log');
writeFileSync(older, gzipSync(log.slice(0, 8).join('\n')));
writeFileSync(newer, log.slice(8).join('\n'));

async function smtpLens(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { ...processIo(), out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const status = await run(args, io, '0');
  return { status, out: out.join(''), err: err.join('') };
}

describe('smtp-lens story', () => {
  it('tells a message across rotated files, packed or not, in whatever order they are named', async () => {
    const { status, out } = await smtpLens('story', '349261B8932', newer, older);
    expect(status).toBe(0);
    expect(out).toContain('Outcome: 3 recipients: 2 sent, 1 bounced: recipient does not exist · 550 5.1.1 · 5 min 40 s');
    expect(out).toContain('(line mail.log.1.gz:8)'.replace('mail', `${folder}/mail`));
    expect(out.indexOf('connect from client.example.org')).toBeLessThan(out.indexOf('queued as 9A1C27F3'));
    expect((await smtpLens('story', '349261B8932', older, newer)).out).toBe(out);
    // A message of 334 octets is no challenge, and the id behind it no answer.
    expect(out).toContain('334 octets');
    expect(out).not.toContain('[hidden]');
  });

  it('finds a message by its message id', async () => {
    const { out } = await smtpLens('story', '<1795461872.0798151@client.example.org>', older);
    expect(out).toMatch(/^Story of 349261B8932$/m);
  });

  it('tells every message that had the id', async () => {
    const twice = join(folder, 'twice.log');
    const begin = (minute: number, from: string) => [
      `Nov 23 19:${minute}:32 mail postfix/smtpd[7123]: 4A1B2C3D4E: client=a.example.org[192.0.2.10]`,
      `Nov 23 19:${minute}:32 mail postfix/qmgr[7056]: 4A1B2C3D4E: from=<${from}>, size=334, nrcpt=1 (queue active)`,
      `Nov 23 19:${minute}:33 mail postfix/qmgr[7056]: 4A1B2C3D4E: removed`,
    ];
    writeFileSync(twice, [...begin(10, 'alice@example.org'), ...begin(40, 'bob@example.org')].join('\n'));
    const { out } = await smtpLens('story', '4A1B2C3D4E', twice);
    expect(out.match(/^From: .*$/gm)).toEqual([
      'From: <alice@example.org> (a.example.org[192.0.2.10])',
      'From: <bob@example.org> (a.example.org[192.0.2.10])',
    ]);
  });

  it('draws it', async () => {
    const { out } = await smtpLens('story', '--format', 'svg', '349261B8932', newer, older);
    expect(out).toMatch(/^<svg .*349261B8932.*<\/svg>\n$/s);
  });

  it('says what is wrong: no such id 1, wrong usage or a file that cannot be read 2', async () => {
    expect(await smtpLens('story', 'NONE', newer)).toMatchObject({ status: 1, out: '', err: expect.stringContaining('NONE') });
    expect((await smtpLens('story', '349261B8932')).status).toBe(2);
    expect((await smtpLens('story', '349261B8932', join(folder, 'nothing'), newer)).status).toBe(2);
    const damaged = join(folder, 'damaged.gz');
    writeFileSync(damaged, gzipSync('x'.repeat(5000)).subarray(0, 20));
    expect(await smtpLens('story', '349261B8932', damaged)).toMatchObject({ status: 2, err: expect.stringContaining('gzip') });
  });
});
