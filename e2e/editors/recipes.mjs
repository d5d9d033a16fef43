/**
 * The sections of docs/editors.md: the title without its links, whether it says "tested" or "not run here" (null: neither), and the code of
 * its fenced blocks.
 */
export function recipesIn(page) {
  const found = new Map();
  for (const section of page.split(/^## /m).slice(1)) {
    const [title, ...lines] = section.split('\n');
    const body = lines.join('\n');
    const mark = /^\*(Tested|Not run here)/m.exec(body)?.[1] ?? null;
    const code = [...body.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, text]) => text).join('\n');
    found.set(title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim(), { mark, code });
  }
  return found;
}
