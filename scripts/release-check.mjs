// What must hold before a release and need not before: node scripts/release-check.mjs vVERSION
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const version = (process.argv[2] ?? '').replace(/^v/, '');
const wrong = [];
for (const name of ['package.json', 'server/package.json', 'client/package.json']) {
  const manifest = JSON.parse(read(name));
  if (manifest.version !== version) wrong.push(`${name} has the version ${manifest.version}, not ${version}`);
  if (!manifest.repository) wrong.push(`${name} has no address: npm run address -- https://HOST/OWNER/NAME`);
}
if (!read('CHANGELOG.md').includes(`## [${version}]`)) wrong.push(`CHANGELOG.md has no section [${version}]`);
// Texts without a translation are shown in English in the meantime; a release has none.
const { stderr } = await run(process.execPath, ['scripts/l10n.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
for (const [line, lacking] of stderr.matchAll(/^\S+: (\d+) of .*$/gm)) if (lacking !== '0') wrong.push(line);
for (const one of wrong) console.error(one);
process.exitCode = wrong.length > 0 ? 1 : 0;
