import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { diagnosticOf } from '../../src/lsp/diagnostics';
import { changedBy } from '../../src/lsp/documents';
import { STANDARD } from '../../src/rules/judge';
import { splitEditorText, textOf } from '../../src/text/lines';
import { LOG, read, SESSION } from '../features/marked';
import { type Editor, type EditorOptions, FULL, startEditor, until, wait } from './editor';

let editor: Editor;
const start = async (options?: EditorOptions): Promise<Editor> => {
  editor = await startEditor(options);
  return editor;
};
afterEach(() => editor?.stop());

const BAD = SESSION.replace('MAIL FROM:<', 'MAIL FROM: <');
const ids = (items: readonly Diagnostic[]): string[] => items.map(({ code }) => String(code));
const pull = async (uri: string): Promise<string[]> =>
  ids((await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items);
const PUSHED = { ...FULL, textDocument: {}, workspace: { ...FULL.workspace, configuration: false } };

describe('what the server can do', () => {
  it('is this', async () => {
    const { answer } = await start();
    expect(answer.serverInfo).toEqual({ name: 'smtp-lens', version: '0.0.0' });
    expect(answer.capabilities).toMatchSnapshot();
  });
  it('offers to be asked for diagnostics only to an editor that asks', async () => {
    expect((await start({ capabilities: {} })).answer.capabilities.diagnosticProvider).toBeUndefined();
  });
});

describe('diagnostics', () => {
  it('are there when asked for, and never pushed to an editor that asks', async () => {
    await start();
    const uri = editor.open(BAD);
    expect(await pull(uri)).toContain('path-space-after-colon');
    expect(editor.pushed.size).toBe(0);
  });
  it('are pushed to any other, again after each change, and taken away with the cause', async () => {
    await start({ capabilities: {} });
    const uri = editor.open(BAD);
    await until(() => editor.pushed.has(uri));
    expect(ids(editor.pushed.get(uri) ?? [])).toContain('path-space-after-colon');
    editor.change(uri, [{ text: SESSION }]);
    await until(() => !ids(editor.pushed.get(uri) ?? []).includes('path-space-after-colon'));
  });
  it('are the same by both ways and from the command line’s findings', async () => {
    const expected = findingsOf(read(BAD), STANDARD).map((one) => diagnosticOf('untitled:1', one));
    await start();
    expect(
      (await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: editor.open(BAD) } })).items,
    ).toEqual(expected);
    editor.stop();
    await start({ capabilities: {} });
    const uri = editor.open(BAD);
    await until(() => editor.pushed.has(uri));
    expect(editor.pushed.get(uri)).toEqual(JSON.parse(JSON.stringify(expected)));
  });
  it('go when they are switched off', async () => {
    await start({ configuration: () => ({ diagnostics: { enable: false } }) });
    expect(await pull(editor.open(BAD))).toEqual([]);
  });
});

