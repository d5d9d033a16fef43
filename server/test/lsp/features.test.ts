import { afterEach, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Location,
  SemanticTokens,
  SemanticTokensDelta,
  SymbolInformation,
} from 'vscode-languageserver';
import { type Token, tokens } from '../../src/features/tokens';
import { clientOf } from '../../src/lsp/client';
import { encoded } from '../../src/lsp/token-legend';
import { LOG, read, SESSION } from '../features/marked';
import { type Editor, type EditorOptions, FULL, startEditor, until, wait } from './editor';

let editor: Editor;
const start = async (options?: EditorOptions): Promise<Editor> => {
  editor = await startEditor(options);
  return editor;
};
afterEach(() => editor?.stop());

const BAD = SESSION.replace('MAIL FROM:<', 'MAIL FROM: <');
const lineRange = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 99 } });
const actionsAt = (uri: string, line: number, only?: string[]): Promise<CodeAction[]> =>
  editor.ask('textDocument/codeAction', { textDocument: { uri }, range: lineRange(line), context: { diagnostics: [], only } });

describe('code actions', () => {
  it('mend a finding, one of them without looking', async () => {
    await start();
    const uri = editor.open(BAD);
    const found = await actionsAt(uri, 13);
    const fix = found.find(({ isPreferred }) => isPreferred);
    expect(fix?.diagnostics?.[0].code).toBe('path-space-after-colon');
    expect(fix?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: 1 },
        edits: [{ range: { start: { line: 13, character: 13 }, end: { line: 13, character: 14 } }, newText: '' }],
      },
    ]);
    expect(await actionsAt(uri, 0)).toEqual([]);
  });
  it('offer a copy without secrets where one can be read', async () => {
    const commands = ['smtpLens.copyRedacted', 'smtpLens.saveRedactedCopy'];
    await start({ initializationOptions: { commands } });
    const uri = editor.open(
      'C: EHLO client.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGFsaWNlAHR1bGlwLTQ3MTE=\nS: 235 2.7.0 Ok',
      'smtp',
    );
    const offered = (await actionsAt(uri, 2)).map(({ command }) => command);
    for (const command of commands) expect(offered).toContainEqual(expect.objectContaining({ command, arguments: [uri] }));
    expect(JSON.stringify(await actionsAt(uri, 0))).not.toContain('Redacted');
  });
  it('mend all of a kind, and everything when asked for that', async () => {
    await start({ capabilities: { ...FULL, workspace: { ...FULL.workspace, workspaceEdit: {} } } });
    const uri = editor.open(`${BAD}\n\n${BAD}`);
    const all = (await actionsAt(uri, 13)).find(({ title }) => title.startsWith('Fix all in this document'));
    expect(all?.edit?.changes?.[uri]).toHaveLength(2);
    const everything = await actionsAt(uri, 0, ['source.fixAll']);
    expect(everything.map(({ kind }) => kind)).toEqual(['source.fixAll.smtp-lens']);
    expect((await actionsAt(uri, 13)).map(({ kind }) => kind)).not.toContain('source.fixAll.smtp-lens');
    expect(await actionsAt(uri, 13, ['refactor'])).toEqual([]);
  });
  it('offer what the editor has commands for', async () => {
    await start({ initializationOptions: { commands: ['smtpLens.explainRule', 'smtpLens.silenceRule'] } });
    const uri = editor.open(BAD);
    const commands = (await actionsAt(uri, 13)).map(({ command }) => command && [command.command, ...(command.arguments ?? [])]);
    expect(commands).toContainEqual(['smtpLens.explainRule', 'path-space-after-colon']);
    expect(commands).toContainEqual(['smtpLens.silenceRule', 'path-space-after-colon', uri]);
  });
  it('open the page of a rule in any editor that opens documents', async () => {
    const shown: unknown[] = [];
    await start({ answers: { 'window/showDocument': (params) => shown.push(params) } });
    const explain = (await actionsAt(editor.open(BAD), 13))
      .map(({ command }) => command)
      .find((one) => one?.command === 'smtpLens.server.explainRule');
    await editor.ask('workspace/executeCommand', explain);
    expect(shown).toEqual([{ uri: 'smtp-lens-doc:/rules/path-space-after-colon.md', takeFocus: true }]);
    const { text } = await editor.ask<{ text: string }>('workspace/textDocumentContent', {
      uri: 'smtp-lens-doc:/rules/path-space-after-colon.md',
    });
    expect(text).toContain('`path-space-after-colon`');
    expect((await editor.ask<{ text: string }>('workspace/textDocumentContent', { uri: 'smtp-lens-doc:/rules/none.md' })).text).toBe(
      'There is no such rule.\n',
    );
  });
  it('silence a rule in the file of the folder, which they make where it is missing', async () => {
    let text: string | null = null;
    const params = { workspaceFolders: [{ uri: 'file:///folder', name: 'folder' }] };
    await start({ params, readText: () => Promise.resolve(text) });
    const uri = editor.open(BAD, 'smtp', 'file:///folder/a.smtp');
    const silence = async () => (await actionsAt(uri, 13)).find(({ title }) => title.includes('.smtp-lens.json'))?.edit?.documentChanges;
    await wait(20);
    expect(await silence()).toEqual([
      { kind: 'create', uri: 'file:///folder/.smtp-lens.json', options: { overwrite: false, ignoreIfExists: false } },
      {
        textDocument: { uri: 'file:///folder/.smtp-lens.json', version: null },
        edits: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            newText: '{\n  "rules": {\n    "path-space-after-colon": "off"\n  }\n}\n',
          },
        ],
      },
    ]);
    text = '{ "strictness":\n "pedantic" }';
    editor.asked.length = 0;
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///folder/.smtp-lens.json', type: 1 }] });
    await until(() => editor.asked.includes('workspace/diagnostic/refresh'));
    expect(await silence()).toHaveLength(1);
    expect(JSON.stringify(await silence())).toContain('pedantic');
  });
});

