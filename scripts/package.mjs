// Makes smtp-lens-VERSION.vsix at the top, of minified bundles.
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const build = await run(process.execPath, ['scripts/build.mjs', '--production'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (build.status !== 0) process.exit(1);
  const { createVSIX } = await import('@vscode/vsce');
  // Everything is bundled, hence no dependencies; links in the README stay relative until the project has a public address.
  await createVSIX({ cwd: root, packagePath: VSIX, dependencies: false, rewriteRelativeLinks: false, allowMissingRepository: true });
}
