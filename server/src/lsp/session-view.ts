import type { Connection } from 'vscode-languageserver';
import type { Ladder } from '../features/ladder';
import { ladder } from '../features/ladder';
import type { Documents } from './documents';

/** What a view asks for: the session at a line (from 0), or else the nearest one before it, or the first. */
export interface SessionViewParams {
  readonly uri: string;
  readonly line: number;
}

/** `smtpLens/session`: the drawing of a session, with its first line and the document's version; null where there is none. */
export type SessionViewResult = (Ladder & { readonly line: number; readonly version: number }) | null;

/** Answers the one request that is not LSP's own: a drawing has no place in the protocol. */
export function sessionView(connection: Connection, documents: Documents): void {
  connection.onRequest('smtpLens/session', ({ uri, line }: SessionViewParams): SessionViewResult => {
    const document = documents.get(uri);
    if (!document) return null;
    const { analysis } = document;
    let best = analysis.sessionsAt(line)[0];
    if (!best) {
      for (const placed of analysis.sessions()) {
        if (best && placed.start + placed.session.firstLine > line) break;
        best = placed;
      }
    }
    return best ? { ...ladder(best), line: best.start + best.session.firstLine, version: document.version } : null;
  });
}
