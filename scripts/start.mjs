// npm start [-- FILE] [-- --check-only]
// From a fresh clone to an open editor: installs what is missing, builds, prints what `check` finds, opens the file or samples/ in VS Code
// with the extension loaded: `code` where it is on PATH, else a VS Code in the browser. Ctrl-C ends everything that was started.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from './dependencies.mjs';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const samples = path.join(root, 'samples');
const FIRST_SAMPLE = 'broken-session.smtp';

async function node(args) {
  return (await run(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })).status;
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(folder, entry.name))
    .sort();
}

/** The desktop editor's command. In a remote terminal `code` cannot load an extension from a folder, so there it does not count. */
async function desktopEditor() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  for (const command of ['code', 'code-insiders', 'codium']) {
    const found = await run(command, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).catch(() => undefined);
    if (found?.status === 0) return command;
  }
  return undefined;
}

async function openDesktop(command, folder, file) {
  console.log(`Opening ${file ?? folder} in VS Code (${command}) with SMTP Lens loaded. Close its window when you are done.`);
  const open = ['--new-window', `--extensionDevelopmentPath=${root}`, folder, ...(file ? ['--goto', file] : [])];
  const { status } = await run(command, open, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ended with status ${status}`);
}

async function openInBrowser(folder, file) {
  const { cache, ensureCodeServer, installExtension, serve } = await import('./code-server.mjs');
  const { packageExtension } = await import('./package.mjs');
  const codeServer = await ensureCodeServer();
  console.log('Packaging and installing the extension …');
  const extensions = path.join(cache, 'start', 'extensions');
  rmSync(extensions, { recursive: true, force: true });
  await installExtension(codeServer, await packageExtension(), extensions);
  const server = await serve(codeServer, { folder, userData: path.join(cache, 'start', 'user'), extensions });
  console.log(`
VS Code is running in the browser. Open:

  ${server.url(file)}

Ctrl-C ends it.`);
  const status = await server.exited;
  throw new Error(`code-server ended by itself (status ${status})`);
}

async function main() {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--check-only');
  const [given, ...more] = args.filter((arg) => !arg.startsWith('-'));
  if (unknown || more.length > 0) throw new Error('usage: npm start [-- FILE] [-- --check-only]');
  // npm runs scripts at the top of the package; INIT_CWD is where the person stood.
  const chosen = given === undefined ? samples : path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!existsSync(chosen)) throw new Error(`cannot read ${given}: no such file`);
  const isFolder = statSync(chosen).isDirectory();
  const folder = isFolder ? chosen : path.dirname(chosen);
  const files = isFolder ? filesOf(chosen) : [chosen];
  const shown = (file) => path.relative(root, file).replace(/^\.\.[\s\S]*/, file);

  await installMissing();
  console.log('Building …');
  if ((await node(['scripts/build.mjs'])) !== 0) throw new Error('the build failed');

  console.log(`\nWhat \`smtp-lens check\` finds in ${shown(chosen)}:\n`);
  const status = files.length > 0 ? await node(['server/dist/cli.js', 'check', ...files.map(shown)]) : 0;
  if (status > 1) throw new Error('smtp-lens check failed');
  if (args.includes('--check-only')) return;

  console.log();
  const first = files.find((file) => path.basename(file) === FIRST_SAMPLE) ?? files[0];
  const command = await desktopEditor();
  if (command) await openDesktop(command, folder, first);
  else await openInBrowser(folder, first);
}

try {
  await main();
} catch (error) {
  console.error(`smtp-lens: ${error.message}`);
  process.exitCode = 1;
}
