// npm run pipelines
// Runs the recipes of docs/pipelines.md as they are written there, up to the section "Not run here", with the programs that they name. The last
// line is `N passed, N failed`. A program that is missing, and a recipe that nothing here runs, is a failure.
import { deepStrictEqual, match, ok } from 'node:assert';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installMissing } from '../scripts/dependencies.mjs';
import { end, endAll, launch, run } from '../scripts/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(path.join(root, 'docs', 'pipelines.md'), 'utf8')
  .split('### Shell')[1]
  .split('### Not run here')[0];
/** The recipes that no check has run yet. */
const left = new Set(
  [...page.matchAll(/^```\n([\s\S]*?)^```$/gm)].flatMap(([, text]) => (text.includes('tail -n') ? text.split(/(?<=\n)/) : [text])),
);

const folder = mkdtempSync(path.join(tmpdir(), 'smtp-lens-pipelines-'));
const inside = (name) => path.join(folder, name);
const env = { ...process.env, HOME: folder, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
const SAMPLE = readFileSync(path.join(root, 'samples', 'mail.log'), 'utf8');

/** The one recipe with these words. */
function recipe(words) {
  const found = [...left].filter((text) => text.includes(words));
  ok(found.length === 1, `${found.length} recipes have the words: ${words}`);
  left.delete(found[0]);
  return found[0];
}

const shell = async (text) => {
  const { status, stdout, stderr } = await run('bash', ['-o', 'pipefail', '-c', text], { cwd: folder, env });
  return { status, stdout, stderr };
};

/** What a command that does not end has printed when `enough` is satisfied with it, or after ten seconds. */
async function meanwhile(text, enough) {
  const child = launch('bash', ['-c', text], { cwd: folder, env });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (more) => (out += more));
  for (let n = 0; n < 100 && !enough(out); n++) await wait(100);
  end(child);
  return out;
}

/** Replies without what says in which file and line they are: a shard counts its own. */
const repliesIn = (text) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { file: _file, line: _line, ...reply } = JSON.parse(line);
      return JSON.stringify(reply);
    })
    .sort();

const whole = async () => repliesIn((await shell('smtp-lens replies -q --format json mail.log')).stdout);

const CHECKS = {
  async 'what did not arrive, as a table'() {
    const { stdout } = await shell(recipe('@tsv'));
    const rows = stdout.trimEnd().split('\n');
    ok(rows.includes('nobody@example.net\tRecipient does not exist'), stdout);
    ok(
      rows.every((row) => row.split('\t').length === 2),
      stdout,
    );
  },
  async 'as it happens, through a pipe'() {
    const out = await meanwhile(recipe('tail -n +1 -f'), (text) => text.includes('deferred'));
    match(out, /^\{"id":"349261B8932","status":"bounced"\}$/m);
  },
  async 'as it happens, from a file'() {
    const out = await meanwhile(recipe('--follow mail.log'), (text) => text.includes('deferred'));
    match(out, /no answer on port 25/);
  },
  async 'a log packed with xz'() {
    const { stdout } = await shell(recipe('xzcat'));
    deepStrictEqual(stdout, (await shell('smtp-lens summary -q mail.log')).stdout);
  },
  async 'on all cores: the shards together are the whole'() {
    const { stdout, stderr } = await shell(recipe('split -n l/3'));
    ok(repliesIn(stdout).length > 60, stderr);
    deepStrictEqual(repliesIn(stdout), await whole());
  },
  async 'GNU parallel'() {
    const { stdout, stderr } = await shell(recipe('parallel'));
    ok(repliesIn(stdout).length > 60, stderr);
    deepStrictEqual(repliesIn(stdout), await whole());
  },
  async 'rsyslog, omprog'() {
    // Its paths are those of an installation.
    const action = recipe('omprog')
      .replaceAll('/usr/bin/smtp-lens', inside('smtp-lens'))
      .replaceAll('/var/log/mail.ndjson', inside('mail.ndjson'));
    const socket = inside('log.sock');
    const input = ['module(load="imuxsock" SysSock.Use="off")', `input(type="imuxsock" Socket="${socket}" CreatePath="on")`];
    writeFileSync(inside('rsyslog.conf'), [...input, action, ''].join('\n'));
    const child = launch('rsyslogd', ['-n', '-f', inside('rsyslog.conf'), '-i', inside('rsyslog.pid')], { cwd: folder, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    const relay = 'mx.example.net[192.0.2.4]';
    const refused = `to=<bob@example.net>, relay=${relay}:25, delay=1, dsn=5.1.1, status=bounced (host ${relay} said: 550 5.1.1 User unknown)`;
    const send = async (tag, text) =>
      (await run('logger', ['--socket-errors=on', '-u', socket, '-p', 'mail.info', '-t', tag, text], { cwd: folder, env })).status;
    for (
      let n = 0;
      n < 50 && (await send('postfix/qmgr[12]', '4C4D21A2B3: from=<alice@example.org>, size=100, nrcpt=1 (queue active)')) !== 0;
      n++
    )
      await wait(100);
    await send('postfix/smtp[13]', `4C4D21A2B3: ${refused}`);
    await send('sshd[14]', 'nothing about mail');
    let out = '';
    for (let n = 0; n < 100 && !out.includes('bounced'); n++) {
      await wait(100);
      out = await run('cat', [inside('mail.ndjson')]).then(({ stdout }) => stdout);
    }
    end(child);
    ok(out.includes('bounced'), said || 'nothing was written');
    const { id, from, recipients } = JSON.parse(out.trimEnd().split('\n').at(-1));
    deepStrictEqual([id, from, recipients[0].title], ['4C4D21A2B3', 'alice@example.org', 'Recipient does not exist']);
  },
  async 'every recipe was run'() {
    deepStrictEqual([...left], []);
  },
};

let passed = 0;
let failed = 0;
try {
  await installMissing();
  await run(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  writeFileSync(inside('smtp-lens'), `#!/bin/sh\nexec "${process.execPath}" "${path.join(root, 'server', 'dist', 'cli.js')}" "$@"\n`);
  chmodSync(inside('smtp-lens'), 0o755);
  writeFileSync(inside('mail.log'), SAMPLE.repeat(6));
  copyFileSync(inside('mail.log'), inside('copy.log'));
  await run('xz', [inside('copy.log')]);
  await run('mv', [inside('copy.log.xz'), inside('mail.log.xz')]);
  for (const [title, check] of Object.entries(CHECKS)) {
    try {
      await check();
      passed++;
      console.log(`  ok      ${title}`);
    } catch (error) {
      failed++;
      console.log(`  FAILED  ${title}\n${String(error.message).replace(/^/gm, '          ')}`);
    }
  }
} catch (error) {
  console.error(error.stack);
  failed++;
} finally {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
