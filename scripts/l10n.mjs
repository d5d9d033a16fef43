// Lists the texts that have no translation yet, those of the sources before those of the tables.
//   npm run l10n [-- --prune]    --prune removes from every bundle what no text wants any more
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const prune = process.argv.includes('--prune');
const scratch = await mkdtemp(join(root, 'node_modules', '.l10n-'));
try {
  // The module finds the project three folders above itself.
  const outfile = join(scratch, 'made', 'texts.cjs');
  await mkdir(dirname(outfile));
  const entryPoints = [join(root, 'server/test/text/shown-texts.ts')];
  await build({ entryPoints, bundle: true, format: 'cjs', platform: 'node', outfile, external: ['typescript'], logLevel: 'warning' });
  const { frame, wanted, allowed } = (await import(pathToFileURL(outfile).href)).translatable();
  for (const name of await readdir(join(root, 'l10n'))) {
    const path = join(root, 'l10n', name);
    const bundle = JSON.parse(await readFile(path, 'utf8'));
    const left = Object.keys(bundle).filter((text) => !allowed.has(text));
    if (prune && left.length > 0) {
      for (const text of left) delete bundle[text];
      await writeFile(path, `${JSON.stringify(bundle, null, 2)}\n`);
    }
    const lacking = [...wanted].filter((text) => !Object.hasOwn(bundle, text));
    for (const text of lacking.filter((one) => frame.has(one))) console.log(text);
    for (const text of lacking.filter((one) => !frame.has(one))) console.log(text);
    console.error(
      `${name}: ${lacking.length} of ${wanted.size} texts have no translation, ${left.length} ${prune ? 'removed' : 'left over'}`,
    );
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
