// A finding can be mended, alone or with all of its kind, explained, and silenced.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { action, line, quickFix, until } from '../widgets.mjs';

export const hosts = ['desktop', 'web'];
export const file = 'good-session.smtp';

const SLIPS = `S: 220 mx.example.net ESMTP
C: EHLO client.example.org
S: 250 mx.example.net
C: MAIL FROM: <alice@example.org>
S: 250 2.1.0 Ok
C: RCPT TO: <bob@example.net>
S: 250 2.1.5 Ok
C: RCPT TO: <carol@example.net>
S: 250 2.1.5 Ok
C: RSET
S: 250 2.0.0 Ok
C: QUIT
S: 221 2.0.0 Bye
`;
const TWICE = `${SLIPS}\n${SLIPS}`;
const BLANK = 'Delete the space after the colon';

export const steps = [
  [
    'a quick fix mends one slip',
    async (code) => {
      await code.openText('slips.smtp', TWICE);
      await code.page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
      await quickFix(code, [4, 14], /Fix all in this document/);
      await code.screenshot('quick-fix');
      await code.picture('quick-fix', { height: 400, width: 760 });
      await action(code, new RegExp(`^\\s*${BLANK}\\s*$`)).click();
      await line(code, /^C:.MAIL.FROM:<alice/).waitFor();
      assert.equal(await line(code, /^C:.RCPT.TO:.<bob/).count(), 1);
    },
  ],
  [
    '"Fix all" mends every slip of the kind',
    async (code) => {
      await (await quickFix(code, [6, 12], /Fix all in this document/)).click();
      await line(code, /^C:.RCPT.TO:<bob/).waitFor();
      await line(code, /^C:.RCPT.TO:<carol/).waitFor();
      assert.equal(await line(code, /(?:FROM|TO):.</).count(), 0, 'a slip is left');
    },
  ],
  [
    'everything is mended by the action that editors run on saving',
    async (code) => {
      await code.openText('more-slips.smtp', TWICE);
      await code.page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
      await until(async () => {
        await code.command('Fix All');
        await line(code, /^C:.RCPT.TO:<carol/).waitFor({ timeout: 3000 });
        return true;
      }, 'nothing was mended');
      await line(code, /^C:.MAIL.FROM:<alice/).waitFor();
    },
  ],
  [
    'a rule is silenced for everybody in the folder',
    async (code) => {
      await code.openText('last-slips.smtp', SLIPS);
      await code.page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
      await (await quickFix(code, [4, 14], /in this folder \(\.smtp-lens\.json\)/)).click();
      const written = path.join(code.folder, '.smtp-lens.json');
      const rules = await until(() => JSON.parse(readFileSync(written, 'utf8')).rules, 'no file was written');
      assert.deepEqual(rules, { 'path-space-after-colon': 'off' });
    },
  ],
  [
    'where a password can be read, a copy without it is offered',
    async (code) => {
      await code.open('smtplib-wrong-password.txt');
      await code.page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
      await quickFix(code, [24, 44], 'Copy Redacted');
      await code.screenshot('credentials-fix');
      await code.page.keyboard.press('Escape');
    },
  ],
];
