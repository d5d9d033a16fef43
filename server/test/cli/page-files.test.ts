import { readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writePage } from '../../src/cli/page-files';

describe('the file of a page', () => {
  it('is for its reader only, and the same one for the same name', async () => {
    const path = fileURLToPath(await writePage('Story of 4F9D1A2B3C.txt', 'one'));
    expect(basename(path)).toBe('Story-of-4F9D1A2B3C.txt');
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(dirname(path)).mode & 0o077).toBe(0);
    expect(fileURLToPath(await writePage('Story of 4F9D1A2B3C.txt', 'two'))).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('two');
  });

  it.each([
    ['../../etc/passwd', 'etc-passwd'],
    ['/etc/passwd', 'etc-passwd'],
    ['..', 'page'],
    ['a\u0000\u001b[31m\u202eb.md', 'a-31m-b.md'],
    [`${'x'.repeat(5000)}.svg`, `${'x'.repeat(96)}.svg`],
    ['Zusammenfassung für mail.log.txt', 'Zusammenfassung-für-mail.log.txt'],
  ])('stays in its folder whatever it is called: %j', async (name, expected) => {
    const folder = dirname(fileURLToPath(await writePage('a.txt', '')));
    const path = fileURLToPath(await writePage(name, ''));
    expect([dirname(path), basename(path)]).toEqual([folder, expected]);
  });
});
