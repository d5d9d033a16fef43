// From a fresh clone to a squiggle: what the README promises.
import assert from 'node:assert/strict';

export const hosts = ['desktop', 'web'];

export const steps = [
  [
    'a squiggle stands under the 354 that answers MAIL',
    async (code) => {
      await code.squiggles('error').first().waitFor();
      const hover = await code.hover('354', 'S: 354 Go ahead');
      assert.match(hover, /MAIL/);
      assert.match(hover, /\bsmtp\b/);
      await code.screenshot('squiggle');
      await code.unhover();
      await code.goTo(27);
    },
  ],
  [
    'the hover on 550 5.1.1 says what both codes mean, and where that is written',
    async (code) => {
      const basic = await code.hover('550', 'S: 550 5.1.1');
      assert.match(basic, /RFC\s?5321/);
      await code.unhover();
      const enhanced = await code.hover('5.1.1', 'S: 550 5.1.1');
      assert.match(enhanced, /5\.1\.1/);
      assert.match(enhanced, /mailbox/i);
      assert.match(enhanced, /RFC\s?3463/);
      await code.screenshot('hover');
      await code.picture('first-look');
      await code.unhover();
    },
  ],
  [
    'verbs, reply codes and mail data have colours of their own',
    async (code) => {
      const color = async (text, line) => (await code.find(text, line)).color;
      const plain = await color('user unknown');
      const verb = await color('RCPT', 'C: RCPT TO:<bob');
      const refused = await color('550', 'S: 550 5.1.1');
      assert.notEqual(verb, plain);
      assert.notEqual(refused, plain);
      assert.notEqual(refused, verb);
    },
  ],
];
