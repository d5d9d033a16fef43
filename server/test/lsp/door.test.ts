import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createConnection, createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { guarded, teller } from '../../src/lsp/guarded';
import { type Answer, builtServer, framed, type Wire } from './stdio';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let built: Awaited<ReturnType<typeof builtServer>>;
let shared: Wire;
beforeAll(async () => {
  built = await builtServer();
  shared = built.start();
  await shared.greet();
  shared.notify('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'smtp', version: 1, text: SESSION } });
});
afterAll(() => built.remove());

const samples = join(__dirname, '../../../samples');
const LOG = readFileSync(join(samples, 'mail.log'), 'utf8');
const SESSION = readFileSync(join(samples, 'broken-session.smtp'), 'utf8');
const URI = 'untitled:session';
const textDocument = { uri: URI };
const position = { line: 0, character: 4 };
const range = { start: position, end: { line: 9, character: 0 } };

/** Parameters that each request of ours is served with. */
const GOOD: Readonly<Record<string, object>> = {
  'textDocument/hover': { textDocument, position },
  'textDocument/definition': { textDocument, position },
  'textDocument/references': { textDocument, position },
  'textDocument/documentHighlight': { textDocument, position },
  'textDocument/completion': { textDocument, position },
  'textDocument/signatureHelp': { textDocument, position },
  'textDocument/onTypeFormatting': { textDocument, position, ch: '\n' },
  'textDocument/documentSymbol': { textDocument },
  'textDocument/foldingRange': { textDocument },
  'textDocument/codeLens': { textDocument },
  'textDocument/documentLink': { textDocument },
  'textDocument/formatting': { textDocument },
  'textDocument/rangeFormatting': { textDocument, range },
  'textDocument/inlayHint': { textDocument, range },
  'textDocument/selectionRange': { textDocument, positions: [position] },
  'textDocument/codeAction': { textDocument, range, context: { diagnostics: [] } },
  'textDocument/diagnostic': { textDocument },
  'textDocument/semanticTokens/full': { textDocument },
  'textDocument/semanticTokens/full/delta': { textDocument, previousResultId: '1' },
  'textDocument/semanticTokens/range': { textDocument, range },
  'completionItem/resolve': { label: 'EHLO' },
  'workspace/symbol': { query: '' },
  'workspace/executeCommand': { command: 'smtpLens.server.explainRule', arguments: [{ rule: 'reply-code-impossible' }] },
  'workspace/textDocumentContent': { uri: 'smtp-lens-doc:/rules/reply-code-impossible.md' },
  'smtpLens/session': { uri: URI, line: 0 },
  'smtpLens/status': { uri: URI },
  'smtpLens/summary': { uri: URI },
  'smtpLens/story': { uri: URI, position },
  'smtpLens/why': { uri: URI, range },
  'smtpLens/redact': { uri: URI, range },
};

const ODD_POSITIONS: readonly unknown[] = [
  null,
  7,
  'x',
  [],
  {},
  { line: -1, character: 0 },
  { line: 0, character: -1 },
  { line: 0.5, character: 0 },
  { line: '0', character: 0 },
  { line: null, character: 0 },
  { line: 2 ** 31, character: 0 },
];
const ODD_RANGES: readonly unknown[] = [
  ...ODD_POSITIONS.flatMap((odd) => [
    { start: odd, end: position },
    { start: position, end: odd },
  ]),
  { start: { line: 9, character: 0 }, end: position },
  7,
  'x',
  [],
];
/** Values that no string, no list and no object of ours is. */
const ODD: Readonly<Record<string, readonly unknown[]>> = {
  position: ODD_POSITIONS,
  positions: [7, null, {}, ...ODD_POSITIONS.map((odd) => [odd])],
  range: ODD_RANGES,
  textDocument: [null, 7, 'x', [], {}, { uri: 7 }, { uri: null }],
  context: [null, 7, 'x', [], { only: 7 }, { only: [7] }],
  line: [-1, 0.5, '0', null, {}],
  arguments: [7, 'x', {}],
};

const hovers = async (wire: Wire): Promise<void> => {
  const { result } = await wire.ask('textDocument/hover', GOOD['textDocument/hover']);
  expect(JSON.stringify(result)).toContain('220');
};
const codes = (answers: readonly Answer[]): (number | undefined)[] => [...new Set(answers.map(({ error }) => error?.code))];

describe('a request', () => {
  it('is served with good parameters, wherever they point', async () => {
    const far = { line: 2 ** 31 - 1, character: 2 ** 31 - 1 };
    for (const [method, params] of Object.entries(GOOD)) {
      const { error } = await shared.ask(method, params);
      expect(error, method).toBeUndefined();
      const moved = {
        ...params,
        ...('position' in params && { position: far }),
        ...('range' in params && { range: { start: position, end: far } }),
        ...('positions' in params && { positions: [far] }),
        ...('line' in params && { line: far.line }),
      };
      expect((await shared.ask(method, moved)).error, `${method}, far away`).toBeUndefined();
    }
  });

  it.each(Object.keys(GOOD))('%s answers InvalidParams to anything odd', async (method) => {
    const good = GOOD[method];
    const odd: unknown[] = [undefined, null, 7, [], 'x'];
    for (const key of Object.keys(good)) {
      for (const value of ODD[key] ?? [7, {}, []]) {
        // What may be left out may be null.
        if (value !== null || !['smtpLens/story', 'smtpLens/why', 'smtpLens/redact'].includes(method)) odd.push({ ...good, [key]: value });
      }
    }
    const answers = await Promise.all(odd.map((params) => shared.ask(method, params)));
    answers.forEach(({ error }, n) => {
      expect(error?.code, `${JSON.stringify(odd[n])}: ${error?.message}`).toBe(-32602);
    });
    await hovers(shared);
  });

  it('of a name that nobody knows, and a command that nobody knows, is an error', async () => {
    expect((await shared.ask('textDocument/rename', { textDocument, position, newName: 'x' })).error?.code).toBe(-32601);
    expect((await shared.ask('$/smtpLens/refused', { code: 1, message: 'x' })).error?.code).toBe(-32601);
    expect((await shared.ask('workspace/executeCommand', { command: 'rm' })).error?.code).toBe(-32602);
    const explain = { command: 'smtpLens.server.explainRule' };
    expect((await shared.ask('workspace/executeCommand', { ...explain, arguments: [{ rule: 'nothing' }] })).error?.code).toBe(-32602);
  });

  it('comes behind initialize and before shutdown', async () => {
    const wire = built.start();
    // Too early to be seen.
    wire.notify('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'smtp', version: 1, text: SESSION } });
    expect(codes(await Promise.all(Object.keys(GOOD).map((method) => wire.ask(method, GOOD[method]))))).toEqual([-32002]);
    await wire.greet();
    expect((await wire.ask('textDocument/hover', GOOD['textDocument/hover'])).result).toBeNull();
    expect((await wire.ask('initialize', { capabilities: {} })).error?.code).toBe(-32600);
    wire.raw(framed({ jsonrpc: '2.0', id: 1, method: 'shutdown' }) + framed({ jsonrpc: '2.0', id: 2, method: 'textDocument/hover' }));
    expect((await wire.answerTo(1)).result).toBeNull();
    expect((await wire.answerTo(2)).error?.code).toBe(-32600);
    wire.notify('exit');
    expect(await new Promise((resolve) => wire.process.once('close', resolve))).toBe(0);
  });

  it('initialize with null or anything odd is served', async () => {
    const greetings: readonly unknown[] = [
      null,
      { processId: 'x', rootUri: 7, capabilities: 7, workspaceFolders: 7, trace: 7, locale: 7, initializationOptions: 7 },
      {
        processId: -1,
        workspaceFolders: [null, 7, {}, { uri: 7 }],
        capabilities: {
          workspace: { workspaceEdit: { resourceOperations: 7 }, configuration: 'x', didChangeWatchedFiles: 7 },
          textDocument: null,
          window: 7,
        },
        initializationOptions: { commands: { a: 1 }, translations: [], settings: 'x' },
        locale: '../../../../etc/passwd',
      },
    ];
    await Promise.all(
      greetings.map(async (params) => {
        const wire = built.start();
        expect((await wire.ask('initialize', params)).result, JSON.stringify(params)).toHaveProperty('capabilities.hoverProvider', true);
        wire.notify('initialized');
        wire.notify('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'smtp', version: 1, text: SESSION } });
        await hovers(wire);
        expect((await wire.end()).status).toBe(0);
      }),
    );
  });
});

describe('a notification', () => {
  it('that is odd changes nothing and ends nothing', async () => {
    const odd: readonly unknown[] = [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { textDocument: null },
      { textDocument: { uri: 7 } },
      { changes: [7] },
    ];
    const names = ['didOpen', 'didChange', 'didClose', 'didSave'].map((name) => `textDocument/${name}`);
    const more = ['didChangeWatchedFiles', 'didChangeWorkspaceFolders', 'didChangeConfiguration'].map((name) => `workspace/${name}`);
    for (const method of [...names, ...more, '$/cancelRequest', '$/setTrace', '$/progress', 'window/workDoneProgress/cancel', 'x'])
      for (const params of odd) shared.notify(method, params);
    for (const contentChanges of [7, [null], [{ text: 7 }], [{ range: 7, text: 'x' }], [{ range: { start: null, end: null }, text: 'x' }]])
      shared.notify('textDocument/didChange', { textDocument: { uri: URI, version: 2 }, contentChanges });
    shared.notify('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'smtp', version: 2 } });
    await hovers(shared);
  });

  it('that is no message at all is passed over, and nothing of it is logged', async () => {
    const wire = built.start();
    await wire.greet();
    wire.notify('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'smtp', version: 1, text: SESSION } });
    wire.raw('Content-Length: 9\r\n\r\n{"hunter2');
    for (const message of [
      7,
      null,
      [],
      'hunter2',
      {},
      { hunter2: 1 },
      { id: null, method: 'hunter2' },
      { id: 1 },
      { id: 2, result: 'hunter2' },
    ])
      wire.raw(framed(message));
    wire.raw(framed({ jsonrpc: '2.0', id: null, error: { code: 1, message: 'hunter2' } }));
    await hovers(wire);
    expect(JSON.stringify(wire.heard)).not.toContain('hunter2');
    await wire.end();
  });
});

describe('a handler that fails', () => {
  it('answers InternalError and is told of once, without the words of the error', async () => {
    const [up, down] = [new PassThrough(), new PassThrough()];
    const told: string[] = [];
    const bare = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
    const server = guarded(
      bare,
      teller((line) => void told.push(line)),
    );
    const fail = (): never => {
      throw new TypeError('AUTH PLAIN hunter2\n    at hunter2 (hunter2.js:1:1)');
    };
    server.onInitialize(() => ({ capabilities: {} }));
    server.onHover(fail);
    server.languages.inlayHint.on(async () => fail());
    server.onRequest('smtpLens/session', fail);
    server.onDidCloseTextDocument(fail);
    server.listen();
    const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const logged: string[] = [];
    client.onNotification('window/logMessage', ({ message }: { message: string }) => void logged.push(message));
    client.listen();
    const failed = (method: string): Promise<{ code: number; message: string }> =>
      client.sendRequest(method, {}).then(
        () => ({ code: 0, message: '' }),
        (error: { code: number; message: string }) => error,
      );
    for (const method of ['textDocument/hover', 'textDocument/inlayHint', 'smtpLens/session', 'textDocument/hover']) {
      await client.sendNotification('textDocument/didClose', {});
      const { code, message } = await failed(method);
      expect(code, method).toBe(-32603);
      expect(message).not.toContain('hunter2');
    }
    expect(told).toHaveLength(4);
    for (const line of told) expect(line).toMatch(/^[\w./]+ failed: TypeError( < door\.test\.ts:\d+:\d+)/);
    expect(told.join() + logged.join()).not.toContain('hunter2');
    client.dispose();
    bare.dispose();
  });
});

describe('a storm', () => {
  const methods = ['documentSymbol', 'hover', 'codeLens', 'foldingRange', 'documentLink', 'completion', 'references', 'inlayHint'];
  const ask = (id: number): string => {
    const params = { textDocument, position: { line: 7, character: 100 }, range, context: {} };
    return framed({ jsonrpc: '2.0', id, method: `textDocument/${methods[id % methods.length]}`, params });
  };
  const cancel = (id: number): string => framed({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } });
  const ids = Array.from({ length: 5000 }, (_, id) => id);

  it('of 5,000 requests that are cancelled costs no more than reading them', async () => {
    const cost = async (storm: string): Promise<number> => {
      const wire = built.start();
      await wire.greet();
      const text = LOG.repeat(300);
      wire.notify('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'maillog', version: 1, text } });
      await wire.ask('textDocument/hover', { textDocument, position });
      wire.raw(storm);
      const answers = await Promise.all((storm === '' ? [] : ids).map((id) => wire.answerTo(id)));
      if (storm !== '') expect(answers.filter(({ error }) => error?.code === -32800).length).toBeGreaterThan(4500);
      return (await wire.end()).used.cpu;
    };
    const [idle, ...storms] = await Promise.all([
      cost(''),
      cost(ids.map((id) => ask(id) + cancel(id)).join('')),
      cost(ids.map(ask).join('') + ids.map(cancel).join('')),
    ]);
    for (const storm of storms) expect(storm - idle).toBeLessThan(2);
  });
});
