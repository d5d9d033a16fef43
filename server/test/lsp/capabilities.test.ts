import { afterEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  DocumentSymbol,
  Hover,
  SemanticTokens,
  SignatureHelp,
  SymbolInformation,
} from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../src/analysis/token-types';
import { type Token, tokens } from '../../src/features/tokens';
import { clientOf } from '../../src/lsp/client';
import { countedIn, type Encoding, utf16Of } from '../../src/lsp/encoding';
import { encoded, legendFor } from '../../src/lsp/token-legend';
import { read, SESSION } from '../features/marked';
import { type Editor, type EditorOptions, FULL, startEditor, until, wait } from './editor';

let editor: Editor;
const start = async (options?: EditorOptions): Promise<Editor> => {
  editor = await startEditor(options);
  return editor;
};
afterEach(() => editor?.stop());

const BAD = SESSION.replace('MAIL FROM:<', 'MAIL FROM: <');
/** The line of `550 5.1.1`, and a place in its enhanced code. */
const REFUSED = { line: 19, character: 8 };
const hoverAt = (uri: string, position = REFUSED): Promise<Hover> => editor.ask('textDocument/hover', { textDocument: { uri }, position });

describe('an editor that shows plain text', () => {
  const plain = ['plaintext'] as const;
  const capabilities: ClientCapabilities = {
    textDocument: {
      hover: { contentFormat: [...plain] },
      completion: { completionItem: { documentationFormat: [...plain] } },
      signatureHelp: { signatureInformation: { documentationFormat: [...plain] } },
    },
  };
  /** Marks of Markdown, and characters escaped for it. */
  const MARKUP = /\\[\\`*_{}[\]<>#|~&@.]|\*\*|`|\]\(/;

  it.each([
    ['says so', capabilities],
    ['says nothing', {}],
    ['prefers it', { textDocument: { hover: { contentFormat: ['plaintext' as const, 'markdown' as const] } } }],
  ])('gets hovers without any markup when it %s', async (_, can) => {
    await start({ capabilities: can });
    const uri = editor.open(SESSION);
    const { contents } = await hoverAt(uri);
    expect(contents).toMatchObject({ kind: 'plaintext' });
    const { value } = contents as { value: string };
    expect(value).toContain('550 5.1.1 Recipient does not exist');
    expect(value).toContain('@');
    expect(value).toContain('https://');
    for (let line = 0; line < SESSION.split('\n').length; line++)
      for (const character of [0, 3, 7, 14, 25]) {
        const at = await hoverAt(uri, { line, character });
        if (at) expect((at.contents as { value: string }).value).not.toMatch(MARKUP);
      }
  });

  it('gets plain proposals and signatures', async () => {
    await start({ capabilities });
    const uri = editor.open('S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.org> ');
    const resolved = await editor.ask<{ documentation: { kind: string; value: string } }>('completionItem/resolve', {
      label: 'SIZE=',
      data: { kind: 'parameter' },
    });
    expect(resolved.documentation.kind).toBe('plaintext');
    expect(resolved.documentation.value).toContain('RFC 1870');
    expect(resolved.documentation.value).not.toMatch(MARKUP);
    const help = await editor.ask<SignatureHelp>('textDocument/signatureHelp', {
      textDocument: { uri },
      position: { line: 3, character: 30 },
    });
    const [{ documentation, parameters = [] }] = help.signatures;
    const texts = [documentation, ...parameters.map((one) => one.documentation)];
    expect(texts.length).toBeGreaterThan(2);
    for (const one of texts) {
      expect(one).toMatchObject({ kind: 'plaintext' });
      expect((one as { value: string }).value).not.toMatch(MARKUP);
    }
  });

  it('and Markdown goes to one that shows it', async () => {
    await start();
    expect((await hoverAt(editor.open(SESSION))).contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringContaining('**550 5.1.1**'),
    });
  });
});

describe('an editor that lets nothing be registered', () => {
  it('is never asked to', async () => {
    const workspace = { ...FULL.workspace, didChangeConfiguration: {}, didChangeWatchedFiles: {} };
    await start({ capabilities: { ...FULL, workspace }, configuration: () => ({}) });
    editor.open(BAD);
    await until(() => editor.asked.includes('workspace/configuration'));
    await wait(30);
    expect(editor.asked).not.toContain('client/registerCapability');
    editor.stop();
    await start({ configuration: () => ({}) });
    await until(() => editor.asked.includes('client/registerCapability'));
  });
});

