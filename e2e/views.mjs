// Web views: pages inside frames inside frames.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The frame of a web view in which something matches `selector` (default: an arrow of the session view). */
export async function view(code, selector = 'svg .arrow') {
  for (let waited = 0; waited < 20_000; waited += 200) {
    for (const frame of code.page.frames()) {
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0); // a frame that is just being replaced
      if (count > 0) return frame;
    }
    await code.page.waitForTimeout(200);
  }
  throw new Error(`no web view shows ${selector}`);
}

/** Throws with what axe-core finds wrong in a view; `where` is named in the complaint. */
export async function assertAccessible(frame, where) {
  await frame.evaluate(axe);
  const { violations, passes } = await frame.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`),
    [],
  );
  assert.ok(passes.length > 10, `only ${passes.length} rules of axe-core ran`);
}

/** Waits until a view has the editor's colours: a theme reaches it a little after the workbench. */
export async function painted(frame, paper) {
  await frame.waitForFunction((wanted) => {
    const [r, g, b] = getComputedStyle(document.querySelector('svg .paper')).fill.match(/\d+/g).map(Number);
    return r + g + b < 384 === (wanted === 'dark');
  }, paper);
}