describe('code lens', () => {
  const titles = async (options: EditorOptions): Promise<unknown[]> => {
    await start(options);
    const uri = editor.open(SESSION);
    const found = await editor.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    return found.map(({ command }) => [command?.title, command?.command, ...(command?.arguments ?? [])]);
  };
  it('has buttons for the commands that the editor has', async () => {
    expect(await titles({ initializationOptions: { commands: ['smtpLens.showSession', 'smtpLens.copyRedacted'] } })).toEqual([
      ['delivered to 1 of 2 · refused: recipient does not exist · 550 5.1.1 at RCPT', ''],
      ['Show Session', 'smtpLens.showSession', 'untitled:1', 0],
      ['Copy Redacted', 'smtpLens.copyRedacted', 'untitled:1', 0],
    ]);
  });
  it('tells only how it came out to any other, and nothing when it is switched off', async () => {
    expect(await titles({ capabilities: {} })).toHaveLength(1);
    editor.stop();
    expect(await titles({ configuration: () => ({ codeLens: { enable: false } }) })).toEqual([]);
  });
});

describe('references and symbols', () => {
  it('lead from a transcript into the log beside it', async () => {
    await start();
    const log = editor.open(LOG, 'maillog');
    const uri = editor.open(SESSION);
    const found = await editor.ask<Location[]>('textDocument/references', {
      textDocument: { uri },
      position: { line: 27, character: 32 },
      context: { includeDeclaration: true },
    });
    expect(found[0].uri).toBe(uri);
    expect(found.filter((one) => one.uri === log)).toHaveLength(6);
    const symbols = await editor.ask<SymbolInformation[]>('workspace/symbol', { query: '4F9D' });
    expect(symbols.map(({ name, location }) => [name, location.uri])).toEqual([['4F9D1A2B3C', log]]);
    expect(await editor.ask<SymbolInformation[]>('workspace/symbol', { query: '' })).toHaveLength(2);
  });
});

