import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FEATURES, tableIn } from '../../../e2e/editors/features.mjs';
import { COMMANDS } from '../../src/lsp/capabilities';

const top = join(__dirname, '../../..');
const read = (name: string): string => readFileSync(join(top, name), 'utf8');

/** Sections of docs/editors.md by their titles, links taken out of them. */
const sections = new Map(
  read('docs/editors.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title, ...lines] = section.split('\n');
      return [title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'), lines.join('\n')];
    }),
);
const marked = (mark: string): string[] =>
  [...sections].filter(([, body]) => body.trimStart().startsWith(`*${mark}`)).map(([title]) => title);

describe('the recipes for other editors', () => {
  it('say of each editor whether its recipe is run', () => {
    const bare = [...sections.keys()].filter((title) => ![...marked('Tested'), ...marked('Not run here')].includes(title));
    expect(bare).toEqual(['Get the server', 'What it needs', 'Commands and options']);
  });

  it('are run where they say so, and only there', () => {
    const run = [...read('e2e/editors.mjs').matchAll(/sections: \[([^\]]*)\]/g)].flatMap(([, titles]) =>
      [...titles.matchAll(/'([^']+)'/g)].map(([, title]) => title),
    );
    expect(run.length).toBeGreaterThan(4);
    expect(run.sort()).toEqual(marked('Tested').sort());
    for (const title of run) expect(sections.get(title), title).toMatch(/^```\w+\n/m);
  });

  it('name every command of the server', () => {
    const rows = [...(sections.get('Commands and options') ?? '').matchAll(/^\| `(smtpLens\.server\.\w+)` \|/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual(Object.values<string>(COMMANDS).sort());
  });
});

describe('what works where', () => {
  const { labels, columns } = tableIn(read('docs/features.md'));
  const names = [...read('e2e/editors.mjs').matchAll(/name: '([^']+)'/g)].map(([, name]) => name);

  it('has a row for each feature, and a column for VS Code and each editor that is run', () => {
    expect(labels).toEqual(FEATURES.map(([label]) => label));
    expect([...columns.keys()]).toEqual(['VS Code', ...names]);
  });

  it('says of each cell what a client can say', () => {
    const nothing = { textDocument: {}, workspace: {}, window: {} };
    const everything = (key: string): object =>
      new Proxy({}, { get: (_, name) => (name === 'contentFormat' ? ['markdown'] : name === 'support' ? true : everything(key)) });
    const all = { textDocument: everything('textDocument'), workspace: everything('workspace'), window: everything('window') };
    FEATURES.forEach(([label, cell], n) => {
      const known = new Set([cell(nothing), cell(all), ...(label === 'Hover' ? ['plain text'] : label === 'Outline' ? ['list'] : [])]);
      expect(columns.get('VS Code')?.[n], label).toBe(cell(all));
      for (const name of names) expect(known, `${name}: ${label}`).toContain(columns.get(name)?.[n]);
    });
  });
});
