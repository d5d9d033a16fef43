// What ships: the content of the VSIX, and the npm package installed from its tarball and run on every Node that is supported.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import yauzl from 'yauzl';
import { run } from '../scripts/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Octets. The goal is 700 KB; what the tables of replies compress to is most of it. */
const LARGEST_VSIX = 1_080_000;
const NODES = ['20', '22', '24', 'latest'];

/** Runs a program; what it printed, or an error with what it said. */
async function output(command, args, options = {}) {
  const { status, stdout, stderr } = await run(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stderr}${stdout}`);
  return stdout;
}

const entriesOf = (file) =>
  new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      const names = [];
      zip.on('entry', ({ fileName }) => {
        names.push(fileName);
        zip.readEntry();
      });
      zip.on('end', () => resolve(names));
      zip.readEntry();
    });
  });

/** The steps for a VSIX, as those of e2e/steps: `[title, async () => …]`. */
export function packageSteps(vsix) {
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-lens-packages-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  let installed;
  return {
    clean,
    steps: [
      [
        'the VSIX is small, and holds what it needs and nothing else',
        async () => {
          assert.ok(statSync(vsix).size <= LARGEST_VSIX, `${statSync(vsix).size} octets`);
          const names = (await entriesOf(vsix)).map((name) => name.replace(/^extension\//, ''));
          for (const wanted of ['readme.md', 'changelog.md', 'LICENSE.txt', 'client/dist/THIRD_PARTY_NOTICES.md', 'server/dist/core.js'])
            assert.ok(names.includes(wanted), `${wanted} is missing`);
          const odd = names.filter((name) => /\.map$|\.ts$|node_modules|server\.browser|cli\.js|mcp\.js|api\.js/.test(name));
          assert.deepEqual(odd, []);
          const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
          const named = [...JSON.stringify(manifest.contributes).matchAll(/"(?:\.\/)?((?:docs|client|syntaxes)\/[\w./-]+)"/g)].map(
            ([, name]) => name,
          );
          for (const name of [...named, manifest.main.slice(2), manifest.browser.slice(2)])
            assert.ok(names.includes(name), `${name} is missing`);
          const page = readFileSync(path.join(root, 'client/dist/README.md'), 'utf8');
          assert.doesNotMatch(page, /npm (?:start|test|run)|\]\((?!https:)/);
        },
      ],
      [
        'the npm package holds what it names',
        async () => {
          const [{ filename, files }] = JSON.parse(
            await output('npm', ['pack', '--json', '--pack-destination', folder], { cwd: path.join(root, 'server') }),
          );
          const names = files.map(({ path: name }) => name).sort();
          const dist = [
            'THIRD_PARTY_NOTICES.md',
            'api.d.ts',
            'api.js',
            'cli.js',
            'commands.js',
            'core.js',
            'l10n/bundle.l10n.zh-cn.json',
            'mcp.js',
            'server.js',
            'smtp-lens.schema.json',
          ];
          assert.deepEqual(names, ['LICENSE', 'README.md', ...dist.map((name) => `dist/${name}`), 'package.json', 'smtp-lens.1'].sort());
          const consumer = path.join(folder, 'consumer');
          mkdirSync(consumer);
          writeFileSync(path.join(consumer, 'package.json'), '{ "private": true }');
          await output('npm', ['install', '--offline', '--no-audit', '--no-fund', path.join(folder, filename)], { cwd: consumer });
          installed = consumer;
        },
      ],
      ...NODES.map((version) => [
        `the npm package runs on Node ${version}`,
        async () => {
          assert.ok(installed, 'it is not installed');
          const node = await nodeOf(version, folder);
          const bin = path.join(installed, 'node_modules/smtp-lens/dist');
          const at = { cwd: path.join(root, 'samples') };
          assert.match(await output(node, [path.join(bin, 'cli.js'), 'explain', '550 5.1.1'], at), /mailbox/);
          assert.match(await output(node, [path.join(bin, 'cli.js'), 'redact', 'broken-session.smtp'], at), /user1@example\.org/);
          assert.match(await output(node, [path.join(bin, 'cli.js'), '--language', 'zh-cn', 'explain', '550 5.1.1'], at), /邮箱/);
          const use = "import('smtp-lens').then(({ analyse, why }) => console.log(analyse(process.argv[1]).sessions.length, typeof why))";
          assert.equal(await output(node, ['-e', use, 'S: 220 mx ESMTP\nC: QUIT\nS: 221 bye\n'], { cwd: installed }), '1 function\n');
          assert.match(await output(node, [path.join(bin, 'server.js'), '--version'], at), /^smtp-language-server \d/);
        },
      ]),
    ],
  };
}

/** A Node of npm's own packages. */
async function nodeOf(version, folder) {
  const into = path.join(folder, `node-${version}`);
  mkdirSync(into);
  writeFileSync(path.join(into, 'package.json'), '{ "private": true }');
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  await output('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`], { cwd: into });
  const node = path.join(into, 'node_modules', name, 'bin/node');
  console.log(`          ${(await output(node, ['--version'])).trim()}`);
  return node;
}
