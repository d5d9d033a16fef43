// Web views: pages inside frames inside frames.

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
