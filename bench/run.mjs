// Measures cold analysis, edit, hover, one screen of semantic tokens and heap on texts that it writes itself (seeded), as ratios to one RegExp pass over the same string.
//   npm run bench [-- --small]
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}.cache/bench.cjs`;
mkdirSync(`${root}.cache`, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ['bench/measure.ts'],
  bundle: true,
  platform: 'node',
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  target: 'node20',
  outfile,
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=4096', outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
