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
 * The page of the extension: client/README.md, its pictures loaded from the project's public address. VS Code shows a picture on that page from
 * nowhere else, not even one inside the text: as long as there is no address, the page has none.
 */
async function writeReadme() {
  const text = await readFile(join(root, 'client/README.md'), 'utf8');
  const files = hasAddress ? `${repository.url.replace(/^git\+|\.git$/g, '')}/raw/HEAD/` : '';
  const page = hasAddress
    ? text.replace(/\]\(\.\.\/(docs\/images\/[\w-]+\.png)\)/g, `](${files}$1)`)
    : text.replace(/^!\[[^\]]*\]\(\.\.\/docs\/images\/[\w-]+\.png\)\n\n/gm, '');
  await writeFile(join(root, README), page);
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
  // Everything is bundled, hence no dependencies.
  const checks = { rewriteRelativeLinks: hasAddress, allowMissingRepository: !hasAddress };
  await createVSIX({ cwd: root, packagePath, dependencies: false, readmePath: README, ...checks });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const build = await run(process.execPath, ['scripts/build.mjs', '--production'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (build.status !== 0) process.exit(1);
  await makePackage(VSIX);
}
