import { commands, type ExtensionContext, FileType, l10n, type TextDocument, Uri, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  type Middleware,
} from 'vscode-languageclient';
import { isPage, registerPages } from './pages';
import { Restarts } from './restarts';
import { registerSessionView } from './session-view';
import { registerStatus } from './status';
import { ASK_TOOL } from './tools';

/** The name of the output channel and of the status; a product's name is not translated. */
export const NAME = 'SMTP Lens';

/**
 * What the server may see: its own two languages, and plain logs and texts (saved or not, local, remote or virtual), in which it decides
 * by content whether there is any SMTP at all.
 */
const LANGUAGES = ['smtp', 'maillog', 'log', 'plaintext'];

/** Commands that code lenses and code actions of the server may name. */
const COMMANDS = ['reveal', 'showSession', 'showStory', 'copyRedacted', 'saveRedactedCopy', 'explainRule', 'silenceRule'];

/** Output panels are documents of the language `log` too: sending them would feed the server its own trace forever. */
const isForeign = (document: TextDocument): boolean => document.uri.scheme === 'output' || isPage(document);

const middleware: Middleware = {
  didOpen: async (document, next) => (isForeign(document) ? undefined : next(document)),
  didChange: async (event, next) => (isForeign(event.document) ? undefined : next(event)),
  didClose: async (document, next) => (isForeign(document) ? undefined : next(document)),
};

/** The server's texts in the language of VS Code, for a server that cannot read files; null for English. */
export async function readTranslations({ extensionUri }: ExtensionContext): Promise<unknown> {
  const name = /bundle\.l10n\.[\w-]+\.json$/.exec(l10n.uri?.path ?? '')?.[0];
  if (!name) return null;
  const file = Uri.joinPath(extensionUri, 'server/dist/l10n', name);
  return workspace.fs.readFile(file).then(
    (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
    () => null,
  );
}

/** Settings of a folder for the server: only a regular file of limited length, because a link may lead anywhere and a device may never end. */
async function readSettings({ uri }: { uri: string }): Promise<string | { refused: string } | null> {
  const file = Uri.parse(uri);
  const { type, size } = await workspace.fs.stat(file);
  if (type !== FileType.File) return { refused: 'no-file' };
  return size > 1_000_000 ? { refused: 'too-long' } : new TextDecoder().decode(await workspace.fs.readFile(file));
}

/** Restarts a server that died, with a longer wait each time; reports the first failure, and when it gives up. */
function errorHandler(start: () => void): ErrorHandler {
  const restarts = new Restarts();
  return {
    error: (_error, _message, count = 1) => ({ action: count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
    closed: () => {
      const { wait, tell } = restarts.died(Date.now());
      const action = CloseAction.DoNotRestart;
      if (wait === null) return { action, message: l10n.t('SMTP Lens keeps failing and was stopped.') };
      const message = l10n.t('SMTP Lens failed and is started again. Its output says why.');
      if (tell) void window.showWarningMessage(message);
      // Until then the client is stopped: one that runs without a connection reports an error for every request of the editor.
      setTimeout(start, wait);
      return { action, message, handled: true };
    },
  };
}

/** Makes the client of this host (desktop or web) from the options that both share. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/**
 * Starts the server with its commands and its status, and does not wait for it. A server that does not start is reported in the status
 * bar, one click away from the output.
 */
export function startClient(context: ExtensionContext, create: CreateClient): BaseLanguageClient {
  const start = (): void => void client.start().catch(() => undefined);
  const client: BaseLanguageClient = create({
    documentSelector: LANGUAGES.map((language) => ({ language })),
    outputChannelName: NAME,
    synchronize: { configurationSection: 'smtpLens' },
    initializationOptions: { commands: COMMANDS.map((name) => `smtpLens.${name}`), ownTokens: true, readsFiles: true },
    middleware,
    errorHandler: errorHandler(start),
  });
  context.subscriptions.push(
    client.onRequest('smtpLens/readText', (file: { uri: string }) => readSettings(file).catch(() => null)),
    commands.registerCommand('smtpLens.restart', async () => {
      if (client.needsStop()) await client.stop();
      await client.start();
    }),
    commands.registerCommand(ASK_TOOL, (given: object) =>
      client.sendRequest('workspace/executeCommand', { command: 'smtpLens.server.tool', arguments: [given] }),
    ),
    commands.registerCommand('smtpLens.showOutput', () => client.outputChannel.show()),
    ...registerStatus(client, (document) => LANGUAGES.includes(document.languageId) && !isForeign(document)),
    ...registerPages(client),
    ...registerSessionView(client),
  );
  start();
  return client;
}
