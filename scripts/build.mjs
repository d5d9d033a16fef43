// Builds every bundle: one file each, no node_modules at run time.
//   node scripts/build.mjs [--production] [--watch]
import { chmodSync, cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const absWorkingDir = fileURLToPath(new URL('..', import.meta.url));

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir,
  outdir: '.',
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  // Its `main` is a UMD build, in which esbuild cannot see what is required.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };
const browser = { ...common, platform: 'browser', target: 'es2022' };
const executable = { js: '#!/usr/bin/env node' };

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: { 'client/dist/extension': 'client/src/extension.node.ts' }, external: ['vscode'] },
  {
    ...node,
    entryPoints: { 'server/dist/server': 'server/src/main.node.ts', 'server/dist/cli': 'server/src/main.cli.ts' },
    banner: executable,
  },
  { ...browser, entryPoints: { 'client/dist/extension.browser': 'client/src/extension.browser.ts' }, format: 'cjs', external: ['vscode'] },
  { ...browser, entryPoints: { 'server/dist/server.browser': 'server/src/main.browser.ts' }, format: 'iife' },
];

// The one copy that ships: VS Code loads it from there for the client, and the server on Node reads it beside itself.
cpSync(new URL('../l10n', import.meta.url), new URL('../server/dist/l10n', import.meta.url), { recursive: true });

if (watch) {
  // The words that VS Code's problem matcher for esbuild waits for (.vscode/tasks.json).
  const report = {
    name: 'report',
    setup(build) {
      build.onStart(() => console.log('[watch] build started'));
      build.onEnd(() => console.log('[watch] build finished'));
    },
  };
  for (const bundle of bundles) await (await esbuild.context({ ...bundle, plugins: [report] })).watch();
} else {
  const started = performance.now();
  try {
    const results = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    for (const name of ['server/dist/server.js', 'server/dist/cli.js']) chmodSync(new URL(`../${name}`, import.meta.url), 0o755);
    const outputs = results.flatMap((result) => Object.entries(result.metafile.outputs)).filter(([name]) => name.endsWith('.js'));
    for (const [name, { bytes }] of outputs) console.log(`${name}  ${Math.round(bytes / 1024)} KB`);
    console.log(`built in ${Math.round(performance.now() - started)} ms`);
  } catch {
    process.exitCode = 1; // esbuild has already printed what is wrong
  }
}
