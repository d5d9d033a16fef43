import {
  LSPErrorCodes,
  ResponseError,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SemanticTokensEdit,
} from 'vscode-languageserver';
import { type Token, tokens } from '../features/tokens';
import type { OpenDocument } from './documents';
import { countedIn } from './encoding';
import type { Served } from './served';
import { encoded } from './token-legend';
import { pause } from './traffic';

/**
 * Documents with more lines get tokens only for the visible lines, if the editor can ask for those: sending all of them would take too
 * long. Answering the request for all with an error (and not with an empty result) makes editors continue with ranges.
 */
const MOST_LINES = 30_000;
/** Lines between two pauses. */
const STEP = 1000;

/** Serves semantic tokens: whole, what changed since, and a range. */
export function semanticTokens(served: Served): void {
  const { connection, documents } = served;
  /** What was last sent for a document: only changes are sent after that. */
  const sent = new Map<string, { id: string; data: number[] }>();
  let next = 1;
  const numbers = ({ analysis: { lines } }: OpenDocument, found: readonly Token[]): number[] => {
    const { encoding, legend } = served.client();
    if (encoding === 'utf-16') return encoded(found, legend);
    const counted = found.map((token) => {
      const text = lines.line(token.line);
      return { ...token, from: countedIn(text, token.from, encoding), to: countedIn(text, token.to, encoding) };
    });
    return encoded(counted, legend);
  };
  const whole = async (uri: string, token: { isCancellationRequested: boolean }): Promise<SemanticTokens> => {
    const document = documents.get(uri);
    if (!document) return { data: [] };
    if (document.analysis.lines.count > MOST_LINES && served.client().tokensByRange)
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'busy: so long a document has tokens by range only');
    const found = [];
    for (let from = 0; from < document.analysis.lines.count; from += STEP) {
      for (const one of tokens(document.analysis, from, from + STEP)) found.push(one);
      await pause();
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled');
      if (documents.get(uri) !== document) throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed meanwhile');
    }
    const data = numbers(document, found);
    const resultId = String(next++);
    sent.set(uri, { id: resultId, data });
    return { resultId, data };
  };
  connection.languages.semanticTokens.on(({ textDocument }, token) => whole(textDocument.uri, token));
  connection.languages.semanticTokens.onDelta(async ({ textDocument, previousResultId }, token) => {
    const before = sent.get(textDocument.uri);
    const { resultId, data } = await whole(textDocument.uri, token);
    if (before?.id !== previousResultId) return { resultId, data };
    return { resultId, edits: difference(before.data, data) } satisfies SemanticTokensDelta;
  });
  connection.languages.semanticTokens.onRange(({ textDocument, range }) => {
    const document = documents.get(textDocument.uri);
    if (document) served.shown(textDocument.uri, range.start.line);
    return { data: document ? numbers(document, tokens(document.analysis, range.start.line, range.end.line + 1)) : [] };
  });
  documents.onClose((uri) => void sent.delete(uri));
}

/** One edit: what is between the common beginning and the common end. */
function difference(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return [];
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [{ start, deleteCount: before.length - start - end, data: after.slice(start, after.length - end) }];
}
