// Builds every bundle.
//   node scripts/build.mjs [--production] [--watch]
import { chmodSync, copyFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { bundlesOf } from './bundles.mjs';
import { writeNotices } from './notices.mjs';
import { writeTranslations } from './translations.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const bundles = bundlesOf(production);

await writeTranslations();

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
    copyFileSync(new URL('../server/dist/core.js', import.meta.url), new URL('../server/dist/server.browser.js', import.meta.url));
    copyFileSync(new URL('../server/api.d.ts', import.meta.url), new URL('../server/dist/api.d.ts', import.meta.url));
    const contained = (...folders) =>
      results
        .map(({ metafile }) => metafile)
        .filter(({ outputs }) => folders.some((folder) => Object.keys(outputs).some((name) => name.startsWith(folder))));
    await writeNotices(contained('server/dist/'), 'server/dist');
    await writeNotices(contained('client/dist/', 'server/dist/server', 'server/dist/core'), 'client/dist');
    for (const name of ['server/dist/server.js', 'server/dist/cli.js']) chmodSync(new URL(`../${name}`, import.meta.url), 0o755);
    const outputs = results.flatMap((result) => Object.entries(result.metafile.outputs)).filter(([name]) => name.endsWith('.js'));
    for (const [name, { bytes }] of outputs) console.log(`${name}  ${Math.round(bytes / 1024)} KB`);
    console.log(`built in ${Math.round(performance.now() - started)} ms`);
  } catch (error) {
    if (!error.errors) console.error(error.message); // esbuild has printed its own
    process.exitCode = 1;
  }
}
