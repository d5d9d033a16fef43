import type { Connection } from 'vscode-languageserver';
import type { SCHEMES } from './capabilities';

/** Read-only documents of one URI scheme, made by the server when an editor opens them (LSP 3.18, `workspace/textDocumentContent`). */
export interface Shelf {
  readonly scheme: (typeof SCHEMES)[keyof typeof SCHEMES];
  /** The text of a document; null if it cannot be made (any more). */
  text(uri: string): string | null | Promise<string | null>;
}

/** Serves every shelf: the protocol allows only one handler. */
export function virtualDocuments(connection: Connection, shelves: readonly Shelf[]): void {
  connection.workspace.textDocumentContent.on(async ({ uri }) => {
    const shelf = shelves.find(({ scheme }) => uri.startsWith(`${scheme}:`));
    return { text: (await shelf?.text(uri)) ?? '' };
  });
}

/** A URI of a shelf: `title` is what an editor shows in the tab, `about` what the document is made from. */
export function shelfUri(scheme: string, title: string, about: Readonly<Record<string, string | number>>): string {
  return `${scheme}:/${encodeURIComponent(title)}?${encodeURIComponent(JSON.stringify(about))}`;
}

/** The `about` of a URI made by `shelfUri`, even if an editor escaped more or less of it. Null for anything else. */
export function aboutOf(uri: string): Readonly<Record<string, unknown>> | null {
  const at = uri.indexOf('?');
  if (at < 0) return null;
  try {
    const about: unknown = JSON.parse(decodeURIComponent(uri.slice(at + 1).split('#', 1)[0]));
    return typeof about === 'object' && about !== null && !Array.isArray(about) ? Object.fromEntries(Object.entries(about)) : null;
  } catch {
    return null;
  }
}

/** The last part of a URI, as people know a file. */
export function nameOf(uri: string): string {
  const last = uri.split(/[?#]/, 1)[0].split('/').pop() ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
