import { type ExtensionContext, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LanguageClient, type ServerOptions } from 'vscode-languageclient/browser';
import { NAME, startClient } from './client';

/** The one global of a web worker that is used here; the DOM's types are left out, because Node's are loaded. */
declare const Worker: new (url: string) => Exclude<ServerOptions, () => unknown>;

let client: BaseLanguageClient | undefined;

/** vscode.dev and other web hosts: the server is a worker of the page. */
export async function activate(context: ExtensionContext): Promise<void> {
  const url = Uri.joinPath(context.extensionUri, 'server/dist/server.browser.js').toString(true);
  const server: ServerOptions = async () => new Worker(url); // a new one for every start, so that a restart is one
  client = await startClient(context, (options) => new LanguageClient('smtpLens', NAME, server, options));
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
