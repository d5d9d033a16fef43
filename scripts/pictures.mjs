// Writes the pictures of the command line (docs/images/terminal-*.svg): the built command runs in a pseudo-terminal, and what that shows is
// drawn. Build first; Python has the pseudo-terminal.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = await mkdtemp(join(root, 'node_modules', '.pictures-'));
try {
  const load = async (module) => {
    const outfile = join(scratch, `${module}.cjs`);
    await build({ entryPoints: [join(root, `scripts/docs/${module}.ts`)], bundle: true, format: 'cjs', platform: 'node', outfile });
    return import(pathToFileURL(outfile).href);
  };
  const { terminalPicture } = await load('terminal');
  const { COLUMNS, TERMINAL_PICTURES } = await load('terminal-pictures');
  for (const { name, args, title } of TERMINAL_PICTURES) {
    const terminal = join(root, 'server/test/cli/pseudo-terminal.py');
    const env = { ...process.env, TERM: 'xterm-256color', NO_COLOR: '', FORCE_COLOR: undefined };
    const command = [terminal, String(COLUMNS), process.execPath, join(root, 'server/dist/cli.js'), ...args];
    const { stdout, error } = spawnSync('python3', command, { cwd: join(root, 'samples'), encoding: 'utf8', env });
    if (error) throw error;
    const shown = `$ smtp-lens ${args.join(' ')}\n${stdout.replace(/\r\n/g, '\n')}`;
    await writeFile(join(root, 'docs/images', name), terminalPicture(shown, COLUMNS, title));
    console.log(`docs/images/${name} written`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
