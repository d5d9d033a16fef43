import { commands, type ExtensionContext, l10n, type TextDocument, Uri, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from 'vscode-languageclient';
import { isPage, registerPages } from './pages';
import { registerSessionView } from './session-view';
import { registerStatus } from './status';

/** The name of the output channel and of the status; a product's name is not translated. */
export const NAME = 'SMTP Lens';

/**
 * What the server may see: its own two languages, and plain logs and texts (saved or not, local, remote or virtual), in which it decides by
 * content whether there is any SMTP at all.
 */
const LANGUAGES = ['smtp', 'maillog', 'log', 'plaintext'];

/** Commands that code lenses and code actions of the server may name. */
const COMMANDS = ['reveal', 'showSession', 'showStory', 'showSummary', 'copyRedacted', 'saveRedactedCopy', 'explainRule', 'silenceRule'];

/** Output panels are documents of the language `log` too: sending them would feed the server its own trace for ever. */
const isForeign = (document: TextDocument): boolean => document.uri.scheme === 'output' || isPage(document);

const middleware: Middleware = {
  didOpen: async (document, next) => (isForeign(document) ? undefined : next(document)),
  didChange: async (event, next) => (isForeign(event.document) ? undefined : next(event)),
  didClose: async (document, next) => (isForeign(document) ? undefined : next(document)),
};

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const read = (uri: Uri): Thenable<string | null> => workspace.fs.readFile(uri).then(textOf, () => null);

/** What the server says in the language of VS Code, for a server that cannot read files; null for English. */
export async function readTranslations({ extensionUri }: ExtensionContext): Promise<unknown> {
  const name = /bundle\.l10n\.[\w-]+\.json$/.exec(l10n.uri?.path ?? '')?.[0];
  const text = name && (await read(Uri.joinPath(extensionUri, 'server/dist/l10n', name)));
  return text ? JSON.parse(text) : null;
}

/** Makes the client of this host (desktop or web) from the options that both share. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/**
 * Starts the server with its commands and its status, and does not wait for it; a server that does not start is told in the status bar, with
 * the output one click away.
 */
export function startClient(context: ExtensionContext, create: CreateClient): BaseLanguageClient {
  const client = create({
    documentSelector: LANGUAGES.map((language) => ({ language })),
    outputChannelName: NAME,
    synchronize: { configurationSection: 'smtpLens' },
    initializationOptions: { commands: COMMANDS.map((name) => `smtpLens.${name}`), readsFiles: true },
    middleware,
  });
  context.subscriptions.push(
    client.onRequest('smtpLens/readText', ({ uri }: { uri: string }) => read(Uri.parse(uri))),
    commands.registerCommand('smtpLens.restart', async () => {
      if (client.needsStop()) await client.stop();
      await client.start();
    }),
    commands.registerCommand('smtpLens.showOutput', () => client.outputChannel.show()),
    ...registerStatus(client, (document) => LANGUAGES.includes(document.languageId) && !isForeign(document)),
    ...registerPages(client),
    ...registerSessionView(client),
  );
  void client.start().catch(() => undefined);
  return client;
}
