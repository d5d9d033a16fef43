// Every bundle as esbuild wants it: files of their own, no node_modules at run time.
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { lean, leanClient } from './lean.mjs';
import { tables } from './tables.mjs';

const absWorkingDir = fileURLToPath(new URL('..', import.meta.url));

/**
 * `production`: minified, and without source maps. `outdir`: where they stand as they do in the project; relative to it.
 * @returns {import('esbuild').BuildOptions[]}
 */
export function bundlesOf(production, outdir = '.') {
  const common = {
    absWorkingDir,
    outdir,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    plugins: [lean, tables],
    logLevel: 'warning',
    metafile: true,
    // Its `main` is a UMD build, in which esbuild cannot see what is required.
    // And that of @vscode/l10n loads what reads files, which nobody asks of it.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js', '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  };

  const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };
  // What runs on Node and in a web worker alike. Each host requires its own part of a library, and only when it runs.
  const both = {
    ...common,
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    conditions: ['node', 'browser'],
    external: ['vscode', ...builtinModules, 'node:*'],
  };
  const executable = { js: '#!/usr/bin/env node' };

  return [
    // The client: a small main for Node, which loads the other when there is SMTP to read.
    {
      ...node,
      entryPoints: { 'client/dist/extension': 'client/src/extension.node.ts' },
      external: ['vscode', './extension.browser.js'],
    },
    { ...both, entryPoints: { 'client/dist/extension.browser': 'client/src/extension.browser.ts' }, format: 'cjs', plugins: [leanClient] },
    // The server: a small main for Node, and the core that it shares with the worker.
    { ...node, entryPoints: { 'server/dist/server': 'server/src/main.node.ts' }, external: ['./core.js'], banner: executable },
    {
      ...both,
      entryPoints: { 'server/dist/core': 'server/src/main.core.ts' },
      format: 'iife',
      globalName: 'smtpLens',
      footer: { js: "if (typeof module === 'object') module.exports = smtpLens;" },
    },
    // The command line: a small main that knows its help, and what it loads when there is something to do.
    { ...node, entryPoints: { 'server/dist/cli': 'server/src/main.cli.ts' }, external: ['./commands.js'], banner: executable },
    { ...node, entryPoints: { 'server/dist/commands': 'server/src/main.commands.ts' } },
    { ...node, entryPoints: { 'server/dist/mcp': 'server/src/main.mcp.ts' } },
    // Platform node: esbuild then names the exports for `import`. Nothing in it is Node's.
    { ...node, entryPoints: { 'server/dist/api': 'server/src/main.api.ts' } },
  ];
}
