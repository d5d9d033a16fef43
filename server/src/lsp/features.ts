import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import { hover } from '../features/hover';
import type { Documents } from './documents';
import type { Settings } from './settings';

/** Connects the features, a few lines each; returns what the server can do. */
export function features(connection: Connection, documents: Documents, settings: () => Settings): ServerCapabilities {
  connection.onHover(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    const found = document && settings().hover ? hover(document.analysis, position, settings()) : null;
    if (!found) return null;
    const { line, from, to } = found.range;
    return { contents: { kind: 'markdown', value: found.contents }, range: { start: { line, character: from }, end: { line, character: to } } };
  });
  return { hoverProvider: true };
}
