// Makes smtp-lens-VERSION.vsix at the top. `vscode:prepublish` in package.json has vsce build the bundles, minified, first.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const cwd = fileURLToPath(new URL('..', import.meta.url));

/** Packages the extension and returns the path of the VSIX. */
export async function packageExtension() {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const packagePath = fileURLToPath(new URL(`../${name}-${version}.vsix`, import.meta.url));
  // Everything is bundled, hence no dependencies; links in the README stay relative until the project has a public address.
  await createVSIX({ cwd, packagePath, dependencies: false, rewriteRelativeLinks: false, allowMissingRepository: true });
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await packageExtension();
