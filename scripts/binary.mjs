// Makes dist/smtp-lens-VERSION-PLATFORM-ARCH, one file that needs no Node: Node's own "single executable application" of this Node.
//   npm run binary    after npm run build
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'));
const suffix = process.platform === 'win32' ? '.exe' : '';
const binary = join(root, 'dist', `smtp-lens-${version}-${process.platform}-${process.arch}${suffix}`);
const blob = join(root, 'dist', 'binary.blob');

/** Runs a program and ends where it fails. */
async function must(command, ...args) {
  const { status } = await run(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}

mkdirSync(join(root, 'dist'), { recursive: true });
const assets = Object.fromEntries(
  ['cli.js', 'commands.js', 'server.js', 'core.js', 'mcp.js'].map((name) => [name, join(root, 'server/dist', name)]),
);
const config = join(root, 'dist', 'binary.json');
const main = join(root, 'scripts/binary/main.cjs');
writeFileSync(config, JSON.stringify({ main, output: blob, assets, disableExperimentalSEAWarning: true }));
await must(process.execPath, '--experimental-sea-config', config);
copyFileSync(process.execPath, binary);
chmodSync(binary, 0o755);
// A signature does not outlast the change; macOS wants a new one.
if (process.platform === 'darwin') await must('codesign', '--remove-signature', binary);
const { inject } = createRequire(import.meta.url)('postject');
await inject(binary, 'NODE_SEA_BLOB', readFileSync(blob), {
  sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  machoSegmentName: 'NODE_SEA',
});
if (process.platform === 'darwin') await must('codesign', '--sign', '-', binary);
rmSync(blob);
rmSync(config);
await must(binary, 'explain', '550 5.1.1');
console.log(`\n${binary}`);
