// From a place to what belongs to it: command and reply, the places of a name, addresses in replies, ids in every open document.
import { caret, row, until } from '../widgets.mjs';

export const hosts = ['desktop', 'web'];
export const file = 'swaks-one-of-three.txt';

const marked = (code) =>
  code.page.locator('.editor-instance .wordHighlightStrong, .editor-instance .wordHighlight, .editor-instance .wordHighlightText');

export const steps = [
  [
    'from a reply to its command, and back',
    async (code) => {
      await code.page.locator('.codelens-decoration', { hasText: 'Show Session' }).first().waitFor({ timeout: 60_000 });
      await code.goTo(21, 6);
      await caret(code, 21);
      await code.page.keyboard.press('F12');
      await caret(code, 20);
      await code.page.keyboard.press('F12');
      await until(async () => /Ln 2[1-9]/.test(await code.page.locator('[id="status.editor.selection"]').innerText()), 'no way back');
    },
  ],
  [
    'the verb and the code of the exchange at the cursor are marked',
    async (code) => {
      await code.goTo(18, 9);
      await until(async () => (await marked(code).count()) === 2, 'a verb and a code should be marked');
      await code.screenshot('pair');
      await code.picture('pair', { width: 620, height: 460 });
    },
  ],
  [
    'an address in a reply is a link',
    async (code) => {
      await until(async () => (await code.page.locator('.editor-instance .detected-link').count()) > 0, 'no link');
    },
  ],
  [
    'Find References of a queue id shows its lines in every open document',
    async (code) => {
      await code.openText(
        'handed-over.smtp',
        'C: DATA\nS: 354 Go ahead\nC: .\nS: 250 2.0.0 Ok: queued as 349261B8932\nC: QUIT\nS: 221 2.0.0 Bye\n',
      );
      await code.open('mail.log');
      await code.page.locator('.codelens-decoration', { hasText: 'Show Story' }).first().waitFor({ timeout: 60_000 });
      await code.open('handed-over.smtp');
      const at = 'S: 250 2.0.0 Ok: queued as 3'.length;
      await until(async () => {
        await code.goTo(4, at);
        await caret(code, 4);
        await code.page.keyboard.press('Shift+Alt+F12');
        await code.page
          .locator('.part.sidebar .monaco-list-row', { hasText: /^\W*mail\.log/ })
          .first()
          .waitFor({ timeout: 5000 });
        return true;
      }, 'no references');
      await code.screenshot('references');
      await code.picture('references', { height: 330 });
      // VS Code shows the side bar once more when the last places come in.
      const sidebar = code.page.locator('.part.sidebar');
      await until(async () => {
        if (await sidebar.isVisible()) await code.page.keyboard.press('Control+B');
        await sidebar.waitFor({ state: 'hidden', timeout: 3000 });
        return true;
      }, 'the side bar stays');
    },
  ],
  [
    'Go to Symbol in Workspace finds the queue id',
    async (code) => {
      await until(async () => {
        // The side bar of references may come back later still, and takes the keys.
        if (await code.page.locator('.part.sidebar').isVisible()) await code.page.keyboard.press('Control+B');
        await code.page.locator('.editor-instance .view-lines').first().click();
        await code.page.keyboard.press('Escape');
        await code.page.keyboard.press('Control+P');
        await code.page.locator('.quick-input-widget input').fill('#349261');
        await row(code, '349261B8932').waitFor({ timeout: 5000 });
        return true;
      }, 'no symbol');
      await code.screenshot('workspace-symbols');
      await row(code, '349261B8932').click();
      await code.page.locator('.tab.active', { hasText: 'mail.log' }).waitFor();
      await caret(code, 3);
    },
  ],
  [
    'Go to Definition of a queue id leads to where the message begins',
    async (code) => {
      await until(async () => {
        await code.goTo(22, 48);
        await code.page.locator('[id="status.editor.selection"]', { hasText: /Ln 22\b/ }).waitFor({ timeout: 5000 });
        return true;
      }, 'the cursor does not get there');
      await code.page.keyboard.press('F12');
      await caret(code, 3);
    },
  ],
];
