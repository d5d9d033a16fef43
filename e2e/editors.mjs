// npm run editors [-- NAME…]
// Runs the recipes of docs/editors.md, as they stand there, in the editors themselves: headless Neovim, Emacs and Vim, with the built server.
// The last line is `N passed, N failed`. NAME chooses runs by a part of their name. An editor that is missing is a failure.
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from '../scripts/dependencies.mjs';
import { end, endAll, launch, run } from '../scripts/processes.mjs';
import { columnOf, FEATURES, tableIn } from './editors/features.mjs';
import { recipesIn } from './editors/recipes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const drivers = path.join(root, 'e2e', 'editors');
const driver = (name) => path.join(drivers, name);
const table = tableIn(readFileSync(path.join(root, 'docs', 'features.md'), 'utf8'));
const recipes = recipesIn(readFileSync(path.join(root, 'docs', 'editors.md'), 'utf8'));
const batch = (recipe, name) => [
  'emacs',
  '--batch',
  '-f',
  'package-initialize',
  '-l',
  driver('common.el'),
  '-l',
  recipe,
  '-l',
  driver(name),
];

/** A run: the sections whose code it pastes, the command, and how much it has to check. */
const RUNS = [
  {
    name: 'Neovim',
    sections: ['Neovim 0.7 to 0.10', 'Neovim: stories, summaries, pictures'],
    command: (recipe) => ['nvim', '--headless', '-i', 'NONE', '-n', '-u', recipe, 'session.smtp', '-c', `luafile ${driver('neovim.lua')}`],
    extension: 'lua',
    checks: 6,
  },
  { name: 'Emacs with eglot', sections: ['Emacs with eglot'], command: (recipe) => batch(recipe, 'eglot.el'), extension: 'el', checks: 5 },
  {
    name: 'Emacs with lsp-mode',
    sections: ['Emacs with lsp-mode'],
    command: (recipe) => batch(recipe, 'lsp-mode.el'),
    extension: 'el',
    checks: 4,
  },
  {
    name: 'Vim with ALE',
    sections: ['Vim with ALE'],
    command: (recipe) => ['vim', '-N', '-i', 'NONE', '-n', '-u', recipe, '-es', 'session.smtp', '-S', driver('ale.vim')],
    extension: 'vim',
    checks: 3,
  },
];
/** Milliseconds after which an editor hangs. */
const PATIENCE = 60_000;

let passed = 0;
let failed = 0;

/** An editor's own home, with nothing in it, and the server on its PATH. */
function home(folder) {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const server = path.join(bin, 'smtp-language-server');
  writeFileSync(server, `#!/bin/sh\ntee -a "$SENT" | "${process.execPath}" "${path.join(root, 'server', 'dist', 'server.js')}" "$@"\n`);
  chmodSync(server, 0o755);
  copyFileSync(driver('session.smtp'), path.join(folder, 'session.smtp'));
  copyFileSync(path.join(root, 'samples', 'mail.log'), path.join(folder, 'mail.log'));
  const { PATH, LANG = 'C.UTF-8' } = process.env;
  const xdg = Object.fromEntries(
    ['CONFIG', 'DATA', 'STATE', 'CACHE'].map((one) => [`XDG_${one}_HOME`, path.join(folder, one.toLowerCase())]),
  );
  return {
    ...xdg,
    HOME: folder,
    TMPDIR: folder,
    PATH: `${bin}${path.delimiter}${PATH}`,
    LANG,
    TERM: 'dumb',
    REPORT: path.join(folder, 'report'),
    SENT: path.join(folder, 'sent'),
  };
}

/** Holds what a client said of itself against its column of docs/features.md. */
function compare(name, sent) {
  const column = table.columns.get(name) ?? [];
  const wrong = existsSync(sent)
    ? columnOf(readFileSync(sent)).flatMap((cell, n) => (cell === column[n] ? [] : [`${FEATURES[n][0]}: ${cell}, not ${column[n]}`]))
    : ['it never spoke to the server'];
  wrong.length === 0 ? passed++ : failed++;
  console.log(wrong.length === 0 ? '  ok has what docs/features.md says' : `  FAILED has what docs/features.md says: ${wrong.join('; ')}`);
}

async function runIn({ name, sections, command, extension, checks }) {
  console.log(`\n${name}`);
  const started = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-lens-editor-'));
  const env = home(folder);
  const recipe = path.join(folder, `recipe.${extension}`);
  writeFileSync(recipe, sections.map((section) => recipes.get(section)?.code ?? '').join('\n'));
  const [program, ...args] = command(recipe);
  let out = '';
  const child = launch(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (out += text));
  const timer = setTimeout(() => end(child, 'SIGKILL'), PATIENCE);
  await new Promise((resolve) => {
    child.once('close', resolve).once('error', (error) => {
      out += `\n${error.message}\n`;
      resolve();
    });
  });
  clearTimeout(timer);
  if (existsSync(env.REPORT)) out += readFileSync(env.REPORT, 'utf8');
  const lines = out.split(/[\r\n]+/);
  const told = lines.filter((line) => /^(?:ok|FAILED) /.test(line));
  for (const line of told) console.log(`  ${line}`);
  const held = told.filter((line) => line.startsWith('ok ')).length;
  passed += held;
  failed += Math.max(checks, told.length) - held;
  if (held < checks) console.log(`  ${checks - held} of ${checks} did not hold; the editor said:\n${out.replace(/^/gm, '    ')}`);
  compare(name, env.SENT);
  console.log(`  (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  rmSync(folder, { recursive: true, force: true });
}

try {
  await installMissing();
  await run(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const wanted = process.argv.slice(2);
  for (const one of RUNS) if (wanted.length === 0 || wanted.some((name) => one.name.includes(name))) await runIn(one);
} catch (error) {
  console.error(error.stack);
  failed++;
} finally {
  await endAll();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
