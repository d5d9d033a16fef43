// A mail log as messages: what became of each above its first line, its story, the summary of the whole.
import assert from 'node:assert/strict';

import { assertAccessible, painted, view } from '../views.mjs';

export const hosts = ['desktop', 'web'];
export const scale = 1.25;
export const viewport = { width: 1280, height: 700 };
export const file = 'mail.log';

/** The right half of the window, where pages open. */
const rightHalf = ({ viewport: { width } }, height) => ({ x: width / 2, width: width / 2 - 6, height });

export const steps = [
  [
    'above the first line of a message stands what became of it',
    async (code) => {
      await code.page
        .locator('.codelens-decoration', { hasText: '3 recipients: 2 sent, 1 bounced: recipient does not exist · 550 5.1.1' })
        .waitFor({ timeout: 60_000 });
      await code.screenshot('log-lens');
      await code.leave();
      await code.picture('log', { height: 270 });
    },
  ],
  [
    'codes are coloured by class, and a hint says what a refusal means',
    async (code) => {
      const accepted = await code.find('250', '250 2.0.0 Ok: queued as 4F5502A550');
      const refused = await code.find('550', 'said: 550 5.1.1');
      assert.notEqual(accepted.color, refused.color);
      await code.page.locator('.view-line', { hasText: /554.5\.7\.1.*permanent/ }).waitFor();
    },
  ],
  [
    'the outline shows message, recipients and outcome',
    async (code) => {
      await code.page.keyboard.press('Control+Shift+O');
      const row = (text) => code.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
      await row('349261B8932').waitFor();
      await row('nobody@example.net').waitFor();
      await code.screenshot('log-outline');
      await code.page.keyboard.press('Escape');
    },
  ],
  [
    'the story of the message at the cursor opens beside the log, and its rows lead to its lines',
    async (code) => {
      await code.goTo(8, 60);
      await code.command('SMTP Lens: Show Story of the Message');
      await code.page.locator('.tab.active', { hasText: 'Story of 349261B8932' }).waitFor();
      await code.page.locator('.view-line', { hasText: /Given.up.for.nobody@example.net/ }).waitFor();
      await code.page.locator('.view-line .detected-link').first().waitFor();
      await code.screenshot('story');
      await code.picture('story', rightHalf(code, 520));
      await code.page
        .locator('.view-line .detected-link', { hasText: '22' })
        .first()
        .click({ modifiers: ['Control'] });
      await code.page.locator('.tab.active', { hasText: 'mail.log' }).first().waitFor();
      await code.page.locator('[id="status.editor.selection"]', { hasText: 'Ln 22' }).waitFor();
      assert.equal(await code.page.locator('.tab', { hasText: 'mail.log' }).count(), 1, 'the log is shown once');
    },
  ],
  [
    'the story is drawn too: who handed it in, what was tried, what came of it',
    async (code) => {
      await code.goTo(8);
      await code.command('SMTP Lens: Show Session');
      const frame = await view(code);
      assert.match(await frame.locator('svg .arrow.permanent').textContent(), /550 5\.1\.1/);
      for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark']) {
        await code.theme(theme);
        await painted(await view(code), /light/.test(theme) ? 'light' : 'dark');
        await code.screenshot(`story-picture-${theme}`);
        await assertAccessible(await view(code), theme);
      }
      await code.picture('story-picture', rightHalf(code, 640));
      await frame.locator('svg .arrow.good').last().click();
      await code.page.locator('[id="status.editor.selection"]', { hasText: 'Ln 22' }).waitFor();
    },
  ],
  [
    'the summary counts the whole log',
    async (code) => {
      await code.command('SMTP Lens: Show Summary of the Log');
      await code.page.locator('.tab.active', { hasText: 'Summary of mail.log' }).waitFor();
      await code.page.locator('.view-line', { hasText: /3.sent,.2.deferred,.1.bounced/ }).waitFor();
      await code.screenshot('summary');
      await code.picture('summary', rightHalf(code, 560));
    },
  ],
  [
    'why mail was refused is told on a page beside the log, the most decisive cause first',
    async (code) => {
      await code.page.locator('.tab', { hasText: 'mail.log' }).first().click();
      await code.command('SMTP Lens: Why Was It Refused?');
      await code.page.locator('.tab.active', { hasText: 'Why was it refused' }).waitFor();
      await code.page.locator('.view-line', { hasText: /Recipient.does.not.exist.·.550.5\.1\.1/ }).waitFor();
      await code.page
        .locator('.view-line', { hasText: /Who.acts/ })
        .first()
        .waitFor();
      await code.screenshot('why');
      await code.picture('why', rightHalf(code, 560));
    },
  ],
];
