import { type Status, status } from '../features/status';
import type { Served } from './served';

/** A client's question. */
export interface StatusParams {
  readonly uri: string;
}

/** `smtpLens/status`: what was seen in a document; null for one that is not open. */
export type StatusResult = Status | null;

/** Answers what an editor's status item shows: formats, sessions, findings. To be asked again when the document or its diagnostics change. */
export function statusRequest(served: Served): void {
  served.connection.onRequest(
    'smtpLens/status',
    ({ uri }: StatusParams, token): Promise<StatusResult> =>
      served.on(uri, null, (document, { diagnostics, judge }) =>
        served.run(document, status(document.analysis, diagnostics ? judge : null), token),
      ),
  );
}
