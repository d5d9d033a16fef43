// What is installed against what the lock file asks for.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function packages(file) {
  try {
    return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** True if every package of the lock file is installed in its version. Optional ones are for other machines when they are not there. */
function complete() {
  const installed = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json'))
    .filter(([place, entry]) => place.startsWith('node_modules/') && !entry.link)
    .every(([place, entry]) => installed[place]?.version === entry.version || (entry.optional && !installed[place]));
}

/** Runs `npm ci` where the clone is fresh or the lock file has changed. */
export async function installMissing() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`SMTP Lens needs Node 20 or newer; this is Node ${process.versions.node}`);
  if (complete()) return;
  console.log('Installing dependencies (npm ci) …');
  const { status } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('npm ci failed');
}
