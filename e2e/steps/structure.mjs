// A transcript and a log have a shape: outline, breadcrumbs, folding, growing selections.
import assert from 'node:assert/strict';
import { caret, line, row, until } from '../widgets.mjs';

export const hosts = ['desktop', 'web'];
export const file = 'broken-session.smtp';

const selected = (code) => code.page.locator('[id="status.editor.selection"]');

export const steps = [
  [
    'the outline of a transcript: session, phases, commands with their codes',
    async (code) => {
      await code.page.locator('.codelens-decoration', { hasText: 'Show Session' }).first().waitFor({ timeout: 60_000 });
      await code.command('Explorer: Focus on Outline View');
      const entry = (hasText) => code.page.locator('.outline-pane .monaco-list-row', { hasText }).first();
      await entry('Session').waitFor();
      // Files make room for the outline, and the side bar for its lines.
      const files = code.page.locator('.explorer-viewlet .pane-header', { hasText: 'workspace' });
      await files.click();
      const { x, width } = await code.page.locator('.part.sidebar').boundingBox();
      await code.page.mouse.move(x + width + 3, 400);
      await code.page.mouse.down();
      await code.page.mouse.move(x + width + 150, 400, { steps: 5 });
      await code.page.mouse.up();
      await entry(/RCPT.*nobody@example\.net.*recipient.does.not.exist.·.550.5\.1\.1/).waitFor();
      await entry('Transaction to 3 recipients').waitFor();
      await code.screenshot('outline');
    },
  ],
  [
    'breadcrumbs name the transaction and the command at the cursor',
    async (code) => {
      await code.goTo(11, 5);
      const crumbs = code.page.locator('.breadcrumbs-below-tabs, .breadcrumbs-control').first();
      await crumbs.getByText(/RCPT.+nobody@example\.net/).waitFor();
      await crumbs.getByText('Transaction to 3 recipients').waitFor();
      await code.picture('outline', { height: 310, width: 860 });
      await code.page.keyboard.press('Control+B');
      await code.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    },
  ],
  [
    'Go to Symbol lists the commands, with what came of them in words',
    async (code) => {
      await code.page.keyboard.press('Control+Shift+O');
      await row(code, /RCPT TO:<bob@example\.net>/).waitFor();
      await code.page.keyboard.press('Escape');
    },
  ],
  [
    'mail data, replies of several lines and phases fold',
    async (code) => {
      await code.goTo(3);
      await caret(code, 3);
      await until(async () => {
        await code.command('Fold All');
        return (await line(code, /PIPELINING/).count()) === 0;
      }, 'PIPELINING is still on the screen');
      await code.screenshot('folded');
      await code.command('Unfold All');
      await line(code, /PIPELINING/).waitFor();
      await code.goTo(18);
      await code.page.keyboard.press('Control+Shift+[');
      await line(code, /Subject:/).waitFor({ state: 'detached' });
      await code.picture('folding', { y: 120, height: 330, width: 560 });
      await code.command('Unfold All');
    },
  ],
  [
    'a selection grows from the code to the reply, the exchange, the transaction, the session',
    async (code) => {
      await code.goTo(11, 5);
      await caret(code, 11);
      const sizes = [0];
      for (let step = 0; step < 7; step++) {
        await code.page.keyboard.press('Shift+Alt+ArrowRight');
        const size = await until(
          async () => {
            const [, count] = /\((\d+) selected\)/.exec(await selected(code).innerText()) ?? [];
            return Number(count) > sizes.at(-1) ? Number(count) : 0;
          },
          `selection ${step} did not grow beyond ${sizes.at(-1)}`,
          { timeout: step > 4 ? 2000 : 10_000 },
        ).catch((error) => {
          if (step < 5) throw error;
        });
        if (!size) break;
        sizes.push(size);
        if (size === '550'.length) await code.screenshot('selection');
      }
      assert.ok(sizes.includes('550'.length), `code: ${sizes}`);
      assert.ok(sizes.includes('550 5.1.1 <nobody@example.net>: user unknown'.length), `reply: ${sizes}`);
      assert.ok(sizes.at(-1) > 600, `session: ${sizes}`);
    },
  ],
];
