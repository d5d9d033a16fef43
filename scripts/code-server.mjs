// A whole VS Code for the browser, from npm: code-server and the Node that it wants, kept in .cache/ and shared by `npm start` and the
// end-to-end tests. Nothing is compiled: what its native modules would do is not needed here.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, launch, run } from './processes.mjs';

export const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
/** What the finished folders weigh, in MB, for the progress line. */
const WEIGHT = { node: 190, codeServer: 610 };

const root = fileURLToPath(new URL('..', import.meta.url));
export const cache = path.join(root, '.cache');

/** Bytes below a folder that is being written to. */
async function weigh(folder) {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const info = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
    bytes += info?.size ?? 0;
  }
  return bytes;
}

/** Shows how much of a folder is there while `work` fills it: a line that is rewritten on a terminal, one every ten seconds elsewhere. */
async function withProgress(what, folder, megabytes, work) {
  const terminal = process.stdout.isTTY;
  const started = Date.now();
  let measuring = false;
  let over = false;
  const timer = setInterval(
    async () => {
      if (measuring) return;
      measuring = true;
      const done = Math.round((await weigh(folder)) / 1e6);
      measuring = false;
      if (over) return;
      const line = `  ${what}: ${done} of about ${megabytes} MB on disk, ${Math.round((Date.now() - started) / 1000)} s`;
      process.stdout.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
    },
    terminal ? 1000 : 10_000,
  );
  try {
    await work();
  } finally {
    over = true;
    clearInterval(timer);
    process.stdout.write(`${terminal ? '\r\x1b[K' : ''}  ${what}: ready after ${Math.round((Date.now() - started) / 1000)} s\n`);
  }
}

async function npm(args, cwd, nodeFolder) {
  const PATH = nodeFolder ? `${nodeFolder}${path.delimiter}${process.env.PATH}` : process.env.PATH;
  // A child of `npm start` inherits settings that belong to our package, not to the one that is installed here.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(?:config_local_prefix|package_|lifecycle_)/i.test(key)),
  );
  const result = await run('npm', args, { cwd, env: { ...env, PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${result.stderr.trim().split('\n').slice(-12).join('\n')}`);
  return result.stdout;
}

/** Fills `folder` once: a download that was cut off leaves nothing that looks complete. */
async function once(folder, what, megabytes, fill) {
  if (existsSync(folder)) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const { bavail, bsize } = statfsSync(partial);
  if ((bavail * bsize) / 1e6 < megabytes * 1.2) throw new Error(`${what} needs about ${megabytes} MB of disk, and less is free`);
  await withProgress(what, partial, megabytes, () => fill(partial));
  renameSync(partial, folder);
}

/** The Node that code-server asks for: this one where it is the right version, else npm's package of it. */
async function ensureNode() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = path.join(cache, `node-${NODE}`);
  await once(folder, `Node ${NODE}`, WEIGHT.node, async (into) => {
    writeFileSync(path.join(into, 'package.json'), '{"private":true}\n');
    await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', `${name}@${NODE}`], into);
  });
  return path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Downloads what is missing and returns the paths of the Node and of code-server's entry. Says on standard output what it downloads.
 */
export async function ensureCodeServer() {
  const folder = path.join(cache, `code-server-${CODE_SERVER}`);
  if (!existsSync(folder)) {
    console.log(
      `Downloading VS Code for the browser (code-server ${CODE_SERVER} and Node ${NODE}, from the npm registry) into .cache/, once:`,
    );
  }
  const node = await ensureNode();
  await once(folder, `code-server ${CODE_SERVER}`, WEIGHT.codeServer, async (into) => {
    await npm(['pack', '--silent', `code-server@${CODE_SERVER}`], into);
    const archive = readdirSync(into).find((name) => name.endsWith('.tgz'));
    const unpacked = await run('tar', ['-xzf', archive], { cwd: into, stdio: ['ignore', 'ignore', 'pipe'] });
    if (unpacked.status !== 0) throw new Error(`tar could not unpack ${archive}: ${unpacked.stderr}`);
    rmSync(path.join(into, archive));
    const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
    await npm(install, path.join(into, 'package'), path.dirname(node));
    await npm(install, path.join(into, 'package', 'lib', 'vscode'), path.dirname(node));
  });
  return { node, entry: path.join(folder, 'package', 'out', 'node', 'entry.js') };
}

/** A TCP port of the loopback interface that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Settings that make a first start quiet. */
export const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
};

/** Writes the user's settings; without any, a file that is there already is the user's own and stays. */
function writeSettings(userData, settings) {
  const file = path.join(userData, 'User', 'settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  if (settings || !existsSync(file)) writeFileSync(file, `${JSON.stringify(settings ?? QUIET_SETTINGS, null, 2)}\n`);
}

/** Installs a VSIX into an extensions folder of its own. */
export async function installExtension({ node, entry }, vsix, extensions) {
  const result = await run(node, [entry, '--install-extension', vsix, '--force', '--extensions-dir', extensions], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0 || !existsSync(extensions))
    throw new Error(`code-server did not install the extension:\n${result.stdout}${result.stderr}`);
}

/**
 * Serves `folder` on a free loopback port, without password or network features of its own. `url(file)` opens a file of it; `stop()` ends
 * the server with its extension hosts.
 */
export async function serve({ node, entry }, { folder, userData, extensions, settings }) {
  writeSettings(userData, settings);
  const port = await freePort();
  const args = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--user-data-dir', userData, '--extensions-dir', extensions];
  const off = ['telemetry', 'update-check', 'workspace-trust', 'getting-started-override', 'file-downloads'].map(
    (name) => `--disable-${name}`,
  );
  const child = launch(node, [entry, ...args, ...off], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, VSCODE_IPC_HOOK_CLI: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)));

  const origin = `127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 100) {
    if (child.exitCode !== null) throw new Error(`code-server ended at once:\n${output}`);
    if (waited > 60_000) throw new Error(`code-server does not answer:\n${output}`);
    if (
      await fetch(`http://${origin}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const posix = (name) =>
    name
      .split(path.sep)
      .join('/')
      .replace(/^(?!\/)/, '/');
  return {
    url(file) {
      const query = new URLSearchParams({ folder: posix(folder) });
      if (file) query.set('payload', JSON.stringify([['openFile', `vscode-remote://${origin}${encodeURI(posix(file))}`]]));
      return `http://${origin}/?${query}`;
    },
    exited: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => end(child),
  };
}
