import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { gateOf } from '../analysis/gate';
import type { Client } from './client';
import type { Documents, OpenDocument } from './documents';
import type { Folders } from './folders';
import type { Settings } from './settings';
import type { SettingsStore } from './settings-store';
import { inSlices } from './slices';

/** What the features of one connection share. */
export class Served {
  /** First line (from 0) of what an editor last showed of a document, as far as its questions tell. */
  readonly screens = new Map<string, number>();
  private readonly watching: ((uri: string, line: number) => void)[] = [];

  constructor(
    readonly connection: Connection,
    readonly documents: Documents,
    readonly settings: SettingsStore,
    readonly folders: Folders,
    readonly client: () => Client,
    /** Writes a page into a file of its own and gives its URI; null where the process has no files. */
    readonly writePage: ((name: string, text: string) => Promise<string>) | null,
  ) {
    documents.onClose((uri) => void this.screens.delete(uri));
  }

  /** The editor shows a document from this line (from 0) on. */
  shown(uri: string, line: number): void {
    this.screens.set(uri, line);
    for (const listener of this.watching) listener(uri, line);
  }

  onScreen(listener: (uri: string, line: number) => void): void {
    this.watching.push(listener);
  }

  /**
   * Answers for an open document with the settings that hold for it; `none` for a document that is not open. No secret of the document is in
   * what people read of the answer.
   */
  on<T>(uri: string, none: T, make: (document: OpenDocument, settings: Settings) => T | Promise<T>): Promise<T> {
    return this.bare(uri, none, async (document, settings) => gateOf(document.analysis).within(await make(document, settings)));
  }

  /** The same for an answer that passes the gate piece by piece as it is made. */
  async bare<T>(uri: string, none: T, make: (document: OpenDocument, settings: Settings) => T | Promise<T>): Promise<T> {
    if (!this.settings.isReady(uri)) await this.settings.ready(uri);
    const document = this.documents.get(uri);
    return document ? make(document, this.settings.of(uri)) : none;
  }

  /**
   * Runs what may take long in slices. Fails with ContentModified where the document changed meanwhile, and with RequestCancelled where the
   * editor no longer wants the answer.
   */
  async run<T>(document: OpenDocument, steps: Generator<void, T>, token: CancellationToken): Promise<T> {
    const { uri } = document;
    const box = await inSlices(boxed(steps), () => token.isCancellationRequested || this.documents.get(uri) !== document);
    if (box) return box.value;
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled');
    throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed meanwhile');
  }
}

function* boxed<T>(steps: Generator<void, T>): Generator<unknown, { readonly value: T }> {
  return { value: yield* steps };
}
