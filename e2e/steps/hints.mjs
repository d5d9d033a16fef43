// Words beside the text: what a refusal means, how long a pause was, who logged in; each with its switch.
import assert from 'node:assert/strict';
import { line } from '../widgets.mjs';

export const hosts = ['desktop', 'web'];
export const file = 'good-session.smtp';
export const settings = { 'smtpLens.inlayHints.userNames': true };

const SLOW = String.raw`19:18:36.200000 reply: b'220 mx.example.net ESMTP\r\n'
19:18:36.200300 send: 'ehlo client.example.org\r\n'
19:18:36.200400 reply: b'250-mx.example.net\r\n'
19:18:36.200500 reply: b'250 AUTH PLAIN LOGIN\r\n'
19:18:36.300000 send: 'AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==\r\n'
19:18:39.300000 reply: b'235 2.7.0 Authentication successful\r\n'
19:18:39.300200 send: 'mail FROM:<alice@example.org>\r\n'
19:18:39.400000 reply: b'250 2.1.0 Ok\r\n'
19:18:39.400100 send: 'rcpt TO:<bob@example.net>\r\n'
19:24:41.500000 reply: b'450 4.2.0 <bob@example.net>: Greylisted\r\n'
19:24:41.500100 send: 'quit\r\n'
19:24:41.600000 reply: b'221 2.0.0 Bye\r\n'
`;

export const steps = [
  [
    'a pause, a refusal and a user name have a word beside them, and the verdict says how long it took',
    async (code) => {
      await code.openText('slow.smtp', SLOW);
      await line(code, /\+6.min.2.s.\(too.long\)/).waitFor({ timeout: 60_000 });
      await line(code, /\+3.s/).waitFor();
      await line(code, /Greylisted.*temporary.·.greylisted/).waitFor();
      await line(code, /user.alice@example\.org/).waitFor();
      await code.page.locator('.codelens-decoration', { hasText: '450 4.2.0 at RCPT · 6 min 5 s' }).waitFor();
      assert.equal(await line(code, /secret/).count(), 0, 'a password is on the screen');
      await code.leave();
      await code.screenshot('hints');
      await code.picture('hints', { y: 60, height: 270, width: 860 });
    },
  ],
  [
    'each kind has its switch',
    async (code) => {
      if (code.host === 'web') return; // it loses the extension when its window is loaded again
      const off = { codes: [/temporary/], times: [/\+3.s/], userNames: [/user.alice/] };
      const all = Object.values(off).flat();
      for (const [name, gone] of Object.entries(off)) {
        const others = all.filter((one) => !gone.includes(one));
        const switches = Object.keys(off).map((one) => [`smtpLens.inlayHints.${one}`, one !== name]);
        await code.set(Object.fromEntries(switches));
        await code.open('slow.smtp');
        for (const one of others) await line(code, one).waitFor({ timeout: 60_000 });
        // The hints of before may be on the screen until the editor has asked anew.
        for (const one of gone) await line(code, one).first().waitFor({ state: 'detached', timeout: 20_000 });
      }
      await code.set({ 'smtpLens.codeLens.enable': false });
      await code.open('slow.smtp');
      await line(code, /temporary/).waitFor({ timeout: 60_000 });
      assert.equal(await code.page.locator('.codelens-decoration').count(), 0);
    },
  ],
];
