// What a user sees of an editor besides its text: lists, the cursor's place, suggestions, actions.
import assert from 'node:assert/strict';

/** A row of the palette, of "Go to Symbol" and of other pickers. */
export const row = (code, hasText) => code.page.locator('.quick-input-list .monaco-list-row', { hasText }).first();

/** A row of the menu of quick fixes. */
export const action = (code, hasText) => code.page.locator('.action-widget .monaco-list-row', { hasText }).first();

/** A row of the list of suggestions. */
export const suggestion = (code, hasText) => code.page.locator('.suggest-widget.visible .monaco-list-row', { hasText }).first();

/** A line of the active editor on the screen; blanks are `.` in the pattern, as VS Code writes no-break spaces. */
export const line = (code, hasText) => code.page.locator('.editor-instance .view-line', { hasText }).first();

/** Waits until the cursor stands on a line (from 1). */
export const caret = (code, at) => code.page.locator('[id="status.editor.selection"]', { hasText: new RegExp(`Ln ${at}\\b`) }).waitFor();

/** Puts the cursor on a line and column, both from 1, and opens the menu of quick fixes once it offers `hasText`. */
export async function quickFix(code, [at, column], hasText) {
  await until(async () => {
    await code.page.keyboard.press('Escape');
    await code.goTo(at, column);
    await caret(code, at);
    await code.page.keyboard.press('Control+.');
    await action(code, hasText).waitFor({ timeout: 4000 });
    return true;
  }, `no quick fix ${hasText}`);
  return action(code, hasText);
}

/** Tries until it gives something true; a throw counts as not yet. */
export async function until(holds, otherwise, { timeout = 30_000, every = 200 } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const seen = await Promise.resolve()
      .then(holds)
      .catch(() => undefined);
    if (seen) return seen;
    assert.ok(Date.now() < end, otherwise);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
