// The page of the extension, as VS Code shows it beside Install: client/README.md as it is packaged.
import assert from 'node:assert/strict';
import { view } from '../views.mjs';

async function open(code) {
  await code.command('Extensions: Show Installed Extensions');
  await code.page.locator('.extensions-list .monaco-list-row', { hasText: 'SMTP Lens' }).first().click();
  await code.page.locator('.extension-editor .name', { hasText: 'SMTP Lens' }).waitFor();
  return view(code, 'h2:has-text("Settings")');
}

export const steps = [
  [
    'begins with what it does, and has no broken picture',
    async (code) => {
      const frame = await open(code);
      assert.match(await frame.locator('body').innerText(), /^SMTP Lens\s+Reads SMTP transcripts/);
      await frame.locator('pre', { hasText: '354 cannot answer MAIL' }).waitFor();
      const broken = await frame.locator('img').evaluateAll((all) => all.filter((one) => one.naturalWidth === 0).map((one) => one.alt));
      assert.deepEqual(broken, []);
      await code.screenshot('own-page');
    },
  ],
  [
    'has no link to a file that only the sources have',
    async (code) => {
      const frame = await view(code, 'h2:has-text("Settings")');
      const links = await frame.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
      assert.deepEqual(
        links.filter((href) => !/^(?:https:|#|command:)/.test(href)),
        [],
      );
    },
  ],
  [
    'lists its settings, commands and tools, each with a description',
    async (code) => {
      await code.page.locator('.extension-editor .action-label', { hasText: 'Features' }).click();
      const features = code.page.locator('.extension-editor .features-list-container');
      await features.waitFor();
      for (const feature of ['Settings', 'Commands', 'Language Model Tools']) {
        await features.locator(`.monaco-list-row[aria-label="${feature}"]`).click();
        const rows = code.page.locator('.extension-editor .feature-content table tr');
        await rows.nth(1).waitFor();
        const cells = await rows.evaluateAll((all) => all.slice(1).map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
        for (const cell of cells) assert.ok(cell.filter((text) => text !== '').length >= 2, `${feature}: ${cell.join(' | ')}`);
        await code.screenshot(`own-page-${feature.toLowerCase().replaceAll(' ', '-')}`);
      }
    },
  ],
];
