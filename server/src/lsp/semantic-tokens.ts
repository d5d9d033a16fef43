import type { Connection, SemanticTokensDelta, SemanticTokensEdit, ServerCapabilities } from 'vscode-languageserver';
import { encoded, TOKEN_MODIFIERS, TOKEN_TYPES, tokens } from '../features/tokens';
import type { Documents } from './documents';

/** Serves semantic tokens: whole, what changed since, and a range. */
export function semanticTokens(connection: Connection, documents: Documents): ServerCapabilities {
  /** What was last sent for a document, to tell only what changed. */
  const sent = new Map<string, { id: string; data: number[] }>();
  let next = 1;
  const whole = (uri: string): { resultId: string; data: number[] } => {
    const document = documents.get(uri);
    const data = document ? encoded(tokens(document.analysis)) : [];
    const resultId = String(next++);
    sent.set(uri, { id: resultId, data });
    return { resultId, data };
  };
  connection.languages.semanticTokens.on(({ textDocument }) => whole(textDocument.uri));
  connection.languages.semanticTokens.onDelta(({ textDocument, previousResultId }) => {
    const before = sent.get(textDocument.uri);
    const { resultId, data } = whole(textDocument.uri);
    return before?.id === previousResultId
      ? ({ resultId, edits: difference(before.data, data) } satisfies SemanticTokensDelta)
      : { resultId, data };
  });
  connection.languages.semanticTokens.onRange(({ textDocument, range }) => {
    const document = documents.get(textDocument.uri);
    return { data: document ? encoded(tokens(document.analysis, range.start.line, range.end.line + 1)) : [] };
  });
  documents.onClose((uri) => void sent.delete(uri));
  return {
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
  };
}

/** One edit: what lies between the common beginning and the common end. */
function difference(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return [];
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [{ start, deleteCount: before.length - start - end, data: after.slice(start, after.length - end) }];
}
