import { type ExtensionContext, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type ServerOptions } from 'vscode-languageclient/browser';
import { NAME, startClient } from './client';

/** The one global of a web worker that is used here; the DOM's types are left out, because Node's are loaded. */
declare const Worker: new (url: string) => ConstructorParameters<typeof BrowserMessageReader>[0];

let client: BaseLanguageClient | undefined;

/** vscode.dev and other web hosts: the server is a worker of the page. */
export async function activate(context: ExtensionContext): Promise<void> {
  const url = Uri.joinPath(context.extensionUri, 'server/dist/server.browser.js').toString(true);
  // A new worker for every start, so that a restart is one. Its transports are made here because VS Code wraps `Worker`, and the library
  // would not know what it gets for one.
  const server: ServerOptions = async () => {
    const worker = new Worker(url);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  client = await startClient(context, (options) => new LanguageClient('smtpLens', NAME, server, options));
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
