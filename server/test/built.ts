import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const scripts = join(__dirname, '../../scripts');

/** Builds bundles as they ship into a folder; `names` are their entry points in scripts/bundles.mjs. */
export async function buildInto(folder: string, names: readonly string[]): Promise<void> {
  const { bundlesOf } = (await import(pathToFileURL(join(scripts, 'bundles.mjs')).href)) as {
    bundlesOf(production: boolean): BuildOptions[];
  };
  const wanted = bundlesOf(true).filter(({ entryPoints }) => Object.keys(entryPoints ?? {}).some((name) => names.includes(name)));
  for (const bundle of wanted) await build({ ...bundle, outdir: folder });
}