describe('a document', () => {
  it('is the same after edits as from scratch', async () => {
    await start();
    const uri = editor.open(SESSION);
    editor.change(uri, [
      { range: { start: { line: 13, character: 13 }, end: { line: 13, character: 13 } }, text: ' ' },
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'A heading\r\n\r\n' },
    ]);
    editor.change(uri, [{ range: { start: { line: 30, character: 0 }, end: { line: 99, character: 0 } }, text: '' }]);
    const text = `A heading\n\n${BAD.split('\n').slice(0, 28).join('\n')}\n`;
    expect(await pull(uri)).toEqual(await pull(editor.open(text)));
    const symbols = (of: string) => editor.ask('textDocument/documentSymbol', { textDocument: { uri: of } });
    expect(await symbols(uri)).toEqual(await symbols(editor.open(text)));
  });
  it('takes any edit that an editor may send', () => {
    const position = fc.record({ line: fc.integer({ min: -1, max: 40 }), character: fc.integer({ min: -1, max: 80 }) });
    const text = fc.oneof(
      fc.constantFrom('', '\n', '\r\n', 'C: QUIT\n', 'S: 250 ok\r', '\u{1f600}', ...SESSION.split('\n')),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ start: position, end: position, text }), { maxLength: 6 }), (changes) => {
        let analysis = read(SESSION);
        let content = SESSION;
        for (const { start: from, end: to, text: inserted } of changes) {
          analysis = changedBy(analysis, { range: { start: from, end: to }, text: inserted });
          const lines = splitEditorText(content);
          const offset = ({ line, character }: typeof from): number => {
            if (line < 0) return 0;
            if (line >= lines.length) return content.length;
            return (
              lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + Math.min(lines[line].length, Math.max(0, character))
            );
          };
          const first = offset(from);
          content = splitEditorText(
            content.slice(0, first) + splitEditorText(inserted).join('\n') + content.slice(Math.max(first, offset(to))),
          ).join('\n');
        }
        expect(analysis.text.toString()).toBe(content);
        const scratch = Analysis.of(textOf(splitEditorText(content)), { explicit: true });
        expect(findingsOf(analysis, STANDARD).map(({ finding, start: at }) => [at + finding.at.line, finding.rule.id])).toEqual(
          findingsOf(scratch, STANDARD).map(({ finding, start: at }) => [at + finding.at.line, finding.rule.id]),
        );
      }),
      { numRuns: 60 },
    );
  });
  it('that is not open gets empty answers', async () => {
    await start();
    const textDocument = { uri: 'untitled:nobody' };
    const position = { line: 3, character: 3 };
    const range = { start: position, end: position };
    expect(await pull('untitled:nobody')).toEqual([]);
    for (const method of [
      'hover',
      'definition',
      'references',
      'documentHighlight',
      'completion',
      'signatureHelp',
      'documentSymbol',
      'foldingRange',
      'codeLens',
      'documentLink',
      'formatting',
    ])
      expect(await editor.ask(`textDocument/${method}`, { textDocument, position, context: {}, options: {} }), method).toBeNull();
    expect(await editor.ask('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } })).toBeNull();
    expect(await editor.ask('textDocument/inlayHint', { textDocument, range })).toBeNull();
    expect(await editor.ask('textDocument/selectionRange', { textDocument, positions: [position] })).toBeNull();
    expect(await editor.ask('textDocument/semanticTokens/full', { textDocument })).toEqual({ data: [] });
    expect(await editor.ask('smtpLens/status', { uri: 'untitled:nobody' })).toBeNull();
  });
});

describe('settings', () => {
  it('are asked for each document, and hold for it alone', async () => {
    await start({ configuration: ({ scopeUri }) => (scopeUri === 'untitled:quiet' ? { rules: { 'path-space-after-colon': 'off' } } : {}) });
    expect(await pull(editor.open(BAD, 'smtp', 'untitled:quiet'))).not.toContain('path-space-after-colon');
    expect(await pull(editor.open(BAD, 'smtp', 'untitled:loud'))).toContain('path-space-after-colon');
  });
  it.each([
    ['null', () => null],
    ['nonsense', () => 'nonsense'],
    ['wrong types', () => ({ rules: [], strictness: 7, diagnostics: 'yes', inlayHints: null, replies: { a: 1 }, format: ['x'] })],
    [
      'an error',
      () => {
        throw new Error('not implemented');
      },
    ],
  ])('are the defaults for an editor that answers %s', async (_, configuration) => {
    await start({ configuration });
    expect(await pull(editor.open(BAD))).toContain('path-space-after-colon');
    expect(
      await editor.ask('textDocument/hover', { textDocument: { uri: 'untitled:1' }, position: { line: 0, character: 4 } }),
    ).not.toBeNull();
  });
  it('do not wait for ever for an editor that never answers', async () => {
    await start({ configuration: () => new Promise(() => undefined) });
    const from = Date.now();
    expect(await pull(editor.open(BAD))).toContain('path-space-after-colon');
    expect(Date.now() - from).toBeLessThan(1900);
  });
  it('may be given at the start, and pushed', async () => {
    const off = { rules: { 'path-space-after-colon': 'off' } };
    await start({ capabilities: PUSHED, initializationOptions: { settings: off } });
    const uri = editor.open(BAD);
    await until(() => editor.pushed.has(uri));
    expect(ids(editor.pushed.get(uri) ?? [])).not.toContain('path-space-after-colon');
    editor.notify('workspace/didChangeConfiguration', { settings: { smtpLens: {} } });
    await until(() => ids(editor.pushed.get(uri) ?? []).includes('path-space-after-colon'));
    editor.notify('workspace/didChangeConfiguration', { settings: { smtpLens: off } });
    await until(() => !ids(editor.pushed.get(uri) ?? []).includes('path-space-after-colon'));
  });
  it('that were given at the start do where the editor answers null', async () => {
    await start({ configuration: () => null, initializationOptions: { settings: { rules: { 'path-space-after-colon': 'off' } } } });
    expect(await pull(editor.open(BAD))).not.toContain('path-space-after-colon');
  });
  it('that change are judged anew, and the editor is told to ask again', async () => {
    let rules: Record<string, string> = {};
    await start({ configuration: () => ({ rules }) });
    const uri = editor.open(BAD);
    expect(await pull(uri)).toContain('path-space-after-colon');
    rules = { 'path-space-after-colon': 'off' };
    editor.notify('workspace/didChangeConfiguration', { settings: null });
    await until(() => editor.asked.includes('workspace/diagnostic/refresh'));
    expect(await pull(uri)).not.toContain('path-space-after-colon');
  });
  it('with another format read the document anew', async () => {
    let format = 'swaks';
    await start({ configuration: () => ({ format }) });
    const uri = editor.open(SESSION);
    const status = () => editor.ask<{ sessions: number }>('smtpLens/status', { uri });
    await until(() => editor.asked.includes('workspace/configuration'));
    await wait(20);
    expect((await status()).sessions).toBe(0);
    format = 'auto';
    editor.asked.length = 0;
    editor.notify('workspace/didChangeConfiguration', { settings: null });
    await until(() => editor.asked.includes('workspace/semanticTokens/refresh'));
    expect((await status()).sessions).toBe(1);
  });
  it('that are wrong are said once, in a sentence', async () => {
    await start({ configuration: () => ({ format: 'swask', replies: [{ title: 'no pattern' }], rules: { 'no-such-rule': 'off' } }) });
    await pull(editor.open(SESSION));
    await pull(editor.open(SESSION));
    await until(() => editor.shown.length >= 3);
    expect(editor.shown.sort()).toEqual([
      'smtpLens.format: no format is called "swask". Did you mean swaks?',
      'smtpLens.replies, row 1: pattern is missing.',
      'smtpLens.rules: there is no rule and no group "no-such-rule".',
    ]);
  });
});

