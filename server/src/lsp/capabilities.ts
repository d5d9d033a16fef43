import type { InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../analysis/legend';
import { type Client, clientOf } from './client';

/** A code action of ours that mends everything in a document; editors may run it when they save. */
export const FIX_ALL = 'source.fixAll.smtp-lens';
/** Opens the page of a rule, for editors that have no command of their own for it. */
export const EXPLAIN = 'smtpLens.server.explainRule';
/** Schemes of the documents that the server makes. */
export const SCHEMES = { log: 'smtp-lens-log', rules: 'smtp-lens-doc', redacted: 'smtp-lens-redacted' } as const;

/**
 * The answer to `initialize`. This file imports nothing that is large: the answer is given before the rest of the server is loaded.
 * `params` is what an editor sent; whatever is missing or odd in it counts as no.
 */
export function answerTo(params: Partial<InitializeParams>, version: string): InitializeResult {
  const client = clientOf({ capabilities: params.capabilities ?? {}, initializationOptions: params.initializationOptions });
  return { serverInfo: { name: 'smtp-lens', version }, capabilities: capabilitiesOf(client) };
}

/** What the server can do for a client; the numbers are LSP's. */
function capabilitiesOf(client: Client): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: 2 },
    diagnosticProvider: client.pulls ? { identifier: 'smtp', interFileDependencies: false, workspaceDiagnostics: false } : undefined,
    hoverProvider: true,
    documentSymbolProvider: { label: 'SMTP' },
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    codeLensProvider: {},
    inlayHintProvider: true,
    definitionProvider: true,
    documentHighlightProvider: true,
    referencesProvider: true,
    documentLinkProvider: { resolveProvider: false },
    workspaceSymbolProvider: true,
    completionProvider: { triggerCharacters: [' ', ':', '-', '='], resolveProvider: true },
    signatureHelpProvider: { triggerCharacters: [' ', ':'], retriggerCharacters: ['>', '='] },
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: [':'] },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
    executeCommandProvider: { commands: [EXPLAIN] },
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      textDocumentContent: { schemes: Object.values(SCHEMES) },
    },
  };
}
