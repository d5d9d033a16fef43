// What a newcomer meets: one status item, one offer, a walkthrough, a rule that can be explained and silenced.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { view } from '../views.mjs';
import { quickFix, row, until } from '../widgets.mjs';

export const file = 'swaks-one-of-three.txt';
export const hosts = ['desktop', 'web'];
export const settings = { 'smtpLens.offerLanguage': true };

const item = (code) => code.page.locator('[id="smtp-lens.smtp-lens.smtpLens.status"]');

export const steps = [
  [
    'the language of a recognised text is offered once, and never again if so wished',
    async (code) => {
      const toast = code.page.locator('.notification-toast', { hasText: 'This looks like an SMTP transcript (swaks)' });
      await toast.waitFor({ timeout: 60_000 });
      await code.screenshot('offer');
      await code.picture('offer', { x: 560, y: 500, width: 474, height: 190 });
      await toast.getByRole('button', { name: 'Never again' }).click();
      await toast.waitFor({ state: 'hidden' });
      await until(() => /"smtpLens.offerLanguage": false/.test(readFileSync(code.settingsFile, 'utf8')), 'the setting was not written');
    },
  ],
  [
    'the status item names format, sessions and findings; a click offers what can be done',
    async (code) => {
      await item(code)
        .filter({ hasText: /swaks · 1 session · \d+ findings?/ })
        .waitFor();
      await item(code).click();
      await row(code, 'Show session').waitFor();
      assert.equal(await row(code, 'Show story').count(), 0, 'no story in a transcript');
      await code.screenshot('choices');
      await code.picture('choices', { x: 200, y: 0, width: 640, height: 330 });
      await code.picture('status', { x: 460, y: 664, width: 574, height: 36 });
      await code.page.keyboard.press('Escape');
    },
  ],
  [
    'there is no status item for a text without SMTP',
    async (code) => {
      await code.openText('shopping.txt', '250 g of butter\n550 ml of milk\n');
      await code.page.waitForTimeout(4000);
      assert.equal(await item(code).filter({ visible: true }).count(), 0);
    },
  ],
  [
    'a rule is explained, and silenced in the settings of the folder',
    async (code) => {
      await code.open('broken-session.smtp');
      await code.squiggles('error').first().waitFor({ timeout: 60_000 });
      const explain = await quickFix(code, [9, 5], 'Explain the rule reply-code-impossible');
      await code.screenshot('rule-actions');
      await explain.click();
      await code.page.locator('.tab', { hasText: 'reply-code-impossible' }).waitFor();
      await view(code, 'h2:text("Found in")');
      await code.screenshot('rule-page');
      await code.picture('rule-page', { x: 520, width: 514, height: 520 });
      await code.page.locator('.tab', { hasText: 'broken-session.smtp' }).click();
      await (await quickFix(code, [9, 5], /^\s*Silence the rule reply-code-impossible\s*$/)).click();
      await code.page.locator('.statusbar-item', { hasText: 'reply-code-impossible is now off' }).waitFor();
      const written = path.join(code.folder, '.vscode', 'settings.json');
      assert.ok(existsSync(written), 'no settings were written');
      assert.deepEqual(JSON.parse(readFileSync(written, 'utf8'))['smtpLens.rules'], { 'reply-code-impossible': 'off' });
      // Another error shows itself now: the line that the impossible reply had stood for.
      const { y } = await code.find('354', 'S: 354 Go ahead');
      const onLine = async () => {
        const boxes = await code.squiggles('error').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
        return boxes.some(({ top, bottom }) => top <= y && y <= bottom);
      };
      await until(async () => !(await onLine()), 'the squiggle stays');
    },
  ],
  [
    'the walkthrough has four steps with pictures',
    async (code) => {
      await code.command('View: Close All Editors');
      await code.command('Welcome: Open Walkthrough...');
      await row(code, 'Read mail with SMTP Lens').waitFor();
      await row(code, 'Read mail with SMTP Lens').click();
      await code.page.locator('.getting-started-step').first().waitFor();
      assert.equal(await code.page.locator('.gettingStarted .getting-started-step').count(), 4);
      const pictures = {
        'See the session as a picture': 'delivered to 1 of 3',
        'Follow one message': 'Story of 349261B8932',
        'Share it without secrets': 'user1@example.org',
        'See what went wrong': '354 cannot answer MAIL',
      };
      for (const [title, shown] of Object.entries(pictures)) {
        await code.page.locator('.getting-started-step', { hasText: title }).click();
        await view(code, `svg text:has-text("${shown}")`);
      }
      await code.screenshot('walkthrough');
      await code.picture('walkthrough', { y: 80, height: 440 });
    },
  ],
];
