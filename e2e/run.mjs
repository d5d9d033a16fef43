// npm run e2e [-- NAME…] [-- --update-pictures]
// Builds the site and runs e2e/site.mjs on it in Chromium. Then packages the extension, installs it in a real VS Code (code-server in
// Chromium), and runs e2e/steps/*.mjs in it: in the desktop extension host and, for the files that ask for it, in the web one. The last line
// is `N passed, N failed`. NAME chooses step files by a part of their name; `site` chooses the site.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from '../scripts/dependencies.mjs';
import { endAll } from '../scripts/processes.mjs';

/**
 * A step file exports `steps`, an array of `[title, async (code) => …]` that are run in order in one window and throw when something is not
 * as it should be, and may export `hosts` (default: desktop only), `folder`, `file` (default: the samples), `settings`, `scale`,
 * `viewport` and `others` (folders of extensions that are installed too).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
let passed = 0;
let failed = 0;

async function attempt(title, work) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  try {
    await work();
    passed++;
    console.log(`  ok      ${title} (${seconds()})`);
    return true;
  } catch (error) {
    failed++;
    console.log(`  FAILED  ${title} (${seconds()})\n          ${error.message.split('\n').slice(0, 8).join('\n          ')}`);
    return false;
  }
}

/**
 * Runs steps; where something in them failed, once more in a fresh window, and then that run counts: two cores shared with a browser
 * and an editor time out now and then, while what is really broken is broken twice.
 */
async function twice(title, run) {
  const before = { passed, failed };
  await run();
  if (failed === before.failed) return;
  ({ passed, failed } = before);
  console.log(`\n${title}: once more`);
  await run();
}

/** The steps of the site, in one browser. */
async function runSite() {
  const { steps, openSite } = await import('./site.mjs');
  console.log('\nthe site');
  let site;
  const opened = await attempt('the site is built, and its playground is under 550 KB', async () => {
    site = await openSite();
  });
  for (const [title, step] of opened ? steps : []) {
    const held = await attempt(title, () => step(site));
    if (!held) await site.picture(`FAILED-site-${title.replace(/\W+/g, '-')}`).catch(() => {});
  }
  await site?.stop();
}

async function runOnce(VSCode, vsix, name, host) {
  const {
    steps,
    folder = 'samples',
    file = 'broken-session.smtp',
    settings,
    scale,
    viewport,
    others = [],
  } = await import(new URL(`steps/${name}`, import.meta.url).href);
  console.log(`\n${name}, ${host} host`);
  let code;
  const opened = await attempt('VS Code opens the file', async () => {
    code = await VSCode.start({
      vsix,
      host,
      folder: path.join(root, folder),
      file,
      settings,
      scale,
      viewport,
      others: others.map((one) => path.join(root, one)),
    });
  });
  for (const [title, step] of opened ? steps : []) {
    const held = await attempt(title, () => step(code));
    if (!held) await code.screenshot(`FAILED-${name}-${title.replace(/\W+/g, '-')}`).catch(() => {});
  }
  if (opened) await attempt('nothing popped up', () => code.assertNoNotification());
  await code?.stop();
}

/** Whether a step is asked for on the command line: all are where none is named. */
const chosen = (name) => wanted.length === 0 || wanted.some((part) => name.includes(part));

/** The steps of the extension, in a real VS Code. */
async function runExtension(files) {
  const { packageExtension } = await import('../scripts/package.mjs');
  const { VSCode } = await import('./vscode.mjs');
  VSCode.clean();
  let vsix;
  await attempt('the extension is packaged', async () => {
    vsix = await packageExtension();
  });
  if (vsix && chosen('packages')) {
    const { packageSteps } = await import('./packages.mjs');
    const { steps, clean } = packageSteps(vsix);
    console.log('\npackages');
    for (const [title, step] of steps) await attempt(title, step);
    clean();
  }
  for (const name of vsix ? files : []) {
    const { hosts = ['desktop'] } = await import(new URL(`steps/${name}`, import.meta.url).href);
    for (const host of hosts) await twice(`${name}, ${host} host`, () => runOnce(VSCode, vsix, name, host));
  }
}

try {
  await installMissing();
  if (chosen('site')) await twice('the site', runSite);
  const files = readdirSync(new URL('steps', import.meta.url)).filter((name) => name.endsWith('.mjs') && chosen(name));
  if (files.length > 0 || chosen('packages')) await runExtension(files.sort());
} catch (error) {
  failed++;
  console.error(error.message);
}
await endAll();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
