// Makes smtp-lens-VERSION.vsix at the top, of minified bundles.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version, repository } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** `npm run address` puts one in; a marketplace wants it, a package for oneself does not. */
const hasAddress = repository !== undefined;
const README = 'client/dist/README.md';

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

/**
 * The page of the extension: client/README.md with its pictures inside it as long as the project has no public address from which
 * a marketplace could load them.
 */
async function writeReadme() {
  const text = await readFile(join(root, 'client/README.md'), 'utf8');
  const parts = text.split(/\]\(\.\.\/(docs\/images\/[\w-]+\.png)\)/);
  for (let n = 1; n < parts.length; n += 2) {
    const bytes = await readFile(join(root, parts[n]));
    parts[n] = hasAddress
      ? `](${repository.url.replace(/^git\+|\.git$/g, '')}/raw/HEAD/${parts[n]})`
      : `](data:image/png;base64,${bytes.toString('base64')})`;
  }
  await writeFile(join(root, README), parts.join(''));
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
  await writeReadme();
  const { createVSIX } = await import('@vscode/vsce');
  // Everything is bundled, hence no dependencies. vsce takes a picture inside the page for a link to a file.
  const checks = { rewriteRelativeLinks: hasAddress, allowMissingRepository: !hasAddress };
  await createVSIX({ cwd: root, packagePath, dependencies: false, readmePath: README, ...checks });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const build = await run(process.execPath, ['scripts/build.mjs', '--production'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (build.status !== 0) process.exit(1);
  await makePackage(VSIX);
}
