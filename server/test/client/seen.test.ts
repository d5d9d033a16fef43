import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seenIn } from '../../../client/src/seen';
import { bounceFormats } from '../../src/formats/bounces';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';

const captures = join(__dirname, '../samples/captures');

describe('the client', () => {
  it('starts the server for every sample of every format', () => {
    const unseen = [...transcriptFormats, ...logFormats, ...bounceFormats].flatMap((format) =>
      format.samples.filter(({ text }) => !seenIn(text)).map(({ title }) => `${format.id}: ${title}`),
    );
    expect(unseen).toEqual([]);
  });

  it('starts it for every capture', () => {
    const files = readdirSync(captures, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.length).toBeGreaterThan(20);
    const unseen = files.filter((one) => !seenIn(readFileSync(join(one.parentPath, one.name), 'utf8')));
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });

  it.each([
    ['notes', 'Buy milk.\nCall Ann at 4 pm, room 12.\n'],
    ['code', readFileSync(join(__dirname, '../../../e2e/png.mjs'), 'utf8')],
    ['a web log', '192.0.2.7 - - [30/Nov/2026:10:11:12 +0000] "GET /a.html HTTP/1.1" 304 -\n'],
    ['a build log', '[12:00:01] compiled 431 modules in 2201 ms, 0 errors (exit 0)\nv2.10.4 -> v2.11.0-rc1\n'],
    ['a long text that gets to SMTP late', `${'word '.repeat(20_000)}\n220 mx.example.net ESMTP\n`],
  ])('starts none for %s', (_, text) => {
    expect(seenIn(text)).toBe(false);
  });

  it('starts it for one typed line', () => {
    for (const line of ['220 mx.example.net ESMTP', 'C: EHLO client.example.org', 'S: 550 5.1.1 no', '550 no such user']) {
      expect(seenIn(line), line).toBe(true);
    }
  });
});
