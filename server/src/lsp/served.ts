import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { gateOf } from '../analysis/gate';
import type { Client } from './client';
import type { Documents, OpenDocument } from './documents';
import type { Folders } from './folders';
import type { Settings } from './settings';
import type { SettingsStore } from './settings-store';
import { inSlices } from './slices';

/** When the screen is more than `MOVED` lines from those reported, and then stays for `REST` ms, the editor is asked to ask again. */
const MOVED = 200;
const REST = 150;

type Refresh = 'workspace/diagnostic/refresh' | 'workspace/codeLens/refresh';

/** What the features of one connection share. */
export class Served {
  /** First line (from 0) of the part of a document that an editor last showed, as far as its requests reveal it. */
  readonly screens = new Map<string, number>();
  private readonly centres = new Map<Refresh, Map<string, number>>();
  private readonly asking = new Map<Refresh, ReturnType<typeof setTimeout>>();

  constructor(
    readonly connection: Connection,
    readonly documents: Documents,
    readonly settings: SettingsStore,
    readonly folders: Folders,
    readonly client: () => Client,
    /** Writes a page to a file of its own and returns its URI; null if the process has no files. */
    readonly writePage: ((name: string, text: string) => Promise<string>) | null,
  ) {
    documents.onClose((uri) => {
      this.screens.delete(uri);
      for (const centres of this.centres.values()) centres.delete(uri);
    });
  }

  /** The first line (0-based) of a document that an editor shows; 0 if unknown. */
  screenOf(uri: string): number {
    return Math.trunc(Number(this.screens.get(uri))) || 0;
  }

  /** Notes that the editor shows a document from this line (0-based) on. */
  shown(uri: string, line: number): void {
    this.screens.set(uri, line);
    for (const [method, centres] of this.centres) {
      const centre = centres.get(uri);
      if (centre === undefined || Math.abs(line - centre) <= MOVED) continue;
      clearTimeout(this.asking.get(method));
      const ask = (): void => void this.connection.sendRequest(method).catch(() => undefined);
      this.asking.set(method, setTimeout(ask, REST));
    }
  }

  /**
   * Notes that an answer contained only what is around a line of a document (null: all of it). When the editor then shows lines far from there,
   * the request `method` makes it ask again.
   */
  toldAround(method: Refresh, uri: string, line: number | null): void {
    const centres = this.centres.get(method) ?? new Map<string, number>();
    this.centres.set(method, centres);
    if (line === null) centres.delete(uri);
    else centres.set(uri, line);
  }

  /**
   * Answers for an open document with its settings; `none` for a document that is not open. What people read of the answer contains no
   * secret of the document.
   */
  on<T>(uri: string, none: T, make: (document: OpenDocument, settings: Settings) => T | Promise<T>): Promise<T> {
    return this.bare(uri, none, async (document, settings) => gateOf(document.analysis).within(await make(document, settings)));
  }

  /** The same for an answer whose parts already pass the gate while it is made. */
  async bare<T>(uri: string, none: T, make: (document: OpenDocument, settings: Settings) => T | Promise<T>): Promise<T> {
    if (!this.settings.isReady(uri)) await this.settings.ready(uri);
    const document = this.documents.get(uri);
    return document ? make(document, this.settings.of(uri)) : none;
  }

  /**
   * Runs long work in slices. Fails with ContentModified if the document changed meanwhile, and with RequestCancelled if the editor no
   * longer wants the answer.
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
