import { type ExtensionContext, Uri } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { activateWhenSeen, type Loaded } from './activation';
import { NAME, readTranslations, startClient } from './client';

/** The one global of a web worker that is used here; the DOM's types are left out, because Node's are loaded. */
declare const Worker: new (url: string) => ConstructorParameters<typeof import('vscode-languageclient/browser').BrowserMessageReader>[0];

let client: BaseLanguageClient | undefined;

/** vscode.dev and other web hosts. */
export function activate(context: ExtensionContext): void {
  activateWhenSeen(context, () => inWorker);
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

/** The server as a web worker of the page. */
const inWorker: Loaded = {
  start(context, own) {
    // Each host loads its own transports: those of the other would fail there.
    const lsp = require('vscode-languageclient/browser') as typeof import('vscode-languageclient/browser');
    const url = Uri.joinPath(context.extensionUri, 'server/dist/core.js').toString(true);
    // A new worker for every start: a restart needs one. Its transports are made here because VS Code wraps `Worker`, and the library would
    // not recognise the wrapper as a worker.
    const server = async () => {
      const worker = new Worker(url);
      return { reader: new lsp.BrowserMessageReader(worker), writer: new lsp.BrowserMessageWriter(worker) };
    };
    void readTranslations(context).then((translations) =>
      begin(context, own, (options) => new lsp.LanguageClient('smtpLens', NAME, server, withOptions(options, { translations }))),
    );
  },
};

/** The server as a Node process, connected over IPC. */
export const onNode: Loaded = {
  start(context, own) {
    const lsp = require('vscode-languageclient/node') as typeof import('vscode-languageclient/node');
    const module = context.asAbsolutePath('server/dist/server.js');
    const transport = lsp.TransportKind.ipc;
    const server = {
      run: { module, transport },
      debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    };
    const initializationOptions = { compileCache: Uri.joinPath(context.globalStorageUri, 'compiled').fsPath };
    begin(context, own, (options) => new lsp.LanguageClient('smtpLens', NAME, server, withOptions(options, initializationOptions)));
  },
};

const withOptions = (options: LanguageClientOptions, more: object): LanguageClientOptions => ({
  ...options,
  initializationOptions: { ...options.initializationOptions, ...more },
});

function begin(
  context: ExtensionContext,
  own: { dispose(): unknown },
  create: (options: LanguageClientOptions) => BaseLanguageClient,
): void {
  own.dispose();
  client = startClient(context, create);
}
