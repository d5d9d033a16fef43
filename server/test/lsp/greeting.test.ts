import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InitializeParams } from 'vscode-languageserver';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  Message,
  type MessageConnection,
  type MessageReader,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { answerTo } from '../../src/lsp/capabilities';
import { buildInto } from '../built';
import { FULL, startEditor } from './editor';

const folder = mkdtempSync(join(tmpdir(), 'smtp-lens-greeting-'));
const server = join(folder, 'server/dist/server.js');
const SESSION = 'S: 220 mx.example.net ESMTP\nC: MAIL FROM:<alice@example.org>\nS: 354 go ahead\n';
const params = { processId: null, rootUri: null, capabilities: FULL } satisfies InitializeParams;
const NOWHERE = { textDocument: { uri: 'file:///none' }, position: { line: 0, character: 0 } };
let processes: ChildProcess[] = [];
/** Ids of the answers that came. */
let answered: unknown[] = [];

beforeAll(() => buildInto(folder, ['server/dist/server', 'server/dist/core']), 60_000);
afterEach(() => {
  for (const one of processes) one.kill('SIGKILL');
  processes = [];
  answered = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

function started(transport: 'stdio' | 'ipc'): MessageConnection {
  const child =
    transport === 'ipc'
      ? fork(server, ['--node-ipc'], { silent: true })
      : spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  processes.push(child);
  const [reader, writer] =
    transport === 'ipc'
      ? [new IPCMessageReader(child), new IPCMessageWriter(child)]
      : [new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!)];
  const counted: MessageReader = {
    onError: reader.onError,
    onClose: reader.onClose,
    onPartialMessage: reader.onPartialMessage,
    listen: (take) =>
      reader.listen((message) => {
        if (Message.isResponse(message)) answered.push(message.id);
        take(message);
      }),
    dispose: () => reader.dispose(),
  };
  const connection = createMessageConnection(counted, writer);
  connection.onRequest('workspace/configuration', () => [null]);
  connection.listen();
  return connection;
}

describe.each(['stdio', 'ipc'] as const)('an editor over %s', (transport) => {
  it('is greeted with what the whole server answers, and only once', async () => {
    const editor = await startEditor({ folderFiles: { list: async () => [], read: async () => null } });
    const connection = started(transport);
    const answer = await connection.sendRequest('initialize', params);
    // What is undefined is not sent.
    const whole = JSON.parse(JSON.stringify(editor.answer.capabilities));
    expect((answer as typeof editor.answer).capabilities).toEqual(whole);
    editor.stop();
    expect(await connection.sendRequest('textDocument/hover', NOWHERE)).toBeNull();
    expect(answered).toEqual([0, 1]);
  }, 60_000);

  it('that does not wait for answers loses none of its messages', async () => {
    const connection = started(transport);
    const uri = 'file:///a.smtp';
    void connection.sendRequest('initialize', params);
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'smtp', version: 1, text: SESSION },
    });
    const { items } = await connection.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', { textDocument: { uri } });
    expect(items.length).toBeGreaterThan(0);
    await connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => processes[0].once('exit', resolve));
    await connection.sendNotification('exit');
    expect(await ended).toBe(0);
  }, 60_000);

  it('that asks before it greets gets an error, and is served then', async () => {
    const connection = started(transport);
    await expect(connection.sendRequest('textDocument/hover', {})).rejects.toMatchObject({ code: -32002 });
    expect(await connection.sendRequest('initialize', params)).toMatchObject({ serverInfo: { name: 'smtp-lens' } });
  }, 60_000);

  it('that greets twice, and takes its greeting back, was greeted once', async () => {
    const connection = started(transport);
    const first = connection.sendRequest('initialize', params);
    void connection.sendNotification('$/cancelRequest', { id: 0 });
    const second = connection.sendRequest('initialize', params);
    expect(await first).toMatchObject({ serverInfo: { name: 'smtp-lens' } });
    await expect(second).rejects.toMatchObject({ code: -32600 });
    expect(await connection.sendRequest('textDocument/hover', NOWHERE)).toBeNull();
    expect(answered).toEqual([0, 1, 2]);
  }, 60_000);
});

it('an editor that leaves before it has said anything whole is no success', async () => {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'ignore', 'inherit'] });
  processes.push(child);
  child.stdin.end('Content-Length: 100\r\n\r\n{');
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
});

it('what greets is small: nothing of what it waits for came into it', () => {
  expect(statSync(server).size).toBeLessThan(50_000);
});

it('the answer is made of any parameters', () => {
  for (const odd of [{}, { capabilities: null }, { initializationOptions: 7 }] as Partial<InitializeParams>[])
    expect(answerTo(odd, '1.2.3', false).serverInfo?.version).toBe('1.2.3');
});