describe('the file of a folder', () => {
  const folder = 'file:///work';
  const params = { workspaceFolders: [{ uri: folder, name: 'work' }] };
  const off = '{ "rules": { "path-space-after-colon": "off" } }';
  it('holds for the documents in it, and is read again when it changes', async () => {
    let text: string | null = off;
    await start({ params, readText: (uri) => Promise.resolve(uri === `${folder}/.smtp-lens.json` ? text : null) });
    await wait(20);
    const inside = editor.open(BAD, 'smtp', `${folder}/a/b.smtp`);
    expect(await pull(inside)).not.toContain('path-space-after-colon');
    expect(await pull(editor.open(BAD, 'smtp', 'file:///workshop/b.smtp'))).toContain('path-space-after-colon');
    text = null;
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `${folder}/.smtp-lens.json`, type: 3 }] });
    await until(() => editor.asked.includes('workspace/diagnostic/refresh'));
    expect(await pull(inside)).toContain('path-space-after-colon');
  });
  it('wins over the editor’s settings', async () => {
    await start({ params, readText: () => Promise.resolve(off), configuration: () => ({ rules: { 'path-space-after-colon': 'error' } }) });
    await wait(20);
    expect(await pull(editor.open(BAD, 'smtp', `${folder}/b.smtp`))).not.toContain('path-space-after-colon');
  });
  it('is read by the editor where that offers to', async () => {
    await start({
      params,
      initializationOptions: { readsFiles: true },
      answers: { 'smtpLens/readText': () => off },
      readText: () => Promise.reject(new Error('not I')),
    });
    await wait(20);
    expect(editor.asked).toContain('smtpLens/readText');
    expect(await pull(editor.open(BAD, 'smtp', `${folder}/b.smtp`))).not.toContain('path-space-after-colon');
  });
  it('tells in itself what is wrong with it', async () => {
    await start({ params, readText: () => Promise.resolve('{ "rules": { "x": "off" } }') });
    await until(() => editor.pushed.has(`${folder}/.smtp-lens.json`));
    expect(editor.pushed.get(`${folder}/.smtp-lens.json`)?.[0].message).toContain('"x"');
  });
});

