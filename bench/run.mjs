// What the language server and the command line cost, as CPU time, on texts that are made here (texts.ts).
//   npm run bench [-- --check [--tolerance PERCENT]] [--write] [--curves] [--logs FOLDER]
// --check compares with bench/expected.json, in units of a piece of work that is measured in the same run, and fails for what is worse by more
// than 30 %; --write writes that table; --curves draws docs/images/cost-by-size.svg; --logs takes real lines from the files of a folder.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}.cache/bench/main.cjs`;
mkdirSync(`${root}.cache/bench`, { recursive: true });
const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const built = spawnSync(process.execPath, ['scripts/build.mjs', '--production', '--outdir=.cache/bench'], { cwd: root, encoding: 'utf8' });
if (built.status !== 0) {
  console.error(built.stdout + built.stderr);
  process.exit(1);
}
await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  outfile,
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js', '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  logLevel: 'warning',
});
process.exit(run([outfile, '--root', root, ...process.argv.slice(2)]));
