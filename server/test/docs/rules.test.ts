import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulesPage } from '../../../scripts/docs/rules';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';

const page = rulesPage();

describe('docs/rules.md', () => {
  it('is what the rules say (node scripts/docs.mjs writes it)', () => {
    expect(readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8').replace(/\r\n/g, '\n')).toBe(page);
  });

  it('has a section for each rule, under the anchor that a finding links to', () => {
    const sections = [...page.matchAll(/^### (\S+)$/gm)].map((match) => match[1]);
    expect([...sections].sort()).toEqual([...rules, ...logRules, ...lifeRules].map((rule) => rule.id).sort());
  });

  it('links every rule from the table of its group', () => {
    for (const rule of [...rules, ...logRules, ...lifeRules]) expect(page).toContain(`](#${rule.id})`);
  });
});