describe('completion', () => {
  const items = async (snippetSupport: boolean): Promise<CompletionItem[]> => {
    await start({ capabilities: { ...FULL, textDocument: { completion: { completionItem: { snippetSupport } } } } });
    const uri = editor.open('S: 220 mx.example.net ESMTP\nC: ');
    return editor.ask('textDocument/completion', { textDocument: { uri }, position: { line: 1, character: 3 } });
  };
  it('gives snippets to editors that know them', async () => {
    const [ehlo] = await items(true);
    expect([ehlo.label, ehlo.textEdit?.newText, ehlo.insertTextFormat]).toEqual(['EHLO', 'EHLO $' + '{1:client.example.org}', 2]);
    const resolved = await editor.ask<CompletionItem>('completionItem/resolve', ehlo);
    expect(JSON.stringify(resolved.documentation)).toContain('RFC 5321');
  });
  it('and plain text to others', async () => {
    const [ehlo] = await items(false);
    expect([ehlo.textEdit?.newText, ehlo.insertTextFormat]).toEqual(['EHLO ', 1]);
    const uri = editor.open('S: 220 mx.example.net ESMTP\nC: EHLO c\nS: ');
    const later = await editor.ask<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 2, character: 3 },
    });
    expect(later.map(({ label }) => label)).toContain('250');
    // `editor.action.triggerSuggest` is VS Code's.
    expect(later.filter(({ command }) => command)).toEqual([]);
  });
});

describe('semantic tokens', () => {
  const own = (list: readonly Token[]): number[] => encoded(list, clientOf({ capabilities: FULL }).legend);
  it('come whole, then as what changed', async () => {
    await start();
    const uri = editor.open(SESSION);
    const whole = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
    expect(whole.data).toEqual(own(tokens(read(SESSION))));
    editor.change(uri, [{ range: { start: { line: 17, character: 12 }, end: { line: 17, character: 12 } }, text: 'xx' }]);
    const delta = await editor.ask<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      textDocument: { uri },
      previousResultId: whole.resultId,
    });
    expect(delta.edits.length).toBeLessThanOrEqual(1);
    const data = [...whole.data];
    for (const { start: at, deleteCount, data: fresh = [] } of delta.edits) data.splice(at, deleteCount, ...fresh);
    const now = SESSION.split('\n').map((line, n) => (n === 17 ? `${line.slice(0, 12)}xx${line.slice(12)}` : line));
    expect(data).toEqual(own(tokens(read(now.join('\n')))));
    const stale = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full/delta', {
      textDocument: { uri },
      previousResultId: 'nonsense',
    });
    expect(stale.data).toEqual(data);
  });
  it('of a very long document come by range only, and editors are told to go on with that', async () => {
    await start();
    const uri = editor.open(`${LOG}\n`.repeat(3000), 'maillog');
    await expect(editor.ask('textDocument/semanticTokens/full', { textDocument: { uri } })).rejects.toMatchObject({ code: -32802 });
    const range = { start: { line: 11_000, character: 0 }, end: { line: 11_010, character: 0 } };
    const { data } = await editor.ask<SemanticTokens>('textDocument/semanticTokens/range', { textDocument: { uri }, range });
    expect(data.length).toBeGreaterThan(100);
    expect(data[0]).toBe(11_000);
    editor.stop();
    await start({ capabilities: {} });
    const whole = editor.ask<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument: { uri: editor.open(`${LOG}\n`.repeat(3000), 'maillog') },
    });
    expect((await whole).data.length).toBeGreaterThan(500_000);
  }, 30_000);
});

describe('status', () => {
  it('tells formats, sessions and findings', async () => {
    await start();
    const found = await editor.ask<{ formats: { id: string }[]; sessions: number; findings: Record<string, number> }>('smtpLens/status', {
      uri: editor.open(BAD),
    });
    expect([found.formats.map(({ id }) => id), found.sessions]).toEqual([['rfc'], 1]);
    expect(Object.values(found.findings).reduce((a, b) => a + b)).toBeGreaterThan(0);
  });
});
