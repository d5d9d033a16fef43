// Makes smtp-lens-VERSION.vsix at the top, of minified bundles.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Where the package stands once it is made. */
export const VSIX = fileURLToPath(new URL(`../${name}-${version}.vsix`, import.meta.url));

/** Makes the package in a process of its own and says nothing unless that fails. */
export async function packageExtension() {
  const { status, stdout, stderr } = await run(process.execPath, [fileURLToPath(import.meta.url)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`the extension could not be packaged:\n${stdout}${stderr}`);
  return VSIX;
}

/** Seconds of the last commit; a copy of the sources without its history is as old as the format of a VSIX allows to say. */
function lastChange() {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '315532800';
  }
}

/** Makes a package of the bundles that are there. The same sources give the same bytes: no time of building, no zone of the machine. */
export async function makePackage(packagePath) {
  process.env.SOURCE_DATE_EPOCH ??= lastChange();
  process.env.TZ = 'UTC';
  const { createVSIX } = await import('@vscode/vsce');
  // Everything is bundled, hence no dependencies; links in the README stay relative until the project has a public address.
  await createVSIX({ cwd: root, packagePath, dependencies: false, rewriteRelativeLinks: false, allowMissingRepository: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const build = await run(process.execPath, ['scripts/build.mjs', '--production'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (build.status !== 0) process.exit(1);
  await makePackage(VSIX);
}
