import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const top = join(__dirname, '../..');
const scripts = join(top, 'scripts');
/** Bundles that were built on this machine, in a folder for each state of the sources: six test files want the same ones. */
const BUILT = join(top, 'node_modules/.cache/smtp-lens/built');
const DAY = 86_400_000;

/** What a bundle is made of. */
const SOURCES = [
  'server/src',
  'client/src',
  'l10n',
  'scripts',
  'package.json',
  'package-lock.json',
  'server/package.json',
  'server/api.d.ts',
];

const filesIn = (path: string): string[] =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true, encoding: 'utf8' })
        .sort()
        .map((name) => join(path, name))
        .filter((name) => statSync(name).isFile());

/** Names the state of the sources. */
function state(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => filesIn(join(top, name)))) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** The mutant that `npm run mutate` tries (scripts/mutate/lane.mjs) is in the bundles too. */
function mutant(): Plugin[] {
  if (!process.env.SMTP_LENS_MUTANT) return [];
  const { file, start, end, text } = JSON.parse(process.env.SMTP_LENS_MUTANT) as { file: string; start: number; end: number; text: string };
  return [
    {
      name: 'mutant',
      setup({ onLoad }) {
        onLoad({ filter: /\.ts$/ }, ({ path }) => {
          if (path !== file) return null;
          const source = readFileSync(path, 'utf8');
          return { contents: source.slice(0, start) + text + source.slice(end), loader: 'ts' };
        });
      },
    },
  ];
}

/** Builds bundles as they ship into a folder; `names` are their entry points in scripts/bundles.mjs. What is built already is copied. */
export async function buildInto(folder: string, names: readonly string[]): Promise<void> {
  const { bundlesOf } = (await import(pathToFileURL(join(scripts, 'bundles.mjs')).href)) as {
    bundlesOf(production: boolean): BuildOptions[];
  };
  const slips = mutant();
  for (const bundle of bundlesOf(true)) {
    const name = Object.keys(bundle.entryPoints ?? {}).find((entry) => names.includes(entry));
    if (name === undefined) continue;
    if (slips.length > 0) await build({ ...bundle, plugins: [...slips, ...(bundle.plugins ?? [])], outdir: folder });
    else cpSync(await onShelf(name, bundle), folder, { recursive: true });
  }
}

/** The folder in which a bundle is, built if it was not. */
async function onShelf(name: string, bundle: BuildOptions): Promise<string> {
  const shelf = join(BUILT, state());
  mkdirSync(shelf, { recursive: true });
  for (const other of readdirSync(BUILT).map((each) => join(BUILT, each)))
    if (other !== shelf && Date.now() - statSync(other).mtimeMs > DAY) rmSync(other, { recursive: true, force: true });
  const place = join(shelf, name.replaceAll('/', '-'));
  if (existsSync(place)) return place;
  const outdir = mkdtempSync(join(shelf, '.making-'));
  await build({ ...bundle, outdir });
  try {
    renameSync(outdir, place);
  } catch {
    // Another test file was faster.
    rmSync(outdir, { recursive: true });
  }
  return place;
}
