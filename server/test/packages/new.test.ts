import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';

const top = join(__dirname, '../../..');
// Inside the project, so that a copy finds its packages.
const copy = mkdtempSync(join(top, 'node_modules', '.new-'));
cpSync(join(top, 'server'), join(copy, 'server'), { recursive: true, filter: (name) => !/[\\/](?:dist|test|node_modules)$/.test(name) });
afterAll(() => rmSync(copy, { recursive: true }));

type Make = (root: string, kind: string, name: string) => string[];
const maker = async (): Promise<Make> => ((await import(pathToFileURL(join(top, 'scripts/new.mjs')).href)) as { make: Make }).make;

/** What a module of the copy exports. */
async function loaded(module: string): Promise<Record<string, { id?: string; name?: string }[]>> {
  const outfile = join(copy, `${module.replaceAll('/', '-')}.cjs`);
  const entryPoints = [join(copy, 'server/src', module)];
  await build({
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  });
  return (await import(pathToFileURL(outfile).href)) as Record<string, { id?: string; name?: string }[]>;
}

describe('npm run new', () => {
  it('makes a rule, a format and a provider that are listed', async () => {
    const make = await maker();
    expect(make(copy, 'rule', 'style/quit-with-words')).toEqual([
      'server/src/rules/style/quit-with-words.ts',
      'server/src/rules/style/index.ts',
    ]);
    make(copy, 'format', 'my-program');
    make(copy, 'provider', 'some-host');
    expect((await loaded('rules/catalogue.ts')).rules.map(({ id }) => id)).toContain('quit-with-words');
    expect((await loaded('formats/transcripts/index.ts')).transcriptFormats.map(({ id }) => id)).toContain('my-program');
    expect((await loaded('knowledge/provider-replies.ts')).providers.map(({ name }) => name)).toContain('Some host');
  }, 120_000);

  it('refuses what is taken, and what is no name', async () => {
    const make = await maker();
    expect(() => make(copy, 'format', 'swaks')).toThrow('there already');
    expect(() => make(copy, 'rule', 'no-group')).toThrow('kebab-case');
    expect(() => make(copy, 'rule', 'nowhere/a-rule')).toThrow('no group');
    expect(() => make(copy, 'format', '../evil')).toThrow('kebab-case');
    expect(() => make(copy, 'feature', 'a')).toThrow('usage');
  });
});
