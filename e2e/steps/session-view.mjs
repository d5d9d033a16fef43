// The session as a picture: drawn beside its text, led by it and leading back, readable for everybody.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assertAccessible, painted, view } from '../views.mjs';
import { caret, until } from '../widgets.mjs';

export const hosts = ['desktop', 'web'];
export const scale = 1.25;
export const viewport = { width: 1280, height: 700 };
export const file = 'swaks-one-of-three.txt';

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
      await code.picture('session', { height: 560 });
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
    'arrows are reached by Tab and by the arrow keys, in the order of the dialogue',
    async (code) => {
      const frame = await view(code);
      const all = await frame.locator('[tabindex="0"]').evaluateAll((found) => found.map((one) => Number(one.dataset.line)));
      assert.deepEqual(
        all,
        [...all].sort((a, b) => a - b),
      );
      assert.ok(all.length > 10, `${all.length} arrows`);
      const focused = () => frame.evaluate(() => Number(document.activeElement.dataset.line));
      await frame.locator('.arrow').first().focus();
      await code.page.keyboard.press('ArrowDown');
      assert.equal(await focused(), all[1]);
      await code.page.keyboard.press('Tab');
      assert.equal(await focused(), all[2]);
      await code.page.keyboard.press('ArrowUp');
      assert.equal(await focused(), all[1]);
      assert.match(await frame.locator('.arrow').nth(1).getAttribute('aria-label'), /^line \d+, client: EHLO/);
    },
  ],
  [
    'axe-core finds nothing to complain of in any theme',
    async (code) => {
      for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark']) {
        await code.theme(theme);
        const frame = await view(code);
        await painted(frame, /light/.test(theme) ? 'light' : 'dark');
        await code.screenshot(`session-view-${theme}`);
        await assertAccessible(frame, theme);
      }
    },
  ],
  [
    'Save Session as SVG writes the drawing, which stands by itself',
    async (code) => {
      await code.command('SMTP Lens: Save Session as SVG');
      const input = code.page.locator('.quick-input-widget input').first();
      await until(async () => /\.svg$/.test(await input.inputValue()), 'no name is proposed');
      await code.page.keyboard.press('Enter');
      const svg = await until(() => readFileSync(path.join(code.folder, `${file}.svg`), 'utf8'), 'no file was written');
      assert.match(svg, /^<svg [^>]*>[\s\S]*550 5\.1\.1[\s\S]*<\/svg>$/);
      assert.doesNotMatch(svg, /<script|href=|url\(/);
    },
  ],
  [
    'a place without a session says so',
    async (code) => {
      await code.openText('shopping.smtp', 'butter\n');
      await code.command('SMTP Lens: Show Session');
      await view(code, 'p:text("There is no SMTP session")');
      await code.screenshot('session-view-empty');
    },
  ],
];