/** A log with something to be said of it. */
/** As long as a text that is judged whole can be: a longer one is answered for the screen first. */
const WHOLE = `${LOG}\n`.repeat(Math.floor(1490 / LOG.split('\n').length));
const ODD = `${LOG}\nNov 23 19:24:32 mail postfix/smtp[71]: 349261B8932: to=<b@example.net>, delay=10, delays=1/0/2/1, dsn=2.0.0, status=sent (250 Ok)`;

describe('an unkind editor', () => {
  it('sends malformed requests and gets errors; the next request is answered', async () => {
    await start();
    const uri = editor.open(SESSION);
    const methods = [
      'hover',
      'definition',
      'completion',
      'codeAction',
      'documentSymbol',
      'inlayHint',
      'selectionRange',
      'semanticTokens/range',
      'onTypeFormatting',
      'diagnostic',
      'references',
    ];
    for (const params of [
      undefined,
      null,
      {},
      { textDocument: null },
      { textDocument: { uri: 7 } },
      { textDocument: { uri } },
      { textDocument: { uri }, position: { line: 'x' } },
      { textDocument: { uri }, position: { line: -5, character: 1e12 }, range: {}, positions: 3 },
    ]) {
      for (const method of methods) await editor.ask(`textDocument/${method}`, params).catch(() => undefined);
    }
    for (const method of [
      'completionItem/resolve',
      'workspace/symbol',
      'workspace/executeCommand',
      'workspace/textDocumentContent',
      'smtpLens/status',
      'smtpLens/session',
    ])
      for (const params of [undefined, {}, { uri: 7 }, { label: 3, data: [] }]) await editor.ask(method, params).catch(() => undefined);
    for (const method of ['didOpen', 'didChange', 'didClose'])
      for (const params of [undefined, {}, { textDocument: {} }, { textDocument: { uri }, contentChanges: 5 }])
        if (method !== 'didClose' || params === undefined) editor.notify(`textDocument/${method}`, params);
    editor.change(uri, [{ range: { start: { line: 0 }, end: null }, text: 5 }]);
    editor.change(uri, [{ text: BAD }]);
    expect(await pull(uri)).toContain('path-space-after-colon');
    await expect(editor.ask('textDocument/nonsense', {})).rejects.toThrow();
  });
  it('shuts down in the middle of work, and does not wait', async () => {
    await start();
    const uri = editor.open(WHOLE, 'maillog');
    const order: string[] = [];
    const work = ['diagnostic', 'documentSymbol', 'codeLens'].map((method) =>
      editor.ask(`textDocument/${method}`, { textDocument: { uri } }).finally(() => order.push(method)),
    );
    expect(await editor.ask('shutdown', undefined)).toBeNull();
    order.push('shutdown');
    await Promise.allSettled(work);
    expect(order[0]).toBe('shutdown');
  }, 20_000);
  it('gets its hover while a long log is judged', async () => {
    await start();
    const big = editor.open(WHOLE, 'maillog');
    const small = editor.open(SESSION);
    await pull(small);
    const order: string[] = [];
    const judged = pull(big).finally(() => order.push('judged'));
    await editor.ask('textDocument/hover', { textDocument: { uri: small }, position: { line: 0, character: 4 } });
    order.push('hover');
    expect((await judged).length).toBeGreaterThan(0);
    expect(order).toEqual(['hover', 'judged']);
  }, 20_000);
  it('is told of what is on the screen first, and asked to ask for the rest', async () => {
    await start();
    const odd = `${ODD}\n`;
    const uri = editor.open(odd.repeat(Math.ceil(31_000 / (odd.split('\n').length - 1))), 'maillog');
    const at = 15_000;
    const range = { start: { line: at, character: 0 }, end: { line: at + 50, character: 0 } };
    await editor.ask('textDocument/semanticTokens/range', { textDocument: { uri }, range });
    const items = async (): Promise<Diagnostic[]> =>
      (await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items;
    const first = await items();
    expect(first.length).toBeGreaterThan(0);
    expect(Math.max(...first.map((one) => Math.abs(one.range.start.line - at)))).toBeLessThan(1200);
    await until(() => editor.asked.includes('workspace/diagnostic/refresh'));
    const whole = await items();
    // What was on the screen stays there, and what nobody sees yet is not sent.
    expect(JSON.stringify(whole).length).toBeLessThan(120_000);
    // One cause is told once: of its places only the first of the whole text is more than a hint.
    const place = ({ range, code }: Diagnostic): string => `${code} ${JSON.stringify(range)}`;
    const places = new Set(whole.map(place));
    expect(first.filter((one) => !places.has(place(one)))).toEqual([]);
    const causes = whole.filter(({ code }) => String(code).startsWith('verdict-'));
    expect(causes.filter(({ severity }) => severity !== 4).length).toBeLessThan(10);
    expect(causes.length).toBeGreaterThan(50);
    const asked = (): number => editor.asked.filter((one) => one === 'workspace/diagnostic/refresh').length;
    const before = asked();
    const look = async (line: number): Promise<unknown> => {
      const shown = { start: { line, character: 0 }, end: { line: line + 50, character: 0 } };
      return editor.ask('textDocument/semanticTokens/range', { textDocument: { uri }, range: shown });
    };
    await look(at + 20);
    await wait(300);
    expect(asked(), 'the same screen').toBe(before);
    await look(5000);
    await until(() => asked() > before);
    const there = (await items()).filter(({ range }) => Math.abs(range.start.line - 5000) < 60);
    expect(there.length).toBeGreaterThan(0);
    expect(whole.filter(({ range }) => Math.abs(range.start.line - 5000) < 60).length).toBeLessThan(there.length);
  }, 20_000);
  it('is told first of what is near the screen only, also where a session says something far from it', async () => {
    await start();
    const stamp = (who: number, said: string): string => `[2026-11-23 19:18:49] DEBUG [key${String(who).padStart(5, '0')}] ${said}`;
    const quiet = Array.from({ length: 3000 }, (_, n) => stamp(1, n % 2 === 0 ? 'C: NOOP' : 'S: 250 Ok'));
    const uri = editor.open(
      [
        ...[0, 1].map((who) => stamp(who, 'S: 220 mx.example.net ESMTP')),
        ...['C: MAIL FROM:<a@example.org>', 'S: 354 go ahead'].map((said) => stamp(0, said)),
        ...quiet,
        ...['C: EHLO a_b', 'S: 250-mx.example.net', 'S: 250 AUTH PLAIN', 'C: AUTH PLAIN AGFsaWNlAGh1bnRlcjI=', 'S: 235 2.7.0 ok'].map(
          (said) => stamp(0, said),
        ),
      ].join('\n'),
      'smtp',
    );
    const lines = async (): Promise<number[]> =>
      (await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items.map(
        ({ range }) => range.start.line,
      );
    const first = await lines();
    expect(first.length).toBeGreaterThan(0);
    expect(Math.max(...first)).toBeLessThan(300);
    expect(Math.max(...(await lines()))).toBeGreaterThan(3000);
  }, 20_000);
  it('has all lenses while it reads, those around the screen when it types, and is asked to ask for others', async () => {
    await start();
    const text = `${SESSION}\n\n`.repeat(300);
    const uri = editor.open(text);
    const ask = <T>(method: string, rest = {}): Promise<T> => editor.ask<T>(`textDocument/${method}`, { textDocument: { uri }, ...rest });
    const lenses = async (): Promise<number> => (await ask<unknown[]>('codeLens')).length;
    const all = await lenses();
    const outline = (await ask<unknown[]>('documentSymbol')).length;
    expect(all).toBeGreaterThanOrEqual(300);
    editor.change(uri, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n' }]);
    const few = await lenses();
    expect(few).toBeLessThan(all);
    expect((await ask<unknown[]>('documentSymbol')).length).toBeLessThan(outline);
    expect(editor.asked).not.toContain('workspace/codeLens/refresh');
    const line = text.split('\n').length - 60;
    await ask('semanticTokens/range', { range: { start: { line, character: 0 }, end: { line: line + 50, character: 0 } } });
    await until(() => editor.asked.includes('workspace/codeLens/refresh'));
    expect(await lenses()).toBeGreaterThan(0);
  }, 20_000);
  it('that changes a document gets no answer about the old one', async () => {
    await start();
    const uri = editor.open(`${ODD}\n`.repeat(Math.floor(29_900 / ODD.split('\n').length)), 'maillog');
    // What is on the screen is told at once.
    await pull(uri);
    const old = editor.ask('textDocument/diagnostic', { textDocument: { uri } });
    editor.change(uri, [{ text: SESSION }]);
    await expect(old).rejects.toMatchObject({ code: -32802 });
    expect((await pull(uri)).length).toBeGreaterThan(0);
  }, 20_000);
});
