import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { version } from '../package.json';
import { startServer } from './lsp/server';

// The worker's own global; its type is the DOM library's, which no other file of the server may see.
const scope = globalThis as ConstructorParameters<typeof BrowserMessageReader>[0];
startServer((options) => createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), options), { version });
