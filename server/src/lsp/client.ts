import type { InitializeParams } from 'vscode-languageserver';
import type { Markup } from '../meaning/explain/render';
import { ENCODINGS, type Encoding } from './encoding';
import { isRecord } from './record';
import { type Legend, legendFor, OWN_LEGEND } from './token-legend';

/** What the editor at the other end can do, of everything that the server asks. */
export interface Client {
  /** The units in which it counts the characters of a line. */
  readonly encoding: Encoding;
  /** It pulls diagnostics; otherwise they are pushed. */
  readonly pulls: boolean;
  /** It answers workspace/configuration. */
  readonly configures: boolean;
  /** It lets the server register, after the start, for changes of settings. */
  readonly registersSettings: boolean;
  readonly snippets: boolean;
  /** The markup that it shows in hovers, proposals and signatures. */
  readonly markup: { readonly hover: Markup; readonly completion: Markup; readonly signature: Markup };
  /** It shows a word beside each proposal of a list, not only beside the selected one. */
  readonly labelDetails: boolean;
  /** An outline may be a tree. */
  readonly symbolTree: boolean;
  /** It asks for the semantic tokens of the visible lines. */
  readonly tokensByRange: boolean;
  /** The token types and modifiers that it can colour: what it names, or ours (`initializationOptions.ownTokens`). */
  readonly legend: Legend;
  readonly showsDocuments: boolean;
  /** It opens documents whose text the server provides. */
  readonly opensContent: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly watchesFiles: boolean;
  readonly hasFolders: boolean;
  readonly refreshes: { readonly diagnostics: boolean; readonly hints: boolean; readonly lenses: boolean; readonly tokens: boolean };
  /** Commands that it has itself (`initializationOptions.commands`); other editors get the server's in their place. */
  readonly commands: ReadonlySet<string>;
  /** It reads files for the server (`initializationOptions.readsFiles`, request `smtpLens/readText`). */
  readonly readsFiles: boolean;
}

/** Reads the capabilities that an editor sends; anything missing or odd counts as no. */
export function clientOf({
  capabilities,
  initializationOptions,
}: Partial<Pick<InitializeParams, 'capabilities' | 'initializationOptions'>>): Client {
  const { workspace, textDocument, window, general } = capabilities ?? {};
  const options: Partial<Record<string, unknown>> = isRecord(initializationOptions) ? initializationOptions : {};
  const item = textDocument?.completion?.completionItem;
  const tokens = textDocument?.semanticTokens;
  const operations: unknown = workspace?.workspaceEdit?.resourceOperations;
  return {
    encoding: names(general?.positionEncodings).find(isEncoding) ?? 'utf-16',
    pulls: textDocument?.diagnostic !== undefined,
    configures: workspace?.configuration === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    snippets: item?.snippetSupport === true,
    markup: {
      hover: markupIn(textDocument?.hover?.contentFormat),
      completion: markupIn(item?.documentationFormat),
      signature: markupIn(textDocument?.signatureHelp?.signatureInformation?.documentationFormat),
    },
    labelDetails: item?.labelDetailsSupport === true,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    tokensByRange: Boolean(tokens?.requests?.range),
    // VS Code names only the protocol's types, and colours others too if it is told how.
    legend: options.ownTokens === true ? OWN_LEGEND : legendFor(names(tokens?.tokenTypes), names(tokens?.tokenModifiers)),
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
    commands: new Set(names(options.commands)),
    readsFiles: options.readsFiles === true,
  };
}

const names = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const isEncoding = (name: string): name is Encoding => (ENCODINGS as readonly string[]).includes(name);
/** The first markup that both support; plain text, which every editor can show, for an editor that says nothing. */
const markupIn = (formats: unknown): Markup =>
  names(formats).find((one): one is Markup => one === 'markdown' || one === 'plaintext') ?? 'plaintext';
