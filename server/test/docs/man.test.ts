import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manPage } from '../../../scripts/docs/man';
import manifest from '../../package.json';
import { commandPages, commonOptions } from '../../src/cli/usage';

const folder = join(__dirname, '../..');
const page = manPage();

/** What a reader sees of it: without macros and fonts, escapes as the characters that they are. */
const shown = page
  .replace(/^\.\\".*\n/gm, '')
  .replace(/^\.(?:TP|PP|RS 4|RE|nf|fi|br)\n/gm, '')
  .replace(/\\f[BIR]/g, '')
  .replace(/\\\[u([0-9A-F]{4,})\]/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
  .replace(/\\([-e&])/g, (_, char: string) => ({ '-': '-', e: '\\', '&': '' })[char] ?? '');

describe('smtp-lens.1', () => {
  it('is what --help says (node scripts/docs.mjs writes it), and goes with the package', () => {
    expect(readFileSync(join(folder, 'smtp-lens.1'), 'utf8').replace(/\r\n/g, '\n')).toBe(page);
    expect(manifest.files).toContain('smtp-lens.1');
    expect(existsSync(join(folder, manifest.man))).toBe(true);
  });

  it('tells every command, option and example', () => {
    for (const { name, form, options, examples } of commandPages()) {
      expect(shown).toContain(`.SS "${name}"\nsmtp-lens ${`${name} ${form}`.trim()}\n`);
      for (const [option] of options) expect(shown).toContain(`\n${option}\n`);
      for (const [line] of examples) expect(shown).toContain(`\n${line}\n`);
    }
    for (const [option] of commonOptions()) expect(shown).toContain(`\n${option}\n`);
  });

  it('has no line that roff takes for a command, and no character that it may not know', () => {
    for (const line of page.split('\n')) {
      expect(line).toMatch(/^[ -~]*$/);
      if (/^[.']/.test(line)) expect(line).toMatch(/^\.(?:TH|SH|SS|TP|PP|RS 4|RE|nf|fi|br|\\")(?: |$)/);
    }
  });
});
