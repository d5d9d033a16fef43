import { afterEach, describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { SESSION } from '../features/marked';
import { type Editor, startEditor, until } from './editor';

let editor: Editor;
afterEach(() => editor?.stop());

const FOLDER = 'file:///folder';
const FILE = `${FOLDER}/.smtp-lens.json`;
const row = {
  pattern: 'mx',
  title: '[Click](command:workbench.action.terminal.new) <https://evil.example.com>',
  meaning: 'See https://evil.example.com/a or ![x](https://evil.example.com/pixel.png)',
  whatToDo: '<a href="command:x">run</a> www.evil.example.com',
  link: 'https://evil.example.com/row',
};

/** What is hovered at the first reply of a session in the folder, and every file that was asked for. */
async function hovered(settings: object, file: object | null): Promise<{ readonly shown: string; readonly read: readonly string[] }> {
  const read: string[] = [];
  editor = await startEditor({
    params: { workspaceFolders: [{ uri: FOLDER, name: 'folder' }] },
    configuration: () => settings,
    readText: (uri) => {
      read.push(uri);
      return Promise.resolve(uri === FILE ? file && JSON.stringify(file) : 'SECRET');
    },
  });
  await until(() => read.length > 0);
  const uri = editor.open(SESSION, 'smtp', `${FOLDER}/a.smtp`);
  const line = SESSION.split('\n').findIndex((one) => one.includes('220 '));
  const position = { line, character: SESSION.split('\n')[line].indexOf('220') + 1 };
  const hover = await editor.ask<{ contents: { value: string } }>('textDocument/hover', { textDocument: { uri }, position });
  return { shown: hover.contents.value, read };
}

describe('what a folder may set', () => {
  const links = (markdown: string): string[] => [...markdown.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target]) => target);

  it('leads nowhere, runs nothing, and reads no other file', async () => {
    const hostile = { $schema: '/etc/passwd', extends: '../secret.json', replies: [{ ...row, ofFolder: false, leads: true }] };
    const { shown, read } = await hovered({}, hostile);
    expect(read).toEqual([FILE]);
    expect(shown).toContain('Click');
    expect(shown).toContain('https\\://evil.example.com/row');
    expect(shown).not.toContain('SECRET');
    for (const target of links(shown)) expect(target).toMatch(/^https:\/\/(?:www\.rfc-editor\.org|www\.iana\.org|github\.com\/sisimai)\//);
    expect(shown).not.toMatch(/https?:\/\/evil|(?<!\\)<a|(?<!\\)!\[|www\.evil/);
  });

  it('and what a user sets leads where it says that it does, and nowhere else', async () => {
    const { shown } = await hovered({ replies: [row] }, null);
    expect(shown).toContain('[https\\://evil.example.com/row](https://evil.example.com/row)');
    expect(links(shown).filter((target) => target.includes('evil') || target.startsWith('command:'))).toEqual([row.link]);
  });

  it('holds in a folder that is not trusted as far as it can do no harm', () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    // Rows may lead somewhere: of all settings they are the only ones that show what they hold.
    expect(untrustedWorkspaces.restrictedConfigurations).toEqual(['smtpLens.replies']);
    type Setting = { readonly type: string; readonly enum?: readonly string[]; readonly additionalProperties?: object };
    const categories: readonly { readonly properties: object }[] = manifest.contributes.configuration;
    const settings = categories.flatMap(({ properties }): [string, Setting][] => Object.entries(properties));
    const free = settings.filter(([, { type, ...more }]) => type !== 'boolean' && !more.enum && !more.additionalProperties);
    expect(free.map(([key]) => key).sort()).toEqual(['smtpLens.format', 'smtpLens.replies']);
  });
});
