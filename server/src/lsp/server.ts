import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { setTranslations, type Translations, translationsIn } from '../text/l10n';
import { answerTo } from './capabilities';
import { type Client, clientOf } from './client';
import { puller, pusher } from './diagnostics';
import { Documents } from './documents';
import { features } from './features';
import { Folders, type ReadText } from './folders';
import { Served } from './served';
import { isRecord } from './settings';
import { SettingsStore } from './settings-store';

/** What the entry points tell the server of the world they run in. */
export interface Runtime {
  readonly version: string;
  /** Reads a file by its URI, where the process may; used for `.smtp-lens.json` only. */
  readonly readText?: ReadText;
  /** The texts of the language that fits a locale best, where the process may read files; null for English and where there is none. */
  readonly readTranslations?: (locale: string) => Promise<Translations | null>;
}

/** Serves one editor over `connection` until it shuts down. */
export function startServer(connection: Connection, runtime: Runtime): void {
  let client: Client = clientOf({ capabilities: {} });
  let push: ReturnType<typeof pusher> = () => undefined;
  const folders: Folders = new Folders(connection, () => settings.folderChanged(documents.uris()));
  const settings: SettingsStore = new SettingsStore(
    (uri) => folders.of(uri),
    (uri) => settingsChanged(uri),
    (problem) => connection.window.showWarningMessage(problem),
  );
  const documents: Documents = new Documents(
    (document) => push(document),
    (uri) => settings.of(uri).format,
  );
  documents.onOpen((uri) => settings.refresh(uri));
  documents.onClose((uri) => settings.forget(uri));
  documents.listen(connection);
  const served = new Served(connection, documents, settings, folders, () => client);
  features(served);

  /** The document is read or judged anew, and the editor told to ask again for what hangs on settings. */
  const settingsChanged = (uri: string): void => {
    const document = documents.get(uri);
    if (!document) return;
    const reread = documents.reread(uri);
    if (!client.pulls && !reread) push(document);
    refresh(reread);
  };

  const ask = async (can: boolean, method: string): Promise<void> => {
    // The editor may be gone by now, or not know the request.
    if (can)
      await Promise.resolve()
        .then(() => connection.sendRequest(method))
        .catch(() => undefined);
  };
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  const refresh = (tokens: boolean): void => {
    if (refreshing) return;
    // One question for all documents whose settings changed together.
    refreshing = setTimeout(() => {
      refreshing = undefined;
      const { refreshes } = client;
      void ask(client.pulls && refreshes.diagnostics, 'workspace/diagnostic/refresh');
      void ask(refreshes.hints, 'workspace/inlayHint/refresh');
      void ask(refreshes.lenses, 'workspace/codeLens/refresh');
      void ask(tokens && refreshes.tokens, 'workspace/semanticTokens/refresh');
    }, 0);
  };

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    client = clientOf(params);
    if (!client.pulls)
      push = pusher(
        connection,
        (uri) => documents.get(uri),
        async (uri) => settings.ready(uri).then(() => settings.of(uri)),
      );
    const options: unknown = params.initializationOptions;
    // A server in a browser cannot read files: there the client gives what it has loaded itself.
    const given = isRecord(options) && isRecord(options.translations) ? translationsIn(options.translations) : null;
    const translations = given ?? (await runtime.readTranslations?.(params.locale ?? ''));
    if (translations) setTranslations(translations);
    // Some editors announce workspace/configuration and answer null, or an error: what they gave here does then.
    const ask = async (scopeUri: string): Promise<unknown> => connection.workspace.getConfiguration({ scopeUri, section: 'smtpLens' });
    settings.start(isRecord(options) ? options.settings : null, client.configures ? ask : null);
    folders.start(params, client, runtime.readText);
    return answerTo(params, runtime.version);
  });

  connection.onInitialized(() => {
    if (client.configures)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'smtpLens' }).catch(() => undefined);
    folders.listen(client, client.hasFolders);
  });
  connection.onDidChangeConfiguration(({ settings: pushed }) => settings.push(pushed, documents.uris()));

  // Behind the answer, not before it.
  puller(served, () => void setTimeout(() => void ask(client.refreshes.diagnostics, 'workspace/diagnostic/refresh'), 0));

  connection.listen();
}
