import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { NAME, startClient } from './client';

let client: BaseLanguageClient | undefined;

/** Desktop and remote hosts: the server is a Node process of its own, spoken to over IPC. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('server/dist/server.js');
  const transport = TransportKind.ipc;
  const server: ServerOptions = {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  client = await startClient(context, (options) => new LanguageClient('smtpLens', NAME, server, options));
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
