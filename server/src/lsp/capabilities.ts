import type { InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { type Client, clientOf } from './client';

/** The code action that fixes everything in a document; editors may run it on save. */
export const FIX_ALL = 'source.fixAll.smtp-lens';

/** The commands of the server, for every editor: `workspace/executeCommand` with one object. docs/editors.md describes them. */
export const COMMANDS = {
  why: 'smtpLens.server.why',
  story: 'smtpLens.server.story',
  summary: 'smtpLens.server.summary',
  ladder: 'smtpLens.server.ladder',
  redact: 'smtpLens.server.redact',
  explainRule: 'smtpLens.server.explainRule',
  tool: 'smtpLens.server.tool',
} as const;

/** Schemes of the documents that the server makes. */
export const SCHEMES = { log: 'smtp-lens-log', rules: 'smtp-lens-doc', redacted: 'smtp-lens-redacted' } as const;

/**
 * The answer to `initialize`. This file imports nothing large: the answer is given before the rest of the server is loaded. `params` is
 * what an editor sent; anything missing or odd in it counts as no. `readsFolders`: the server can read files that are not open.
 */
export function answerTo(params: Partial<InitializeParams>, version: string, readsFolders: boolean): InitializeResult {
  const client = clientOf(params);
  return { serverInfo: { name: 'smtp-lens', version }, capabilities: capabilitiesOf(client, readsFolders) };
}

/** What the server can do for a client; `workspaceDiagnostics`: also for files that are not open. The numbers are LSP's. */
function capabilitiesOf({ encoding, pulls, legend }: Client, workspaceDiagnostics: boolean): ServerCapabilities {
  return {
    positionEncoding: encoding,
    textDocumentSync: { openClose: true, change: 2 },
    diagnosticProvider: pulls ? { identifier: 'smtp', interFileDependencies: false, workspaceDiagnostics } : undefined,
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
    executeCommandProvider: { commands: Object.values(COMMANDS) },
    semanticTokensProvider: {
      legend: { tokenTypes: [...legend.tokenTypes], tokenModifiers: [...legend.tokenModifiers] },
      full: { delta: true },
      range: true,
    },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      textDocumentContent: { schemes: Object.values(SCHEMES) },
    },
  };
}
