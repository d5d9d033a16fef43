// Builds every bundle: one file each, no node_modules at run time.
//   node scripts/build.mjs [--production] [--watch] [--outdir=FOLDER]
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const absWorkingDir = fileURLToPath(new URL('..', import.meta.url));
/** The bundles stand in it as they do in the repository. */
const outdir = path.resolve(absWorkingDir, process.argv.find((arg) => arg.startsWith('--outdir='))?.slice('--outdir='.length) ?? '.');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir,
  outdir,
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
cpSync(path.join(absWorkingDir, 'l10n'), path.join(outdir, 'server/dist/l10n'), { recursive: true });

/** Their licences want to go wherever the packages go: those of everything that is in a bundle, in the order of the names. */
function licencesOf(inputs) {
  const places = new Set(inputs.flatMap((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const texts = [...places].sort().map((place) => {
    const folder = path.join(absWorkingDir, place);
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    return `${name} ${version} (${license})\n\n${file ? readFileSync(path.join(folder, file), 'utf8').trim() : `SPDX-License-Identifier: ${license}`}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

// Editors other than VS Code find it beside the server.
const schema = 'smtp-lens.schema.json';
cpSync(new URL(`../syntaxes/${schema}`, import.meta.url), new URL(`../server/dist/${schema}`, import.meta.url));

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
    for (const name of ['server/dist/server.js', 'server/dist/cli.js']) chmodSync(path.join(outdir, name), 0o755);
    const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    writeFileSync(path.join(outdir, 'server/dist/LICENSES.txt'), licencesOf(inputs));
    const outputs = results.flatMap((result) => Object.entries(result.metafile.outputs)).filter(([name]) => name.endsWith('.js'));
    for (const [name, { bytes }] of outputs) console.log(`${name}  ${Math.round(bytes / 1024)} KB`);
    console.log(`built in ${Math.round(performance.now() - started)} ms`);
  } catch {
    process.exitCode = 1; // esbuild has already printed what is wrong
  }
}
