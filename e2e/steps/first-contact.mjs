// What a newcomer meets: one status item, one offer, a walkthrough, a rule that can be explained and silenced.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { view } from '../views.mjs';

export const file = 'swaks-one-of-three.txt';
export const settings = { 'smtpLens.offerLanguage': true };

const item = (code) => code.page.locator('[id="smtp-lens.smtp-lens.smtpLens.status"]');
const row = (code, text) => code.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

export const steps = [
  [
    'the language of a recognised text is offered once, and never again if so wished',
    async (code) => {
      const toast = code.page.locator('.notification-toast', { hasText: 'This looks like an SMTP transcript (swaks)' });
      await toast.waitFor({ timeout: 60_000 });
      await code.screenshot('offer');
      await toast.getByRole('button', { name: 'Never again' }).click();
      await toast.waitFor({ state: 'hidden' });
      for (let waited = 0; !/"smtpLens.offerLanguage": false/.test(readFileSync(code.settingsFile, 'utf8')); waited += 200) {
        assert.ok(waited < 10_000, 'the setting was not written');
        await code.page.waitForTimeout(200);
      }
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
      const action = (text) => code.page.locator('.action-widget .monaco-list-row', { hasText: text }).first();
      const quickFix = async () => {
        await code.goTo(9, 5);
        await code.page.locator('[id="status.editor.selection"]', { hasText: 'Ln 9, Col 5' }).waitFor();
        await code.page.keyboard.press('Control+.');
      };
      await quickFix();
      await action('Explain the rule reply-code-impossible').waitFor();
      await code.screenshot('rule-actions');
      await action('Explain the rule reply-code-impossible').click();
      await code.page.locator('.tab', { hasText: 'reply-code-impossible' }).waitFor();
      await view(code, 'h2:text("Here it speaks up")');
      await code.screenshot('rule-page');
      await code.page.locator('.tab', { hasText: 'broken-session.smtp' }).click();
      await quickFix();
      await action(/^\s*Silence the rule reply-code-impossible\s*$/).click();
      await code.page.locator('.statusbar-item', { hasText: 'reply-code-impossible is off' }).waitFor();
      const written = path.join(code.folder, '.vscode', 'settings.json');
      assert.ok(existsSync(written), 'no settings were written');
      assert.deepEqual(JSON.parse(readFileSync(written, 'utf8'))['smtpLens.rules'], { 'reply-code-impossible': 'off' });
      // Another error shows itself now: the line that the impossible reply had stood for.
      const { y } = await code.find('354', 'S: 354 Go ahead');
      const onLine = async () => {
        const boxes = await code.squiggles('error').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
        return boxes.some(({ top, bottom }) => top <= y && y <= bottom);
      };
      for (let waited = 0; await onLine(); waited += 200) {
        assert.ok(waited < 10_000, 'the squiggle stays');
        await code.page.waitForTimeout(200);
      }
    },
  ],
  [
    'the walkthrough has four steps with pictures',
    async (code) => {
      await code.command('Welcome: Open Walkthrough...');
      await row(code, 'Read mail with SMTP Lens').waitFor();
      await row(code, 'Read mail with SMTP Lens').click();
      await code.page.locator('.getting-started-step').first().waitFor();
      assert.equal(await code.page.locator('.gettingStarted .getting-started-step').count(), 4);
      await code.page.waitForTimeout(1500);
      await code.screenshot('walkthrough');
    },
  ],
];
