import type { Connection, ConnectionOptions, Message, MessageReader, MessageWriter } from 'vscode-languageserver';
import { version } from '../package.json';
import { type Runtime, startServer } from './lsp/server';

/** What a small main on Node has already done with an editor, if anything. */
export interface Greeted {
  /** The request `initialize` that it answered. */
  readonly id: string | number | null;
  readonly transport: 'stdio' | 'ipc';
}

/**
 * Serves an editor on Node, over the transport that the command line names. An editor that was greeted is served as if it were not: its
 * `initialize` comes again from the transport, and only the second answer is kept back.
 */
export function serveOnNode(runtime: Runtime, greeted: Greeted | null): void {
  // Each host loads its own transports: those of the other would fail there.
  const lsp = require('vscode-languageserver/node') as typeof import('vscode-languageserver/node');
  const { all } = lsp.ProposedFeatures;
  const connect = (options: ConnectionOptions): Connection => {
    if (greeted === null) return lsp.createConnection(all, options);
    if (greeted.transport === 'ipc')
      return lsp.createConnection(all, new lsp.IPCMessageReader(process), without(greeted.id, new lsp.IPCMessageWriter(process)), options);
    // The library takes a stream for the one and a writer for the other, though its types do not say so; of a stream it sees the end.
    const input = process.stdin as unknown as MessageReader;
    return lsp.createConnection(all, input, without(greeted.id, new lsp.StreamMessageWriter(process.stdout)), options);
  };
  startServer(connect, runtime);
}

/** A writer that keeps back the first answer to one request. */
function without(id: string | number | null, writer: MessageWriter): MessageWriter {
  let kept = false;
  const isIt = (message: Message): boolean => !kept && 'id' in message && message.id === id && !('method' in message);
  return {
    onError: writer.onError,
    onClose: writer.onClose,
    write(message) {
      if (!isIt(message)) return writer.write(message);
      kept = true;
      return Promise.resolve();
    },
    end: () => writer.end(),
    dispose: () => writer.dispose(),
  };
}

/** In a web worker this file is the whole server. */
declare const WorkerGlobalScope: unknown;
if (typeof WorkerGlobalScope !== 'undefined') {
  const { BrowserMessageReader, BrowserMessageWriter, createConnection } =
    require('vscode-languageserver/browser') as typeof import('vscode-languageserver/browser');
  // The worker's own global; its type is the DOM library's, which no other file of the server may see.
  const scope = globalThis as ConstructorParameters<typeof BrowserMessageReader>[0];
  startServer((options) => createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), options), { version });
}
