import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { writePage } from './cli/page-files';
import { readSettingsFile } from './cli/settings-file';
import { readTranslations } from './cli/translations';
import { answerTo } from './lsp/capabilities';
import { greeting } from './lsp/parameters';
import type { Runtime } from './lsp/server';
import type { FolderFiles } from './lsp/workspace-diagnostics';
import type { Greeted } from './main.core';
import type { FolderText } from './rules/folder-file';

/** A first message that this small main may answer; of its parameters nothing is sure. */
interface Initialize {
  readonly jsonrpc: '2.0';
  readonly id: string | number;
  readonly method: 'initialize';
  readonly params?: unknown;
}

/** Octets of a first message that is answered here; of a longer one the core takes care. */
const LONGEST_GREETING = 1_000_000;

/** What reads folders runs only where somebody asks for it. */
const reader = (): typeof import('./cli/workspace-files') => require('./cli/workspace-files');
const folderFiles: FolderFiles = {
  list: (folder, most) => reader().workspaceFiles(folder, most),
  read: (uri) => reader().workspaceFile(uri),
};

const runtime: Runtime = {
  version,
  readText,
  writePage,
  folderFiles,
  readTranslations: (locale) => readTranslations(join(__dirname, 'l10n'), locale),
  onLost: (listener) => void process.on('unhandledRejection', listener),
};

const [first] = process.argv.slice(2);
if (first === '--version') process.stdout.write(`smtp-language-server ${version}\n`);
else if (first === '--help' || first === undefined)
  process.stdout.write('usage: smtp-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME\n');
else if (process.argv.includes('--node-ipc')) greetOverIpc();
else if (process.argv.includes('--stdio')) greetOverStdio();
else serve(null);

/** The core is large: an editor is greeted before it is loaded. */
function serve(greeted: Greeted | null): void {
  (require('./core.js') as typeof import('./main.core')).serveOnNode(runtime, greeted);
}

function greetOverIpc(): void {
  const waiting: unknown[] = [];
  const wait = (message: unknown): void => {
    if (waiting.push(message) > 1) return;
    const greeted = isInitialize(message) ? { id: message.id, transport: 'ipc' as const } : null;
    const go = (): void => {
      serve(greeted);
      process.off('message', wait);
      for (const one of waiting) process.emit('message', one, undefined);
    };
    if (isInitialize(message)) process.send?.(answer(message));
    setImmediate(go);
  };
  process.on('message', wait);
}

function greetOverStdio(): void {
  const { stdin, stdout } = process;
  let bytes = Buffer.alloc(0);
  // As the library does: whoever leaves without a word has not left well.
  const left = (): never => process.exit(1);
  const go = (greeted: Greeted | null): void => {
    stdin.off('data', read);
    stdin.off('end', left);
    stdin.pause();
    stdin.unshift(bytes);
    serve(greeted);
    stdin.resume();
  };
  const read = (more: Buffer): void => {
    bytes = Buffer.concat([bytes, more]);
    const message = firstMessage(bytes);
    if (message === undefined) return;
    if (!isInitialize(message)) {
      go(null);
      return;
    }
    stdin.pause();
    const body = JSON.stringify(answer(message));
    // What the library does itself where it finds the transport: the protocol has standard output for itself.
    globalThis.console = new console.Console(process.stderr);
    stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, () =>
      setImmediate(go, { id: message.id, transport: 'stdio' }),
    );
  };
  stdin.on('data', read);
  stdin.on('end', left);
}

function answer({ id, params }: Initialize): unknown {
  const given = greeting(params);
  const options: unknown = given.initializationOptions;
  const cache = typeof options === 'object' && options !== null && 'compileCache' in options ? options.compileCache : null;
  // Node 22 and later; only where the editor names a folder of its own, because nothing else is written without being asked for.
  const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };
  if (typeof cache === 'string' && cache !== '') enableCompileCache?.(cache);
  return { jsonrpc: '2.0', id, result: answerTo(given, version, true) };
}

function isInitialize(message: unknown): message is Initialize {
  if (typeof message !== 'object' || message === null) return false;
  const { id, method } = message as Partial<Initialize>;
  return method === 'initialize' && (typeof id === 'number' || typeof id === 'string');
}

/** The message that bytes begin with; undefined while it is not complete, null for what this file does not read. */
function firstMessage(bytes: Buffer): unknown {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return bytes.length > 4096 ? null : undefined;
  const length = Number(/^content-length: *(\d{1,9})\r?$/im.exec(bytes.toString('latin1', 0, end))?.[1]);
  if (Number.isNaN(length) || length > LONGEST_GREETING) return null;
  if (bytes.length < end + 4 + length) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8', end + 4, end + 4 + length));
  } catch {
    return null;
  }
}

/** The settings of a folder; null if it has none, or if they are on another host. */
async function readText(uri: string): Promise<FolderText> {
  return uri.startsWith('file:') ? readSettingsFile(fileURLToPath(uri)) : null;
}