describe('token types', () => {
  const tokensOf = async (capabilities: ClientCapabilities, initializationOptions?: unknown): Promise<string[]> => {
    await start({ capabilities, initializationOptions });
    const uri = editor.open(SESSION);
    const { data } = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
    const { tokenTypes, tokenModifiers } = editor.answer.capabilities.semanticTokensProvider?.legend ?? {
      tokenTypes: [],
      tokenModifiers: [],
    };
    const lines = SESSION.split('\n');
    const found: string[] = [];
    let [line, from] = [0, 0];
    for (let n = 0; n < data.length; n += 5) {
      from = data[n] === 0 ? from + data[n + 1] : data[n + 1];
      line += data[n];
      const modifiers = tokenModifiers.filter((_, bit) => (data[n + 4] >> bit) & 1);
      found.push(`${lines[line].slice(from, from + data[n + 2])}:${[tokenTypes[data[n + 3]], ...modifiers].join('.')}`);
    }
    return found;
  };
  const STANDARD =
    'namespace type class enum interface struct typeParameter parameter variable property enumMember event function method macro keyword modifier comment string number regexp operator decorator';
  const semanticTokens = (tokenTypes: string[], tokenModifiers: string[]): ClientCapabilities => ({
    textDocument: { semanticTokens: { requests: { full: true }, tokenTypes, tokenModifiers, formats: ['relative'] } },
  });

  it.each([
    ['knows those of the protocol', semanticTokens(STANDARD.split(' '), ['readonly'])],
    ['names none', semanticTokens([], [])],
    ['says nothing', {}],
  ])('are the protocol’s for an editor that %s: each class of reply has one of its own', async (_, capabilities) => {
    const found = await tokensOf(capabilities);
    expect(found).toContain('220:string');
    expect(found).toContain('334:function');
    expect(found).toContain('550:regexp');
    expect(found).toContain('SIZE:variable.readonly');
    expect(found.filter((one) => /:(?:reply|mailData)|\.(?:client|server)$/.test(one))).toEqual([]);
  });
  it('are our own for one that colours them, whether its capabilities or its options say so', async () => {
    expect(await tokensOf(semanticTokens(STANDARD.split(' '), []), { ownTokens: true })).toContain('550:replyPermanent.server');
    editor.stop();
    expect(await tokensOf(semanticTokens([...TOKEN_TYPES], [...TOKEN_MODIFIERS]))).toContain('550:replyPermanent.server');
  });
  it('keep four classes apart also where few types are known', () => {
    const { tokenTypes, typeOf } = legendFor(['keyword', 'string', 'number', 'function'], []);
    const classes = (['replySuccess', 'replyIntermediate', 'replyTransient', 'replyPermanent'] as const).map((one) => typeOf.get(one));
    expect(new Set(classes).size).toBe(4);
    expect(classes).not.toContain(undefined);
    expect(tokenTypes).toEqual(['keyword', 'string', 'number', 'function']);
  });
  it('are encoded as LSP has it', () => {
    const { legend } = clientOf({ capabilities: FULL });
    const list: Token[] = tokens(read(SESSION), 0, 2);
    const type = (name: Token['type']): number => TOKEN_TYPES.indexOf(name);
    expect(encoded(list, legend).slice(0, 10)).toEqual([0, 0, 2, type('type'), 2, 0, 3, 3, type('replySuccess'), 2]);
    expect(encoded(list, legend)[15]).toBe(1);
    expect(encoded([], legend)).toEqual([]);
  });
});

