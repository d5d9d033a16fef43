import { commands, type ExtensionContext, LanguageStatusSeverity, l10n, languages, type TextDocument } from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, type Middleware, State } from 'vscode-languageclient';
import { registerSessionView } from './session-view';

/** The name of the output channel and of the status; a product's name is not translated. */
export const NAME = 'SMTP Lens';

/**
 * What the server may see: its own two languages, and plain logs and texts (saved or not, local, remote or virtual), in which it decides by
 * content whether there is any SMTP at all.
 */
const documentSelector = [{ language: 'smtp' }, { language: 'maillog' }, { language: 'log' }, { language: 'plaintext' }];

/**
 * Output panels are documents of the language `log` too. Sending them would feed the server its own trace for ever, and nobody asked for an
 * opinion on another extension's output.
 */
function isOutput(document: TextDocument): boolean {
  return document.uri.scheme === 'output';
}

const middleware: Middleware = {
  didOpen: async (document, next) => (isOutput(document) ? undefined : next(document)),
  didChange: async (event, next) => (isOutput(event.document) ? undefined : next(event)),
  didClose: async (document, next) => (isOutput(document) ? undefined : next(document)),
};

/** Makes the client of this host (desktop or web) from the options that both share. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/**
 * Starts the server with its commands and its status. Resolves when the server has answered `initialize`; a server that does not start is
 * told in the language status, with the output one click away.
 */
export async function startClient(context: ExtensionContext, create: CreateClient): Promise<BaseLanguageClient> {
  const client = create({
    documentSelector,
    outputChannelName: NAME,
    synchronize: { configurationSection: 'smtpLens' },
    middleware,
  });

  const status = languages.createLanguageStatusItem('smtpLens.server', documentSelector);
  status.name = NAME;
  status.command = { command: 'smtpLens.showOutput', title: l10n.t('Show Output') };
  const show = (state: State): void => {
    const failed = state === State.StartFailed || state === State.Stopped;
    status.busy = state === State.Starting;
    status.severity = failed ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    status.text = failed ? l10n.t('SMTP Lens is not running') : NAME;
    status.detail = failed ? l10n.t('The output says why.') : undefined;
  };
  show(State.Starting);

  context.subscriptions.push(
    status,
    client.onDidChangeState((change) => show(change.newState)),
    commands.registerCommand('smtpLens.restart', async () => {
      if (client.needsStop()) await client.stop();
      await client.start();
    }),
    commands.registerCommand('smtpLens.showOutput', () => client.outputChannel.show()),
    ...registerSessionView(client),
  );
  await client.start();
  return client;
}
