import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { DidChangeConfigurationNotification, LSPErrorCodes, ResponseError, TextDocumentSyncKind } from 'vscode-languageserver';
import { setTranslations } from '../text/l10n';
import { diagnosticsOf, pusher } from './diagnostics';
import { Documents } from './documents';
import { features } from './features';
import type { Settings } from './settings';
import { settingsFrom } from './settings';

/** What the entry points tell the server of the world they run in. */
export interface Runtime {
  readonly version: string;
}

/** Serves one editor over `connection` until it shuts down. */
export function startServer(connection: Connection, runtime: Runtime): void {
  let settings: Settings = settingsFrom(null);
  let pulls = false;
  let asks = false;
  let push: ReturnType<typeof pusher> = () => undefined;
  const documents = new Documents((document) => push(document));
  documents.listen(connection);
  const served = features(connection, documents, () => settings);

  const configure = async (pushed?: unknown): Promise<void> => {
    let answer: unknown = pushed;
    // Some editors announce workspace/configuration and answer null, or an error: defaults do then.
    if (asks) answer = await connection.workspace.getConfiguration('smtpLens').catch(() => null);
    settings = settingsFrom(answer);
    documents.setFormat(settings.format);
    if (pulls) connection.languages.diagnostics.refresh();
    else for (const document of documents.all()) push(document);
  };

  connection.onInitialize(({ capabilities, initializationOptions }: InitializeParams): InitializeResult => {
    pulls = capabilities.textDocument?.diagnostic !== undefined;
    asks = capabilities.workspace?.configuration === true;
    if (!pulls) push = pusher(connection, documents, () => settings);
    const options: unknown = initializationOptions;
    if (isRecord(options)) {
      if (isRecord(options.translations))
        setTranslations(Object.fromEntries(Object.entries(options.translations).map(([key, text]) => [key, String(text)])));
      settings = settingsFrom(options.settings);
    }
    return {
      serverInfo: { name: 'smtp-lens', version: runtime.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        diagnosticProvider: pulls ? { identifier: 'smtp', interFileDependencies: false, workspaceDiagnostics: false } : undefined,
        ...served,
      },
    };
  });

  connection.onInitialized(() => {
    if (asks) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'smtpLens' }).catch(() => undefined);
    void configure();
  });
  connection.onDidChangeConfiguration(({ settings: pushed }) => void configure(isRecord(pushed) ? pushed.smtpLens : null));

  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    const document = documents.get(textDocument.uri);
    if (!document || !settings.diagnostics) return { kind: 'full', items: [] };
    const items = await diagnosticsOf(
      document,
      settings.judge,
      () => token.isCancellationRequested || documents.get(document.uri) !== document,
    );
    if (!items) throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed meanwhile');
    return { kind: 'full', items };
  });

  connection.listen();
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
