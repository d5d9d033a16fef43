import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import manifest from '../../package.json';
import server from '../package.json';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const top = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'release-'));
afterAll(() => rmSync(folder, { recursive: true }));

const node = (args: readonly string[], env: Record<string, string> = {}) =>
  promisify(execFile)(process.execPath, args, { cwd: top, env: { ...process.env, SOURCE_DATE_EPOCH: undefined, ...env } });

/** Every file below a folder with its bytes. */
const contents = (path: string): Map<string, string> =>
  new Map(
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .sort()
      .filter((name) => statSync(join(path, name)).isFile())
      .map((name) => [name, readFileSync(join(path, name), 'latin1')]),
  );

describe('a build', () => {
  it('has the same bytes as another of the same sources', async () => {
    const folders = [join(folder, 'one'), join(folder, 'another/below')];
    await Promise.all(folders.map((outdir) => node(['scripts/build.mjs', '--production', `--outdir=${outdir}`])));
    const [one, another] = folders.map(contents);
    expect([...one.keys()]).toEqual(expect.arrayContaining(['client/dist/extension.js', 'server/dist/server.js', 'server/dist/cli.js']));
    expect([...another.keys()]).toEqual([...one.keys()]);
    for (const [name, bytes] of one) expect(another.get(name) === bytes, name).toBe(true);
  });

  it('is packaged into the same bytes at another time and in another time zone', async () => {
    const script = join(top, 'scripts/package.mjs');
    const make = async (name: string, zone: string): Promise<Buffer> => {
      await node(['--input-type=module', '-e', `await (await import('file://${script}')).makePackage('${join(folder, name)}')`], {
        TZ: zone,
      });
      return readFileSync(join(folder, name));
    };
    const paper = join(top, 'server/dist/server.js');
    const { atime, mtime } = statSync(paper);
    const one = await make('one.vsix', 'Asia/Tokyo');
    utimesSync(paper, atime, new Date(mtime.getTime() - 100_000));
    const another = await make('another.vsix', 'America/New_York');
    utimesSync(paper, atime, mtime);
    expect(one.length).toBeGreaterThan(100_000);
    expect(one.equals(another)).toBe(true);
  }, 180_000);
});

describe('a release', () => {
  it('asks first whether a package has a known weakness; a landing does not', () => {
    expect(manifest.scripts.release).toMatch(/^npm run audit && /);
    expect(manifest.scripts.audit).toBe('npm audit --audit-level=low');
    for (const file of ['.ci/run', 'scripts/test.mjs', 'e2e/run.mjs'])
      expect(readFileSync(join(top, file), 'utf8')).not.toMatch(/run audit/);
  });

  it('bundles only packages whose licences let it', async () => {
    await node(['scripts/build.mjs', `--outdir=${join(folder, 'papers')}`]);
    const papers = ['client', 'server'].map((one) => readFileSync(join(folder, `papers/${one}/dist/THIRD_PARTY_NOTICES.md`), 'utf8'));
    const blocks = papers.flatMap((paper) => [...paper.matchAll(/^## (\S+ \d+\.\d+\.\S+ \(.+\))\n\n([^\n]*)/gm)]);
    const found = blocks.flatMap(([, titles, text]) =>
      titles.split(/(?<=\)), /).map((title) => {
        const [, name, licence] = /^(\S+) \d+\.\d+\.\S+ \((.+)\)$/.exec(title) ?? [];
        return { name, licence, text };
      }),
    );
    expect(found.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['vscode-languageserver', 'vscode-languageclient', 'jsonc-parser', '@vscode/l10n', 'ignore']),
    );
    // Each lets its users do as they like as long as its text goes with it.
    const free = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'];
    for (const { name, licence, text } of found) {
      expect(free, name).toContain(licence);
      expect(text, `${name} comes without its licence`).toMatch(/\S/);
    }
    expect(readFileSync(join(top, '.vscodeignore'), 'utf8')).toContain('!client/dist/THIRD_PARTY_NOTICES.md');
    expect(server.files).toContain('dist/THIRD_PARTY_NOTICES.md');
  });
});
