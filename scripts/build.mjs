// Builds every bundle.
//   node scripts/build.mjs [--production] [--watch] [--outdir=FOLDER]
import { chmodSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { bundlesOf } from './bundles.mjs';
import { writeNotices } from './notices.mjs';
import { writeTranslations } from './translations.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const root = fileURLToPath(new URL('..', import.meta.url));
/** The bundles stand in it as they do in the repository. */
const outdir = path.resolve(root, process.argv.find((arg) => arg.startsWith('--outdir='))?.slice('--outdir='.length) ?? '.');
const bundles = bundlesOf(production, outdir);

await writeTranslations(outdir);

if (watch) {
  // The words that VS Code's problem matcher for esbuild waits for (.vscode/tasks.json).
  const report = {
    name: 'report',
    setup(build) {
      build.onStart(() => console.log('[watch] build started'));
      build.onEnd(() => console.log('[watch] build finished'));
    },
  };
  for (const bundle of bundles) await (await esbuild.context({ ...bundle, plugins: [...bundle.plugins, report] })).watch();
} else {
  const started = performance.now();
  try {
    const results = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    // For pages and editors in a browser, which want one file and know it by this name.
    copyFileSync(path.join(outdir, 'server/dist/core.js'), path.join(outdir, 'server/dist/server.browser.js'));
    // Editors other than VS Code find the schema of the settings file beside the server.
    const schema = 'smtp-lens.schema.json';
    copyFileSync(path.join(root, 'syntaxes', schema), path.join(outdir, 'server/dist', schema));
    copyFileSync(path.join(root, 'server/api.d.ts'), path.join(outdir, 'server/dist/api.d.ts'));
    // Each package tells of what is in it.
    const client = ['client/dist/extension', 'client/dist/extension.browser', 'server/dist/server', 'server/dist/core'];
    const inClient = ({ entryPoints }) => Object.keys(entryPoints).some((name) => client.includes(name));
    const inServer = ({ entryPoints }) => Object.keys(entryPoints).some((name) => name.startsWith('server/'));
    const metafiles = (wanted) => results.filter((_, n) => wanted(bundles[n])).map(({ metafile }) => metafile);
    await writeNotices(metafiles(inServer), path.join(outdir, 'server/dist'));
    await writeNotices(metafiles(inClient), path.join(outdir, 'client/dist'));
    for (const name of ['server/dist/server.js', 'server/dist/cli.js']) chmodSync(path.join(outdir, name), 0o755);
    const outputs = results.flatMap((result) => Object.entries(result.metafile.outputs)).filter(([name]) => name.endsWith('.js'));
    for (const [name, { bytes }] of outputs) console.log(`${name}  ${Math.round(bytes / 1024)} KB`);
    console.log(`built in ${Math.round(performance.now() - started)} ms`);
  } catch (error) {
    if (!error.errors) console.error(error.message); // esbuild has printed its own
    process.exitCode = 1;
  }
}
