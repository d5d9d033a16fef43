import type { Text } from '@codemirror/state';
import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { LineEdit } from '../analysis/analysis';
import { Analysis } from '../analysis/analysis';
import type { Hints } from '../session/recognise';
import { splitEditorText, textOf } from '../text/lines';

/** An open document. A change makes another object, so that a slow request can see that it was overtaken. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly analysis: Analysis;
}

/** The open documents, kept in step with the editor edit by edit. */
export class Documents {
  private readonly open = new Map<string, OpenDocument>();
  private readonly closing: ((uri: string) => void)[] = [];
  private format = 'auto';

  constructor(private readonly changed: (document: OpenDocument) => void) {}

  get(uri: string): OpenDocument | undefined {
    return this.open.get(uri);
  }

  all(): Iterable<OpenDocument> {
    return this.open.values();
  }

  /** A connection has room for one listener of a notification: whoever keeps something for a document asks here. */
  onClose(listener: (uri: string) => void): void {
    this.closing.push(listener);
  }

  /** Reads every document again when the user names another format. */
  setFormat(format: string): void {
    if (format === this.format) return;
    this.format = format;
    for (const document of this.open.values()) {
      this.put({ ...document, analysis: Analysis.of(document.analysis.text, this.hints(document.languageId)) });
    }
  }

  listen(connection: Connection): void {
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      this.put({ uri, languageId, version, analysis: Analysis.of(textOf(splitEditorText(text)), this.hints(languageId)) });
    });
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
      const before = this.open.get(textDocument.uri);
      if (!before) return;
      let { analysis } = before;
      for (const change of contentChanges) analysis = changedBy(analysis, change);
      this.put({ ...before, version: textDocument.version, analysis });
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.open.delete(uri);
      for (const listener of this.closing) listener(uri);
    });
  }

  private hints(languageId: string): Hints {
    return { format: this.format === 'auto' ? undefined : this.format, explicit: languageId === 'smtp' };
  }

  private put(document: OpenDocument): void {
    this.open.set(document.uri, document);
    this.changed(document);
  }
}

/** Applies one change of LSP's incremental synchronisation; positions outside the text are drawn to its edges. */
export function changedBy(analysis: Analysis, change: TextDocumentContentChangeEvent): Analysis {
  const lines = splitEditorText(change.text);
  if (!('range' in change)) return Analysis.of(textOf(lines), analysis.hints);
  const { text } = analysis;
  const { start, end } = change.range;
  const from = offsetAt(text, start.line, start.character);
  const to = Math.max(from, offsetAt(text, end.line, end.character));
  const first = text.lineAt(from).number - 1;
  const last = text.lineAt(to).number - 1;
  const edit: LineEdit = { from: first, to: last + 1, inserted: lines.length };
  return analysis.edited(text.replace(from, to, textOf(lines)), edit);
}

function offsetAt(text: Text, line: number, character: number): number {
  if (line < 0) return 0;
  if (line >= text.lines) return text.length;
  const at = text.line(line + 1);
  return Math.min(at.to, at.from + Math.max(0, character));
}
