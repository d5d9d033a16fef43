import type { InitializeParams } from 'vscode-languageserver';

/** What the editor at the other end can do, of all that the server asks. */
export interface Client {
  /** Asks for diagnostics itself; else they are pushed. */
  readonly pulls: boolean;
  /** Answers workspace/configuration. */
  readonly configures: boolean;
  readonly snippets: boolean;
  /** Shows a word beside each proposal of a list, and not only beside the chosen one. */
  readonly labelDetails: boolean;
  /** Asks for the semantic tokens of what is on the screen. */
  readonly tokensByRange: boolean;
  readonly showsDocuments: boolean;
  /** Opens documents whose text the server has. */
  readonly opensContent: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly watchesFiles: boolean;
  readonly hasFolders: boolean;
  readonly refreshes: { readonly diagnostics: boolean; readonly hints: boolean; readonly lenses: boolean; readonly tokens: boolean };
  /** Commands that it has itself (`initializationOptions.commands`): others are not offered, as they would do nothing. */
  readonly commands: ReadonlySet<string>;
  /** It reads files for the server (`initializationOptions.readsFiles`, request `smtpLens/readText`). */
  readonly readsFiles: boolean;
}

/** Reads what an editor says of itself; whatever is missing or odd counts as no. */
export function clientOf({
  capabilities,
  initializationOptions,
}: Pick<InitializeParams, 'capabilities' | 'initializationOptions'>): Client {
  const { workspace, textDocument, window } = capabilities ?? {};
  const options: Partial<Record<string, unknown>> = isRecord(initializationOptions) ? initializationOptions : {};
  const operations: unknown = workspace?.workspaceEdit?.resourceOperations;
  const commands = Array.isArray(options.commands) ? options.commands.filter((one) => typeof one === 'string') : [];
  return {
    pulls: textDocument?.diagnostic !== undefined,
    configures: workspace?.configuration === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    labelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    tokensByRange: Boolean(textDocument?.semanticTokens?.requests?.range),
    showsDocuments: window?.showDocument?.support === true,
    opensContent: workspace?.textDocumentContent !== undefined,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: Array.isArray(operations) && operations.includes('create'),
    hasFolders: workspace?.workspaceFolders === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    refreshes: {
      diagnostics: workspace?.diagnostics?.refreshSupport === true,
      hints: workspace?.inlayHint?.refreshSupport === true,
      lenses: workspace?.codeLens?.refreshSupport === true,
      tokens: workspace?.semanticTokens?.refreshSupport === true,
    },
    commands: new Set(commands),
    readsFiles: options.readsFiles === true,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
