// The session as a picture: drawn beside its text, led by it and leading back, readable for everybody.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { view } from '../views.mjs';

export const hosts = ['desktop', 'web'];
export const scale = 1;
export const file = 'swaks-one-of-three.txt';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const caret = (code, line) => code.page.locator('[id="status.editor.selection"]', { hasText: new RegExp(`Ln ${line}\\b`) }).waitFor();

export const steps = [
  [
    'Show Session draws the dialogue beside its text',
    async (code) => {
      await code.page.locator('.codelens-decoration', { hasText: 'delivered to 1 of 3' }).first().waitFor({ timeout: 60_000 });
      await code.goTo(6);
      await code.command('SMTP Lens: Show Session');
      const frame = await view(code);
      assert.match(await frame.locator('svg').innerHTML(), /550 5\.1\.1/);
      await code.screenshot('session-view');
      await code.picture('session', { height: 500 });
    },
  ],
  [
    'a click on an arrow leads to its line, and Enter does too',
    async (code) => {
      const frame = await view(code);
      const refused = frame.locator('.arrow.permanent').first();
      const line = Number(await refused.getAttribute('data-line')) + 1;
      await refused.click();
      await caret(code, line);
      const next = frame.locator(`.arrow[data-line="${line - 2}"]`);
      await next.focus();
      await next.press('Enter');
      await caret(code, line - 1);
    },
  ],
  [
    'the cursor leads to the arrow',
    async (code) => {
      const frame = await view(code);
      const line = Number(await frame.locator('.arrow').nth(4).getAttribute('data-line'));
      await code.goTo(line + 1);
      await frame.locator(`.arrow.here[data-line="${line}"]`).waitFor();
    },
  ],
  [
    'axe-core finds nothing to complain of, and every theme is legible',
    async (code) => {
      // The web host loses the extension when its window is loaded again.
      for (const theme of code.host === 'web' ? ['dark'] : ['dark', 'light', 'high-contrast', 'high-contrast-light']) {
        if (code.host === 'desktop') await code.theme(theme);
        await code.page.locator('.codelens-decoration', { hasText: 'delivered to 1 of 3' }).first().waitFor({ timeout: 60_000 });
        await code.goTo(6);
        await code.command('SMTP Lens: Show Session');
        const frame = await view(code);
        await code.page.waitForTimeout(500);
        await code.screenshot(`session-view-${theme}`);
        await frame.evaluate(axe);
        const { violations, passes } = await frame.evaluate(() => globalThis.axe.run(document));
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${theme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`),
          [],
        );
        assert.ok(passes.length > 10, `only ${passes.length} rules of axe-core ran`);
      }
    },
  ],
];
