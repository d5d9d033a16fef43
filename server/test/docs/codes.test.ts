import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codesPage } from '../../../scripts/docs/codes';
import { commands } from '../../src/knowledge/commands';
import { firstCodes, firstGroups } from '../../src/knowledge/first-table';
import { replyCodes } from '../../src/knowledge/reply-codes';

const page = codesPage();

describe('docs/codes.md', () => {
  it('is what the rows say', () => {
    expect(readFileSync(join(__dirname, '../../../docs/codes.md'), 'utf8').replace(/\r\n/g, '\n')).toBe(page);
  });

  it('has the codes in numerical order, each of the first table with what has changed', () => {
    const lines = page.slice(page.indexOf('## In numerical order'), page.indexOf('## By command')).split('\n');
    const rows = lines.filter((line) => /^\| \*\*\d{3}\*\*/.test(line));
    const found = rows.map((line) => Number(/\d{3}/.exec(line)?.[0]));
    expect(found).toEqual(replyCodes.map((row) => row.code));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    for (const code of firstCodes) expect(rows.find((line) => line.startsWith(`| **${code}**`))).toMatch(/\| [^|]+ \|$/);
  });

  it('has a section for each command, each of the first groups with what has changed', () => {
    expect(page.match(/^### /gm)?.length).toBe(commands.length);
    expect(page.match(/\*Changed since 2009:\* /g)?.length).toBe(firstGroups.length);
  });

  it('has tables whose rows are as wide as their heads', () => {
    let width = 0;
    for (const line of page.split('\n')) {
      const cells = line.startsWith('|') ? line.replace(/\\\|/g, '').split('|').length : 0;
      if (cells > 0 && width > 0) expect(cells, line).toBe(width);
      width = cells;
    }
  });
});
