import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettingsFile } from '../../src/cli/settings-file';
import { LONGEST_FILE } from '../../src/rules/folder-file';

const folder = mkdtempSync(join(tmpdir(), 'smtp-lens-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('a settings file', () => {
  it('is read as it is, and is none where there is none', () => {
    expect(readSettingsFile(written('good', '{ "strictness": "lenient" }'))).toBe('{ "strictness": "lenient" }');
    expect(readSettingsFile(written('empty', ''))).toBe('');
    expect(readSettingsFile(join(folder, 'none'))).toBeNull();
    expect(readSettingsFile(join(written('file', ''), 'below'))).toBeNull();
  });

  it('is refused where it is no regular file', () => {
    mkdirSync(join(folder, 'folder'));
    symlinkSync(written('target', '{}'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
    for (const name of ['folder', 'link', 'broken', 'loop', 'loop/below'])
      expect(readSettingsFile(join(folder, name)), name).toEqual({ refused: 'no-file' });
    expect(readSettingsFile(join(folder, 'x'.repeat(300)))).toEqual({ refused: 'no-file' });
  });

  it('may be a million bytes long, and not one more', () => {
    expect(readSettingsFile(written('long', ' '.repeat(LONGEST_FILE)))).toHaveLength(LONGEST_FILE);
    expect(readSettingsFile(written('longer', ' '.repeat(LONGEST_FILE + 1)))).toEqual({ refused: 'too-long' });
  });
});
