import type { Text } from '@codemirror/state';
import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { LineEdit } from '../analysis/analysis';
import { Analysis } from '../analysis/analysis';
import type { Hints } from '../session/reading/recognise';
import { splitEditorText, textOf } from '../text/lines';
import { type Encoding, utf16Of } from './encoding';

/** An open document. A change makes another object: a slow request can thereby see that it was overtaken. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly analysis: Analysis;
  /** Whether somebody has typed in it. */
  readonly edited?: true;
}

/** The open documents, kept in step with the editor edit by edit. */
export class Documents {
  private readonly open = new Map<string, OpenDocument>();
  private readonly ignored = new Set<string>();
  private readonly opening: ((uri: string) => void)[] = [];
  private readonly closing: ((uri: string) => void)[] = [];

  /**
   * `changed`: a document was opened, edited or read again. `formatOf`: the format in which to read a document, or `auto`. `encoding`: how
   * the editor counts.
   */
  constructor(
    private readonly changed: (document: OpenDocument) => void,
    private readonly formatOf: (uri: string) => string,
    private readonly encoding: () => Encoding,
  ) {}

  /** Marks a document that is not to be read when it is opened. */
  ignore(uri: string): void {
    this.ignored.add(uri);
  }

  get(uri: string): OpenDocument | undefined {
    return this.open.get(uri);
  }

  all(): Iterable<OpenDocument> {
    return this.open.values();
  }

  uris(): string[] {
    return [...this.open.keys()];
  }

  /** Calls `listener` before a document is read. A connection allows one listener per notification: others register here. */
  onOpen(listener: (uri: string) => void): void {
    this.opening.push(listener);
  }

  onClose(listener: (uri: string) => void): void {
    this.closing.push(listener);
  }

  /** Reads a document again if the user now names another format; returns whether it did. */
  reread(uri: string): boolean {
    const document = this.open.get(uri);
    if (!document) return false;
    const hints = this.hints(uri, document.languageId);
    if (hints.format === document.analysis.hints.format) return false;
    this.put({ ...document, analysis: Analysis.of(document.analysis.text, hints) });
    return true;
  }

  listen(connection: Connection): void {
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      if (this.ignored.has(uri)) return;
      for (const listener of this.opening) listener(uri);
      const lines = splitEditorText(String(text ?? ''));
      this.put({ uri, languageId, version, analysis: Analysis.of(textOf(lines), this.hints(uri, languageId), lines) });
    });
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
      const before = this.open.get(textDocument.uri);
      if (!before) return;
      let { analysis } = before;
      for (const change of contentChanges) analysis = changedBy(analysis, change, this.encoding());
      this.put({ ...before, version: textDocument.version, analysis, edited: true });
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.open.delete(uri);
      for (const listener of this.closing) listener(uri);
    });
  }

  private hints(uri: string, languageId: string): Hints {
    const format = this.formatOf(uri);
    return { format: format === 'auto' ? undefined : format, explicit: languageId === 'smtp' };
  }

  private put(document: OpenDocument): void {
    this.open.set(document.uri, document);
    this.changed(document);
  }
}

/** Applies one change of LSP's incremental synchronisation; positions outside the text, or missing ones, are moved to its edges. */
export function changedBy(analysis: Analysis, change: TextDocumentContentChangeEvent, encoding: Encoding = 'utf-16'): Analysis {
  const lines = splitEditorText(String(change.text ?? ''));
  if (!('range' in change) || !change.range) return Analysis.of(textOf(lines), analysis.hints, lines);
  const { text } = analysis;
  const { start, end } = change.range;
  const from = offsetAt(text, start, encoding);
  const to = Math.max(from, offsetAt(text, end, encoding));
  const first = text.lineAt(from).number - 1;
  const last = text.lineAt(to).number - 1;
  const edit: LineEdit = { from: first, to: last + 1, inserted: lines.length };
  return analysis.edited(text.replace(from, to, textOf(lines)), edit);
}

function offsetAt(text: Text, position: { readonly line: number; readonly character: number } | undefined, encoding: Encoding): number {
  const line = Math.trunc(Number(position?.line)) || 0;
  if (line < 0) return 0;
  if (line >= text.lines) return text.length;
  const at = text.line(line + 1);
  return Math.min(at.to, at.from + utf16Of(at.text, Math.max(0, Math.trunc(Number(position?.character)) || 0), encoding));
}
