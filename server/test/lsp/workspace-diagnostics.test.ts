import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { workspaceFiles } from '../../src/cli/workspace-files';
import { SESSION } from '../features/marked';
import { type Editor, FULL, startEditor, until, wait } from './editor';

const FOLDER = 'file:///logs';
/** A 354 where none can be, which is an error; a blank, which is a hint. */
const WRONG = SESSION.replace('250 2.1.0', '354').replace('MAIL FROM:<', 'MAIL FROM: <');

const SHORT = 'S: 220 mx.example.net ESMTP\nC: NOOP\nS: 354 Go ahead\nC: QUIT\nS: 221 Bye\n';

let editor: Editor;
afterEach(() => editor?.stop());

/** An editor with a folder of files; `texts` may change. */
async function withFolder(
  texts: Record<string, string>,
  on = true,
  capabilities = FULL,
): Promise<{ read: string[]; setting: { on: boolean } }> {
  const read: string[] = [];
  const setting = { on };
  editor = await startEditor({
    capabilities,
    params: { workspaceFolders: [{ uri: FOLDER, name: 'logs' }] },
    configuration: () => ({ diagnostics: { workspace: setting.on } }),
    folderFiles: {
      list: (folder, most) => {
        const names = Object.keys(texts).slice(0, most);
        return Promise.resolve(names.map((name) => ({ uri: `${folder}/${name}`, size: texts[name].length, written: 0 })));
      },
      read: (uri) => {
        read.push(uri);
        return Promise.resolve(texts[uri.slice(FOLDER.length + 1)] ?? null);
      },
    },
  });
  return { read, setting };
}
const ask = (previous: readonly { uri: string; value: string }[] = []): Promise<WorkspaceDiagnosticReport> =>
  editor.ask('workspace/diagnostic', { identifier: 'smtp', previousResultIds: previous });
const idsIn = ({ items }: WorkspaceDiagnosticReport) =>
  items.flatMap((one) => (one.kind === 'full' && one.resultId ? [{ uri: one.uri, value: one.resultId }] : []));

describe('the findings of a folder', () => {
  it('say which of the files has the error, without hints', async () => {
    await withFolder({ 'bad.smtp': WRONG, 'good.smtp': SESSION.replace('550 5.1.1', '250 2.1.5'), 'letter.txt': 'Dear Bob\n' });
    expect(editor.answer.capabilities.diagnosticProvider?.workspaceDiagnostics).toBe(true);
    const { items } = await ask();
    expect(items.map(({ uri }) => uri)).toContain(`${FOLDER}/bad.smtp`);
    expect(items.map(({ uri }) => uri)).not.toContain(`${FOLDER}/letter.txt`);
    const found = items.flatMap((one) => (one.kind === 'full' && one.uri.endsWith('bad.smtp') ? one.items : []));
    expect(found.map(({ code }) => code)).toContain('reply-code-impossible');
    expect(found.map(({ code }) => code)).not.toContain('path-space-after-colon');
  });

  it('are told once, then what changed, and taken back', async () => {
    const texts: Record<string, string> = { 'a.smtp': WRONG, 'b.smtp': WRONG };
    const { read, setting } = await withFolder(texts);
    const first = idsIn(await ask());
    expect(first).toHaveLength(2);
    texts['b.smtp'] = `${WRONG}\n`;
    const { items } = await ask(first);
    expect(items.map(({ kind }) => kind)).toEqual(['unchanged', 'full']);
    expect(read).toEqual([`${FOLDER}/a.smtp`, `${FOLDER}/b.smtp`, `${FOLDER}/b.smtp`]);
    delete texts['a.smtp'];
    const gone = await ask(first);
    expect(gone.items.find(({ uri }) => uri.endsWith('a.smtp'))).toMatchObject({ kind: 'full', items: [] });
    setting.on = false;
    expect((await ask(first)).items.map((one) => one.kind === 'full' && one.items)).toEqual([[], []]);
  });

  it('wait until there is something new, or a setting asks for them', async () => {
    const { setting } = await withFolder({ 'a.smtp': WRONG }, false);
    let answered: WorkspaceDiagnosticReport | undefined;
    void ask().then((report) => {
      answered = report;
    });
    await wait(100);
    expect(answered).toBeUndefined();
    setting.on = true;
    editor.notify('workspace/didChangeConfiguration', { settings: null });
    await until(() => answered !== undefined);
    expect(idsIn(answered as never)).toHaveLength(1);
  });

  it('leave out what is open, what is too long, and what is too much', async () => {
    const texts: Record<string, string> = { 'open.smtp': WRONG, 'long.smtp': WRONG.repeat(5000) };
    for (let n = 0; n < 250; n++) texts[`n${n}.smtp`] = SHORT;
    const { read } = await withFolder(texts);
    editor.open(WRONG, 'smtp', `${FOLDER}/open.smtp`);
    expect(idsIn(await ask())).toHaveLength(198);
    expect(read).not.toContain(`${FOLDER}/open.smtp`);
    expect(read).not.toContain(`${FOLDER}/long.smtp`);
  }, 30_000);

  it('have places as the editor counts them', async () => {
    const text = WRONG.replace(/^/gm, '[Grüße] ');
    await withFolder({ 'a.smtp': text }, true, { ...FULL, general: { positionEncodings: ['utf-8'] } });
    const [report] = (await ask()).items;
    const found = report.kind === 'full' ? report.items.find(({ code }) => code === 'reply-code-impossible') : undefined;
    expect(found?.range.start.character).toBe(Buffer.byteLength('[Grüße] S: '));
  });

  it('are not offered where no file can be read', async () => {
    editor = await startEditor();
    expect(editor.answer.capabilities.diagnosticProvider?.workspaceDiagnostics).toBe(false);
  });
});

describe('the files of a folder', () => {
  it('are transcripts and logs by their names, as check finds them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'folder-'));
    try {
      mkdirSync(join(folder, 'sub'));
      mkdirSync(join(folder, '.hidden'));
      for (const name of ['a.smtp', 'b.log', 'mail.log.1', 'mail.log.2.gz', 'c.png', 'left.log', 'sub/maillog-20261123', '.hidden/d.log'])
        writeFileSync(join(folder, name), 'x');
      writeFileSync(join(folder, '.gitignore'), 'left.log\n');
      mkdirSync(join(folder, '.git'));
      const names = async (most: number) =>
        (await workspaceFiles(pathToFileURL(folder).href, most)).map(({ uri, size }) => [
          uri.slice(pathToFileURL(folder).href.length + 1),
          size,
        ]);
      expect(await names(10)).toEqual([
        ['a.smtp', 1],
        ['b.log', 1],
        ['mail.log.1', 1],
        ['sub/maillog-20261123', 1],
      ]);
      expect(await names(2)).toHaveLength(2);
      expect(await workspaceFiles('vscode-vfs://github/a/b', 10)).toEqual([]);
      expect(await workspaceFiles(`${pathToFileURL(folder).href}/none`, 10)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
