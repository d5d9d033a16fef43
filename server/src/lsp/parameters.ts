import type { InitializeParams, Position, Range } from 'vscode-languageserver';
import { isRecord } from './record';

type Params = Readonly<Record<string, unknown>>;
/** What is wrong with one parameter; null for nothing. */
type Check = (params: Params) => string | null;

const isString = (value: unknown): value is string => typeof value === 'string';
const isNone = (value: unknown): boolean => value === undefined || value === null;
const isListOf = (value: unknown, is: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(is);
/** A count in LSP's sense (`uinteger`). The library's own test accepts fractions. */
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
const isPosition = (value: unknown): value is Position => isRecord(value) && isCount(value.line) && isCount(value.character);
const isRange = (value: unknown): value is Range => isRecord(value) && isPosition(value.start) && isPosition(value.end);
const isForwards = (value: unknown): boolean =>
  isRange(value) &&
  (value.start.line < value.end.line || (value.start.line === value.end.line && value.start.character <= value.end.character));
const hasUri = (value: unknown): boolean => isRecord(value) && isString(value.uri);

/** `key` must satisfy `is`. */
const must =
  (key: string, is: (value: unknown) => boolean): Check =>
  (params) =>
    is(params[key]) ? null : `${key} is missing or malformed`;
/** `key` may be missing or null. */
const may = (key: string, is: (value: unknown) => boolean): Check => must(key, (value) => isNone(value) || is(value));

const DOCUMENT = must('textDocument', hasUri);
const URI = must('uri', isString);
const AT = must('position', isPosition);
const WITHIN = must('range', isForwards);
/** No editor has more carets than this. */
const MOST_POSITIONS = 10_000;

/** What each request must contain. A request without a row here is not served. */
const REQUESTS: Readonly<Record<string, readonly Check[]>> = {
  initialize: [],
  shutdown: [],
  'textDocument/hover': [DOCUMENT, AT],
  'textDocument/definition': [DOCUMENT, AT],
  'textDocument/references': [DOCUMENT, AT],
  'textDocument/documentHighlight': [DOCUMENT, AT],
  'textDocument/completion': [DOCUMENT, AT],
  'textDocument/signatureHelp': [DOCUMENT, AT],
  'textDocument/onTypeFormatting': [DOCUMENT, AT, must('ch', isString)],
  'textDocument/documentSymbol': [DOCUMENT],
  'textDocument/foldingRange': [DOCUMENT],
  'textDocument/codeLens': [DOCUMENT],
  'textDocument/documentLink': [DOCUMENT],
  'textDocument/formatting': [DOCUMENT],
  'textDocument/rangeFormatting': [DOCUMENT, WITHIN],
  'textDocument/inlayHint': [DOCUMENT, WITHIN],
  'textDocument/selectionRange': [
    DOCUMENT,
    must('positions', (value) => isListOf(value, isPosition) && (value as unknown[]).length <= MOST_POSITIONS),
  ],
  'textDocument/codeAction': [
    DOCUMENT,
    WITHIN,
    must('context', (value) => isRecord(value) && (isNone(value.only) || isListOf(value.only, isString))),
  ],
  'textDocument/diagnostic': [DOCUMENT, may('previousResultId', isString)],
  'textDocument/semanticTokens/full': [DOCUMENT],
  'textDocument/semanticTokens/full/delta': [DOCUMENT, must('previousResultId', isString)],
  'textDocument/semanticTokens/range': [DOCUMENT, WITHIN],
  'completionItem/resolve': [must('label', isString)],
  'workspace/diagnostic': [
    must('previousResultIds', (value) => isListOf(value, (one) => hasUri(one) && isRecord(one) && isString(one.value))),
  ],
  'workspace/symbol': [must('query', isString)],
  'workspace/executeCommand': [must('command', isString), may('arguments', Array.isArray)],
  'workspace/textDocumentContent': [URI],
  'smtpLens/session': [URI, must('line', isCount)],
  'smtpLens/status': [URI],
  'smtpLens/summary': [URI],
  'smtpLens/story': [URI, may('position', isPosition)],
  'smtpLens/why': [URI, may('range', isForwards), may('text', isString)],
  'smtpLens/redact': [URI, may('range', isForwards), may('position', isPosition)],
};

/** An edit is moved to the edges of the text wherever it points: ignoring it would lose the document. */
const isPlace = (value: unknown): boolean =>
  isRecord(value) && Number.isFinite(Number(value.line ?? Number.NaN)) && Number.isFinite(Number(value.character ?? Number.NaN));
const isChange = (value: unknown): boolean =>
  isRecord(value) &&
  isString(value.text) &&
  (isNone(value.range) || (isRecord(value.range) && isPlace(value.range.start) && isPlace(value.range.end)));

/** What each notification must contain. One that has no row, or other parameters, is dropped: no one waits for an answer. */
const NOTIFICATIONS: Readonly<Record<string, readonly Check[]>> = {
  initialized: [],
  exit: [],
  '$/setTrace': [must('value', isString)],
  '$/cancelRequest': [must('id', (value) => isString(value) || typeof value === 'number')],
  'textDocument/didOpen': [must('textDocument', (value) => hasUri(value) && isRecord(value) && isString(value.text))],
  'textDocument/didChange': [DOCUMENT, must('contentChanges', (value) => isListOf(value, isChange))],
  'textDocument/didClose': [DOCUMENT],
  'workspace/didChangeConfiguration': [],
  'workspace/didChangeWatchedFiles': [must('changes', (value) => isListOf(value, hasUri))],
  'workspace/didChangeWorkspaceFolders': [
    must('event', (value) => isRecord(value) && isListOf(value.added, hasUri) && isListOf(value.removed, hasUri)),
  ],
};

/**
 * What is wrong with the parameters of a request or a notification, in words that quote nothing from them; null if nothing is, undefined
 * for a method that is not served.
 */
export function wrongParameters(kind: 'request' | 'notification', method: string, params: unknown): string | null | undefined {
  const table = kind === 'request' ? REQUESTS : NOTIFICATIONS;
  if (!Object.hasOwn(table, method)) return undefined;
  const checks = table[method];
  if (checks.length === 0) return null;
  if (!isRecord(params)) return 'the parameters must be an object';
  for (const check of checks) {
    const wrong = check(params);
    if (wrong !== null) return wrong;
  }
  return null;
}

/**
 * The parameters for the handlers. Progress is not reported: an editor's token for it would be kept forever. Parameters that are not an
 * object become an empty one.
 */
export function servedParameters(method: string, params: unknown): object {
  if (method === 'initialize') return greeting(params);
  if (!isRecord(params)) return {};
  const { workDoneToken, partialResultToken, ...rest } = params;
  return rest;
}

/** `initialize` without anything odd in it: an editor that errs in a detail is served nevertheless. */
export function greeting(params: unknown): InitializeParams {
  const { capabilities, initializationOptions, locale, processId, rootUri, workspaceFolders } = isRecord(params) ? params : {};
  const folders = Array.isArray(workspaceFolders) ? workspaceFolders.filter(hasUri) : null;
  return {
    capabilities: isRecord(capabilities) ? Object.fromEntries(Object.entries(capabilities).filter(([, section]) => isRecord(section))) : {},
    initializationOptions,
    locale: isString(locale) ? locale.slice(0, 100) : undefined,
    processId: Number.isSafeInteger(processId) && Number(processId) > 0 ? Number(processId) : null,
    rootUri: isString(rootUri) ? rootUri : null,
    workspaceFolders: folders,
  };
}
