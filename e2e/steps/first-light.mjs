// From a fresh clone to a squiggle: what the README promises.
import assert from 'node:assert/strict';

export const hosts = ['desktop', 'web'];

export const steps = [
  [
    'a squiggle stands under the 354 that answers MAIL',
    async (code) => {
      await code.squiggles('error').first().waitFor();
      await code.hover('354', 'S: 354 Go ahead', { expected: /MAIL[\s\S]*\bsmtp\b/ });
      await code.screenshot('squiggle');
      await code.unhover();
      await code.leave();
    },
  ],
  [
    'the verdict stands above the session, and a hint behind a refusal',
    async (code) => {
      await code.page.locator('.codelens-decoration', { hasText: '550 5.1.1 at RCPT' }).waitFor();
      await code.page.locator('.view-line', { hasText: /user.unknown.*recipient.does.not.exist/i }).waitFor();
    },
  ],
  [
    'the hover on 550 5.1.1 says what both codes mean, and where that is written',
    async (code) => {
      await code.hover('550', 'S: 550 5.1.1', { expected: /RFC\s?5321/ });
      await code.unhover();
      const enhanced = await code.hover('5.1.1', 'S: 550 5.1.1', { expected: /RFC\s?3463/ });
      assert.match(enhanced, /5\.1\.1/);
      assert.match(enhanced, /mailbox/i);
      await code.screenshot('hover');
      await code.picture('first-look', { y: 60, height: 465, width: 880 });
      await code.unhover();
    },
  ],
  [
    'the server can be restarted',
    async (code) => {
      await code.command('SMTP Lens: Restart Server');
      await code.hover('550', 'S: 550 5.1.1', { expected: /RFC\s?5321/ });
      await code.unhover();
    },
  ],
];
