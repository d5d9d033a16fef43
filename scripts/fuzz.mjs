// npm run fuzz -- [--minutes N] [--inputs N] [--seed S] [--only ORACLE]… [--input N]
// npm run fuzz -- --short [--minutes N] [--inputs N] [--seed S] [--input N]: inputs of one to about six lines, many a second
// Tries mutated texts on every stage (server/test/fuzz). What goes wrong is made shorter and saved in .cache/fuzz; the last lines tell the
// seed, with which the same run can be had again. The exit status is 1 where anything was found.
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = await mkdtemp(join(root, 'node_modules', '.fuzz-'));
try {
  const outfile = join(scratch, 'fuzz.cjs');
  await build({
    entryPoints: [join(root, 'server/test/fuzz/main.ts')],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    sourcemap: 'inline',
    outfile,
    logLevel: 'warning',
  });
  process.exitCode = await (await import(pathToFileURL(outfile).href)).main(process.argv.slice(2), root);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
