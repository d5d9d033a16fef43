// The log of the benchmark, for the steps that open a large file.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** More than that, and VS Code syncs nothing. */
const MOST_MEGABYTES = 50;

/** A Postfix log of so many lines, after those of `before`; VS Code colours none of more than 300,000. */
export async function largeLog(lines, before) {
  const outfile = path.join(root, '.cache', 'generate.mjs');
  mkdirSync(path.dirname(outfile), { recursive: true });
  const entryPoints = [path.join(root, 'bench', 'generate.ts')];
  await build({
    entryPoints,
    bundle: true,
    format: 'esm',
    platform: 'node',
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    outfile,
    logLevel: 'warning',
  });
  const { logText } = await import(pathToFileURL(outfile).href);
  return `${[...before.trimEnd().split('\n'), ...logText(MOST_MEGABYTES).split('\n')].slice(0, lines).join('\n')}\n`;
}
