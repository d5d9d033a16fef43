import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import { definitions, pairAt } from '../features/pair';
import { folds } from '../features/folding';
import { hints } from '../features/hints';
import { hover } from '../features/hover';
import { lenses } from '../features/lens';
import { selections } from '../features/selection';
import { symbols } from '../features/symbols';
import type { Range } from '../text/range';
import { rangeOf } from '../text/range';
import type { Documents, OpenDocument } from './documents';
import { semanticTokens } from './semantic-tokens';
import { sessionView } from './session-view';
import type { Settings } from './settings';

/** Connects the features, a few lines each; returns what the server can do. */
export function features(connection: Connection, documents: Documents, settings: () => Settings): ServerCapabilities {
  const on = <T>(uri: string, none: T, make: (document: OpenDocument) => T): T => {
    const document = documents.get(uri);
    return document ? make(document) : none;
  };

  connection.onHover(({ textDocument, position }) =>
    on(textDocument.uri, null, ({ analysis }) => {
      const found = settings().hover ? hover(analysis, position, settings()) : null;
      return found && { contents: { kind: 'markdown' as const, value: found.contents }, range: rangeOf(found.range) };
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) => on(textDocument.uri, [], ({ analysis }) => symbols(analysis)));
  connection.onFoldingRanges(({ textDocument }) => on(textDocument.uri, [], ({ analysis }) => folds(analysis)));
  connection.onSelectionRanges(({ textDocument, positions }) =>
    on(textDocument.uri, null, ({ analysis }) => positions.map((position) => nested(selections(analysis, position), { start: position, end: position }))),
  );
  connection.onDefinition(({ textDocument, position }) => on(textDocument.uri, null, ({ uri, analysis }) => definitions(analysis, position).map((range) => ({ uri, range }))));
  connection.onDocumentHighlight(({ textDocument, position }) =>
    on(textDocument.uri, null, ({ analysis }) => {
      const pair = pairAt(analysis, position);
      return pair && [...(pair.command ? [pair.command] : []), ...pair.replies].map((range) => ({ range }));
    }),
  );
  connection.onCodeLens(({ textDocument }) =>
    on(textDocument.uri, null, ({ analysis }) => (settings().codeLens ? lenses(analysis).map(({ range, title }) => ({ range, command: { title, command: '' } })) : [])),
  );
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    on(textDocument.uri, null, ({ analysis }) => hints(analysis, range.start.line, range.end.line + 1, settings().inlayHints).map((hint) => ({ ...hint, paddingLeft: true }))),
  );

  sessionView(connection, documents);

  return {
    hoverProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    definitionProvider: true,
    documentHighlightProvider: true,
    codeLensProvider: {},
    inlayHintProvider: true,
    ...semanticTokens(connection, documents),
  };
}

/** LSP's selection ranges point at their parent. */
function nested(ranges: readonly Range[], smallest: Range): { range: Range; parent?: { range: Range } } {
  let parent: { range: Range } | undefined;
  for (const range of [...ranges].reverse()) parent = parent ? { range, parent } as { range: Range } : { range };
  return parent ?? { range: smallest };
}
