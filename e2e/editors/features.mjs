const has = (part) => (part ? 'yes' : '–');

/** The rows of "What works where" in docs/features.md: what an editor shows, by the capabilities with which its client greets the server. */
export const FEATURES = [
  ['Findings', ({ textDocument: { publishDiagnostics, diagnostic } }) => has(publishDiagnostics || diagnostic)],
  ['Findings of files that are not open', ({ textDocument }) => has(textDocument.diagnostic)],
  ['Hover', ({ textDocument: { hover } }) => (hover ? (hover.contentFormat?.[0] === 'markdown' ? 'Markdown' : 'plain text') : '–')],
  ['Fixes', ({ textDocument }) => has(textDocument.codeAction)],
  [
    'Outline',
    ({ textDocument: { documentSymbol } }) => (documentSymbol ? (documentSymbol.hierarchicalDocumentSymbolSupport ? 'tree' : 'list') : '–'),
  ],
  ['Colours (semantic tokens)', ({ textDocument }) => has(textDocument.semanticTokens)],
  ['Words beside codes (inlay hints)', ({ textDocument }) => has(textDocument.inlayHint)],
  ['How it came out (code lens)', ({ textDocument }) => has(textDocument.codeLens)],
  ['Completion', ({ textDocument }) => has(textDocument.completion)],
  ['Signature help', ({ textDocument }) => has(textDocument.signatureHelp)],
  ['Go to definition', ({ textDocument }) => has(textDocument.definition)],
  ['Find references', ({ textDocument }) => has(textDocument.references)],
  ['Highlights of a pair', ({ textDocument }) => has(textDocument.documentHighlight)],
  ['Symbols of all open documents', ({ workspace }) => has(workspace.symbol)],
  ['Folding', ({ textDocument }) => has(textDocument.foldingRange)],
  ['Selections that grow', ({ textDocument }) => has(textDocument.selectionRange)],
  ['Links', ({ textDocument }) => has(textDocument.documentLink)],
  ['Formatting', ({ textDocument }) => has(textDocument.formatting)],
  ['Formatting while typing', ({ textDocument }) => has(textDocument.onTypeFormatting)],
  ['Story, summary, causes, picture, redacted copy, rule page', ({ window }) => (window?.showDocument?.support ? 'opened' : 'by command')],
];

/** The column of an editor, from the bytes that its client sent: its first message is `initialize`. */
export function columnOf(sent) {
  const begin = sent.indexOf('\r\n\r\n') + 4;
  const { length } = /Content-Length: (?<length>\d+)/i.exec(sent.subarray(0, begin).toString())?.groups ?? {};
  const { capabilities } = JSON.parse(sent.subarray(begin, begin + Number(length)).toString()).params;
  const { textDocument = {}, workspace = {}, window } = capabilities;
  return FEATURES.map(([, cell]) => cell({ textDocument, workspace, window }));
}

/** "What works where" of docs/features.md: the labels of its rows, and its columns by their heads. */
export function tableIn(page) {
  const section = page.split(/^## /m).find((one) => one.startsWith('What works where')) ?? '';
  const rows = [...section.matchAll(/^\| (.*) \|$/gm)].map(([, row]) => row.split(' | '));
  const [head = [], , ...body] = rows;
  return {
    labels: body.map(([label]) => label),
    columns: new Map(head.slice(1).map((name, n) => [name, body.map((row) => row[n + 1])])),
  };
}
