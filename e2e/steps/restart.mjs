// A server that dies is started again, later each time; the user is told once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from '../widgets.mjs';

const cache = fileURLToPath(new URL('../../.cache/e2e', import.meta.url));

/** The process of the server in the editor of this run. */
function pid() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const found = lines.find((line) => line.includes(cache) && line.includes('server/dist/server.js'));
  return found === undefined ? null : Number.parseInt(found, 10);
}

const told = (code) => code.page.locator('.notification-toast', { hasText: 'SMTP Lens failed and is started again' });

async function killed() {
  const before = pid();
  assert.notEqual(before, null, 'there is no server');
  process.kill(before, 'SIGKILL');
  await until(() => pid() !== null && pid() !== before, 'no other server was started');
}

async function answers(code) {
  await code.hover('354', 'S: 354', { expected: /354/ });
  await code.unhover();
}

export const steps = [
  [
    'a server that was killed is another one a moment later, and the user is told',
    async (code) => {
      await code.squiggles('error').first().waitFor({ timeout: 60_000 });
      await killed();
      await told(code).waitFor();
      await code.screenshot('restarted');
      await answers(code);
      await code.command('Notifications: Clear All Notifications');
    },
  ],
  [
    'killed again it is started again, and nobody is told twice',
    async (code) => {
      await killed();
      await answers(code);
      await code.page.waitForTimeout(1000);
      assert.equal(await told(code).count(), 0);
    },
  ],
];
