// A copy that is safe to share: compared with the original, on the clipboard, as a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const hosts = ['desktop', 'web'];
export const scale = 1.25;
export const viewport = { width: 1280, height: 700 };
export const file = 'smtplib-wrong-password.txt';

const SECRET = /dHVsaXA|AGFsaWNlQGV4YW1wbGUub3Jn/;

export const steps = [
  [
    'the preview shows side by side what is replaced',
    async (code) => {
      await code.page.locator('.codelens-decoration', { hasText: 'Copy Redacted' }).first().waitFor({ timeout: 60_000 });
      await code.command('SMTP Lens: Preview Redacted Copy');
      await code.page.locator('.monaco-diff-editor .view-line .char-insert, .monaco-diff-editor .char-insert').first().waitFor();
      await code.screenshot('redacted');
      await code.picture('redacted', { y: 330, height: 220 });
      await code.page.locator('.tab', { hasText: file }).first().click();
      await code.page.locator('.monaco-diff-editor').waitFor({ state: 'hidden' });
    },
  ],
  [
    'Copy Redacted puts the copy on the clipboard, and the status bar says so',
    async (code) => {
      await code.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await code.command('SMTP Lens: Copy Redacted');
      await code.page.locator('.statusbar-item', { hasText: 'Copied without secrets' }).waitFor();
      const text = await code.page.evaluate(() => navigator.clipboard.readText());
      assert.match(text, /535/);
      assert.doesNotMatch(text, SECRET);
    },
  ],
  [
    'Save Redacted Copy writes a file and shows what it replaces',
    async (code) => {
      await code.command('SMTP Lens: Save Redacted Copy');
      await code.page.locator('.quick-input-widget input').first().waitFor();
      await code.page.waitForTimeout(500);
      await code.page.keyboard.press('Enter');
      await code.page.locator('.monaco-diff-editor').waitFor();
      const copy = readFileSync(path.join(code.folder, file.replace('.txt', '.redacted.txt')), 'utf8');
      assert.match(copy, /535/);
      assert.doesNotMatch(copy, SECRET);
      await code.screenshot('redacted-saved');
    },
  ],
];
