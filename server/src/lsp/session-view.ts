import { CancellationToken } from 'vscode-languageserver';
import type { Ladder } from '../features/ladder';
import { ladder } from '../features/ladder';
import { storyLadder } from '../features/story-ladder';
import type { OpenDocument } from './documents';
import type { Served } from './served';

/** What a view asks for: the session at a line (from 0), in a log the message; otherwise the nearest session before it, or the first. */
export interface SessionViewParams {
  readonly uri: string;
  readonly line: number;
}

/** `smtpLens/session`: the drawing of a session, with its first line and the document's version; null if there is none. */
export type SessionViewResult = (Ladder & { readonly line: number; readonly version: number }) | null;

/** Serves a request of our own: the protocol has none for drawings. */
export function sessionView(served: Served): void {
  served.connection.onRequest('smtpLens/session', ({ uri, line }: SessionViewParams, token) => drawing(served, uri, line, token));
}

/** The drawing for a line (from 0) of an open document. */
export const drawing = (served: Served, uri: string, line: number, token = CancellationToken.None): Promise<SessionViewResult> =>
  served.on<SessionViewResult>(uri, null, async (document) => {
    const { analysis, version } = document;
    const story = analysis.sessionsAt(line).length > 0 ? null : await served.run(document, storyLadder(analysis, line), token);
    return story ? { ...story, version } : nearest(document, line);
  });

function nearest({ analysis, version }: OpenDocument, line: number): SessionViewResult {
  let best = analysis.sessionsAt(line)[0];
  if (!best) {
    for (const placed of analysis.sessions()) {
      if (best && placed.start + placed.session.firstLine > line) break;
      best = placed;
    }
  }
  return best ? { ...ladder(best), line: best.start + best.session.firstLine, version } : null;
}
