import type { Connection, ConnectionOptions, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { setTranslations, type Translations, translationsIn } from '../text/l10n';
import { answerTo } from './capabilities';
import { type Client, clientOf } from './client';
import { puller, pusher } from './diagnostics';
import { Documents } from './documents';
import { Door } from './door';
import { features } from './features';
import { Folders, type ReadText } from './folders';
import { guarded, teller } from './guarded';
import { inUtf16 } from './positions';
import { isRecord } from './record';
import { Served } from './served';
import { SettingsStore } from './settings-store';
import { type FolderFiles, workspaceDiagnostics } from './workspace-diagnostics';

/** What the entry points tell the server about its environment. */
export interface Runtime {
  readonly version: string;
  /** Reads a file by its URI, if the process may; used only for `.smtp-lens.json`. */
  readonly readText?: ReadText;
  /** The files of the editor's folders, if the process may read them. */
  readonly folderFiles?: FolderFiles;
  /** Writes a requested page to a file, if the process may, and returns its URI. `name`: any text, with an extension. */
  readonly writePage?: (name: string, text: string) => Promise<string>;
  /** The texts of the language that fits a locale best, if the process may read files; null for English and if there are none. */
  readonly readTranslations?: (locale: string) => Promise<Translations | null>;
  /** Registers a listener for rejected promises that no one awaits: they must not end the process. */
  readonly onLost?: (listener: (error: unknown) => void) => void;
}

/** Serves one editor until it shuts down, over the connection that `connect` makes with the options given to it. Returns the connection. */
export function startServer(connect: (options: ConnectionOptions) => Connection, runtime: Runtime): Connection {
  const door = new Door();
  const bare = connect(door.options);
  const report = teller((line) => bare.console.error(line));
  const connection = guarded(bare, report);
  door.attach(connection);
  runtime.onLost?.((error) => report('the server', error));
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
    () => client.encoding,
  );
  documents.onOpen((uri) => settings.refresh(uri));
  documents.onClose((uri) => settings.forget(uri));
  documents.listen(connection);
  const lineOf = (uri: string, line: number): string | undefined => {
    const lines = documents.get(uri)?.analysis.lines;
    return lines && line >= 0 && line < lines.count ? lines.line(line) : folders.lineOf(uri, line);
  };
  const utf16 = inUtf16(connection, () => client.encoding, lineOf);
  const served = new Served(utf16, documents, settings, folders, () => client, runtime.writePage ?? null);
  features(served);

  /** The document is read or judged again, and the editor is told to ask again for what depends on settings. */
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
        utf16,
        (uri) => documents.get(uri),
        async (uri) => settings.ready(uri).then(() => settings.of(uri)),
      );
    const options: unknown = params.initializationOptions;
    // A server in a browser cannot read files: there the client sends what it has loaded itself.
    const given = isRecord(options) && isRecord(options.translations) ? translationsIn(options.translations) : null;
    const translations = given ?? (await runtime.readTranslations?.(params.locale ?? ''));
    if (translations) setTranslations(translations);
    // Some editors announce workspace/configuration and answer null, or an error: what they sent here then counts.
    const ask = async (scopeUri: string): Promise<unknown> => connection.workspace.getConfiguration({ scopeUri, section: 'smtpLens' });
    settings.start(isRecord(options) ? options.settings : null, client.configures ? ask : null);
    folders.start(params, client, runtime.readText);
    return answerTo(params, runtime.version, runtime.folderFiles !== undefined);
  });

  connection.onInitialized(() => {
    if (client.configures && client.registersSettings)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'smtpLens' }).catch(() => undefined);
    folders.listen(client, client.hasFolders);
  });
  const filesChanged = runtime.folderFiles ? workspaceDiagnostics(served, runtime.folderFiles) : () => undefined;
  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    settings.push(pushed, documents.uris());
    filesChanged();
  });

  // After the answer, not before it.
  puller(served, () => void setTimeout(() => void ask(client.refreshes.diagnostics, 'workspace/diagnostic/refresh'), 0));

  connection.listen();
  return connection;
}
