// Writes the reference pages from the tables that they describe. `--check` writes nothing and fails where a page is not up to date.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** A page, the module that makes it, and the name of its function, which is given the page as it is. Later ones may read earlier ones. */
const PAGES = [
  { page: 'package.json', module: 'scripts/docs/manifest.ts', make: 'manifestText' },
  { page: 'syntaxes/smtp-lens.schema.json', module: 'scripts/docs/schema.ts', make: 'schemaText' },
  { page: 'docs/codes.md', module: 'scripts/docs/codes.ts', make: 'codesPage' },
  { page: 'docs/formats.md', module: 'scripts/docs/formats.ts', make: 'formatsPage' },
  { page: 'server/smtp-lens.1', module: 'scripts/docs/man.ts', make: 'manPage' },
  { page: 'docs/rules.md', module: 'scripts/docs/rules.ts', make: 'rulesPage' },
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');
const scratch = await mkdtemp(join(root, 'node_modules', '.docs-'));
let stale = 0;
try {
  for (const { page, module, make } of PAGES) {
    const outfile = join(scratch, `${make}.cjs`);
    await build({
      entryPoints: [join(root, module)],
      bundle: true,
      format: 'cjs',
      platform: 'node',
      alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
      outfile,
      logLevel: 'warning',
    });
    const path = join(root, page);
    const current = await readFile(path, 'utf8').catch(() => '');
    const text = (await import(pathToFileURL(outfile).href))[make](current);
    if (text === current) continue;
    if (check) {
      console.error(`${page} is not what its tables say: run node scripts/docs.mjs`);
      stale++;
    } else {
      await writeFile(path, text);
      console.log(`${page} written`);
    }
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
process.exit(stale > 0 ? 1 : 0);
