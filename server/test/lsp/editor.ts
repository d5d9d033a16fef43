import { PassThrough } from 'node:stream';
import type { ClientCapabilities, Diagnostic, InitializeParams, InitializeResult } from 'vscode-languageserver';
import {
  createConnection,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../src/analysis/token-types';
import { type Runtime, startServer } from '../../src/lsp/server';

/** An editor at the other end of a server that runs in this process. */
export interface Editor {
  readonly connection: MessageConnection;
  readonly answer: InitializeResult;
  /** What the server pushed last, by URI. */
  readonly pushed: Map<string, Diagnostic[]>;
  /** Messages that it showed to the user. */
  readonly shown: string[];
  /** Requests and notifications of the server, by name. */
  readonly asked: string[];
  open(text: string, languageId?: string, uri?: string): string;
  change(uri: string, changes: readonly unknown[]): void;
  ask<T>(method: string, params: unknown): Promise<T>;
  notify(method: string, params: unknown): void;
  stop(): void;
}

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly params?: Partial<InitializeParams>;
  /** Answers workspace/configuration for one item. */
  readonly configuration?: (item: { readonly scopeUri?: string; readonly section?: string }) => unknown;
  readonly readText?: Runtime['readText'];
  readonly readTranslations?: Runtime['readTranslations'];
  readonly writePage?: Runtime['writePage'];
  readonly folderFiles?: Runtime['folderFiles'];
  /** Answers other requests of the server. */
  readonly answers?: Readonly<Record<string, (params: unknown) => unknown>>;
}

/** An editor that can what VS Code can. */
export const FULL: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    textDocumentContent: { dynamicRegistration: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    signatureHelp: { signatureInformation: { documentationFormat: ['markdown', 'plaintext'] } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    semanticTokens: {
      requests: { range: true, full: { delta: true } },
      tokenTypes: [...TOKEN_TYPES],
      tokenModifiers: [...TOKEN_MODIFIERS],
      formats: ['relative'],
    },
  },
  window: { showDocument: { support: true } },
};

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something holds; fails after two seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (holds()) return;
    await wait(10);
  }
  throw new Error('waited in vain');
}

/** Starts a server and an editor, and has them greet each other. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const { readText, readTranslations, writePage, folderFiles } = options;
  const server = startServer((door) => createConnection(new StreamMessageReader(up), new StreamMessageWriter(down), door), {
    version: '0.0.0',
    readText,
    readTranslations,
    writePage,
    folderFiles,
  });
  const connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const pushed = new Map<string, Diagnostic[]>();
  const shown: string[] = [];
  const asked: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
    asked.push('textDocument/publishDiagnostics');
    pushed.set(uri, diagnostics);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string; section?: string }[] }) => {
    asked.push('workspace/configuration');
    return items.map((item) => options.configuration?.(item) ?? null);
  });
  connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
    shown.push(message);
    return null;
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => void shown.push(message));
  connection.onRequest((method, params) => {
    asked.push(method);
    return options.answers?.[method]?.(params) ?? null;
  });
  connection.listen();
  const answer: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? FULL,
    initializationOptions: options.initializationOptions,
    workspaceFolders: null,
    ...options.params,
  });
  await connection.sendNotification('initialized', {});
  let documents = 0;
  let version = 1;
  return {
    connection,
    answer,
    pushed,
    shown,
    asked,
    open: (text, languageId = 'smtp', uri = `untitled:${++documents}`) => {
      void connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
      return uri;
    },
    change: (uri, contentChanges) => {
      version++;
      void connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    },
    ask: (method, params) => connection.sendRequest(method, params),
    notify: (method, params) => void connection.sendNotification(method, params),
    stop: () => {
      connection.dispose();
      server.dispose();
    },
  };
}