describe('an editor that counts otherwise', () => {
  const TEXT = ['S: 220 mx.example.net ESMTP', '🦊ü C: MAIL FROM: <a@example.org>'];
  /** A session whose lines have prefixes of characters outside US-ASCII. */
  const WIDE = BAD.split('\n')
    .map((line) => `[Grüße🦊] ${line}`)
    .join('\n');
  const general = (positionEncodings: Encoding[]): ClientCapabilities => ({ ...FULL, general: { positionEncodings } });

  it.each<[Encoding, number]>([
    ['utf-8', 7],
    ['utf-16', 4],
    ['utf-32', 3],
  ])('counts the characters of a line in %s', (encoding, units) => {
    expect(countedIn(TEXT[1], 4, encoding)).toBe(units);
    expect(utf16Of(TEXT[1], units, encoding)).toBe(4);
    for (let at = 0; at <= TEXT[1].length; at++) {
      if (at === 1) continue;
      expect(utf16Of(TEXT[1], countedIn(TEXT[1], at, encoding), encoding)).toBe(at);
    }
    expect(utf16Of('ü', 1, 'utf-8')).toBe(0);
    expect(utf16Of('ü', 99, encoding)).toBeLessThanOrEqual(99);
  });

  it.each<[Encoding[] | undefined, Encoding]>([
    [['utf-8', 'utf-16'], 'utf-8'],
    [['utf-32', 'utf-8'], 'utf-32'],
    [['utf-16', 'utf-8'], 'utf-16'],
    [['utf-7' as Encoding], 'utf-16'],
    [undefined, 'utf-16'],
  ])('that offers %j gets %s', async (offered, chosen) => {
    const { answer } = await start({ capabilities: { ...FULL, general: offered && { positionEncodings: offered } } });
    expect(answer.capabilities.positionEncoding).toBe(chosen);
  });

  /** What a client that counts so is told: every place as the text that stands there. */
  const told = async (encoding: Encoding): Promise<unknown> => {
    await start({ capabilities: general([encoding]) });
    const uri = editor.open(WIDE.replace('Hello', 'Hellö'));
    // Two edits that count on each other, behind characters that differ.
    const position = (line: number, of: string, text: string) => ({ line, character: countedIn(text, text.indexOf(of), encoding) });
    const line13 = WIDE.split('\n')[13];
    const edited = line13.replace('MAIL', 'Ω MAIL');
    editor.change(uri, [
      { range: { start: position(13, 'MAIL', line13), end: position(13, 'MAIL', line13) }, text: 'Ω ' },
      { range: { start: position(13, 'Ω', edited), end: position(13, 'MAIL', edited) }, text: '' },
    ]);
    const lines = WIDE.split('\n');
    const shown = ({ start: from, end: to }: Hover['range'] & object): string =>
      lines[from.line].slice(utf16Of(lines[from.line], from.character, encoding), utf16Of(lines[to.line], to.character, encoding));
    const textDocument = { uri };
    const { items } = await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    const hover = await hoverAt(uri, position(19, '550', lines[19]));
    const [action] = await editor.ask<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range: items.find(({ code }) => code === 'path-space-after-colon')?.range,
      context: { diagnostics: [] },
    });
    const edits = action.edit?.documentChanges?.flatMap((one) => ('edits' in one ? one.edits : [])) ?? [];
    const { data } = await editor.ask<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument,
      range: { start: { line: 19, character: 0 }, end: { line: 19, character: 1 } },
    });
    const columns: string[] = [];
    let from = 0;
    for (let n = 0; n < data.length; n += 5) {
      from += data[n + 1];
      columns.push(shown({ start: { line: 19, character: from }, end: { line: 19, character: from + data[n + 2] } }));
    }
    editor.stop();
    return {
      diagnostics: items.map(({ code, range }) => [code, range.start.line, shown(range)]),
      hover: hover.range && shown(hover.range),
      fix: edits.map((one) => ('range' in one ? [one.range.start.line, shown(one.range), 'newText' in one && one.newText] : [])),
      columns,
    };
  };

  it('is told the same places, and understood', async () => {
    const expected = await told('utf-16');
    expect(expected).toMatchObject({ hover: '550 5.1.1', fix: [[13, ' ', '']], columns: expect.arrayContaining(['550', '5.1.1']) });
    expect(await told('utf-8')).toEqual(expected);
    expect(await told('utf-32')).toEqual(expected);
  });

  it('is told so also what is pushed to it', async () => {
    const { textDocument: _, ...rest } = general(['utf-8']);
    await start({ capabilities: rest });
    const uri = editor.open(WIDE);
    await until(() => editor.pushed.has(uri));
    const found = editor.pushed.get(uri)?.find(({ code }) => code === 'path-space-after-colon');
    const line = WIDE.split('\n')[13];
    expect(found?.range.start.character).toBe(Buffer.byteLength(line.slice(0, line.indexOf(': <') + 1)));
  });
});

describe('an outline', () => {
  it('is a list for an editor that shows no trees', async () => {
    await start({ capabilities: {} });
    const ask = <T>() => editor.ask<T[]>('textDocument/documentSymbol', { textDocument: { uri: editor.open(SESSION) } });
    const flat = await ask<SymbolInformation>();
    editor.stop();
    await start();
    const tree = await ask<DocumentSymbol>();
    const names = (list: readonly DocumentSymbol[]): string[] => list.flatMap(({ name, children = [] }) => [name, ...names(children)]);
    expect(flat.map(({ name }) => name)).toEqual(names(tree));
    expect(flat[0].location).toEqual({ uri: 'untitled:1', range: tree[0].selectionRange });
    expect(flat[1].containerName).toBe(tree[0].name);
  });
});

describe('an editor that says nothing of itself', () => {
  it('is greeted like one that can nothing', async () => {
    await start({ params: { capabilities: undefined as never } });
    const silent = editor.answer;
    editor.stop();
    await start({ capabilities: {} });
    expect(silent).toEqual(editor.answer);
  });
});
