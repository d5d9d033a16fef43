import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { manifestText } from '../../../scripts/docs/manifest';
import { schemaText } from '../../../scripts/docs/schema';
import { run } from '../../src/cli/main';
import { readFolderSettings } from '../../src/features/folder-settings';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { smtpLens, terminal } from '../cli/terminal';

const file = (name: string): string => readFileSync(join(__dirname, '../../..', name), 'utf8').replace(/\r\n/g, '\n');
const manifest = JSON.parse(file('package.json'));
const settings = Object.assign({}, ...manifest.contributes.configuration.map((one: { properties: object }) => one.properties));

describe('the choices of the settings in package.json', () => {
  it('are those of the formats and the rules (node scripts/docs.mjs writes them)', () => {
    expect(file('package.json')).toBe(manifestText(file('package.json')));
  });

  it('are what --as takes, each with a description', async () => {
    const { enum: formats, enumDescriptions } = settings['smtpLens.format'];
    expect(formats[0]).toBe('auto');
    expect(enumDescriptions).toHaveLength(formats.length);
    const { err } = await smtpLens({ a: '' }, 'check', '--as', 'no-such-format', 'a');
    expect(err.split(': ').at(-1)?.trim().split(', ')).toEqual([...formats.slice(1)].sort());
  });

  it('offer every rule and every group', () => {
    const { enum: ids, enumDescriptions } = settings['smtpLens.rules'].propertyNames;
    const all = [...rules, ...logRules, ...lifeRules];
    expect(new Set(ids)).toEqual(new Set(all.flatMap(({ id, group }) => [id, group])));
    expect(enumDescriptions).toHaveLength(ids.length);
    for (const one of enumDescriptions) expect(one).toMatch(/\S/);
  });
});

describe('the schema of .smtp-lens.json', () => {
  const schema = JSON.parse(file('syntaxes/smtp-lens.schema.json'));
  // The words for comments and trailing commas are those of VS Code.
  const valid = new Ajv({ strict: false }).compile(schema);

  it('is what the settings say (node scripts/docs.mjs writes it)', () => {
    expect(file('syntaxes/smtp-lens.schema.json')).toBe(schemaText());
    expect(schemaText()).not.toContain('%');
  });

  it('is what VS Code is told to hold such files against, and they may have comments', () => {
    const { jsonValidation, languages } = manifest.contributes;
    expect(jsonValidation).toEqual([{ fileMatch: '.smtp-lens.json', url: './syntaxes/smtp-lens.schema.json' }]);
    expect(languages.find(({ id }: { id: string }) => id === 'jsonc').filenames).toEqual(['.smtp-lens.json']);
  });

  it.each([
    ['{}', true],
    ['{ "$schema": "x", "strictness": "lenient", "rules": { "path-space-after-colon": "off", "style": "hint" } }', true],
    [
      '{ "replies": [{ "pattern": "no way", "title": "No", "meaning": "m", "whatToDo": "d", "link": "https://example.com/", "code": 550, "enhanced": "5.7.1" }] }',
      true,
    ],
    ['{ "severity": {} }', false],
    ['{ "strictness": "strict" }', false],
    ['{ "rules": { "no-such-rule": "off" } }', false],
    ['{ "rules": { "path-space-after-colon": "fatal" } }', false],
    ['{ "rules": [] }', false],
    ['{ "replies": {} }', false],
    ['{ "replies": [{ "title": "No" }] }', false],
    ['{ "replies": [{ "pattern": "x" }] }', false],
    ['{ "replies": [{ "pattern": "x", "title": "No", "code": 99 }] }', false],
    ['[]', false],
  ])('says of %s what the reader of the file says', (text, good) => {
    expect(valid(JSON.parse(text)), JSON.stringify(valid.errors)).toBe(good);
    expect(readFolderSettings(text).problems.length === 0).toBe(good);
  });

  it('is content with what init writes', async () => {
    const { io } = terminal({});
    expect(await run(['init'], io, '0')).toBe(0);
    const text = Buffer.from(io.read('.smtp-lens.json')).toString();
    expect(text).toContain('//');
    expect(valid(parse(text)), JSON.stringify(valid.errors)).toBe(true);
  });
});
