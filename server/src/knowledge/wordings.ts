import { needlesOf } from './needle';
import { NeedleIndex } from './needle-index';
import { clientWordings } from './wordings/client';
import { messageWordings } from './wordings/message';
import { recipientWordings } from './wordings/recipient';
import { senderWordings } from './wordings/sender';
import { serverWordings } from './wordings/server';
import { sessionWordings } from './wordings/session';
import type { Wording } from './wordings/wording';

export type { Wording } from './wordings/wording';

/**
 * The one table of wordings that many servers share, in the order in which it is tried: what names its cause most precisely stands first, and
 * what tells little stands last. Replies of success are never asked for.
 */
export const wordings: readonly Wording[] = [
  ...sessionWordings,
  ...clientWordings,
  ...senderWordings,
  ...recipientWordings,
  ...messageWordings,
  ...serverWordings,
];

let index: NeedleIndex | undefined;

/**
 * The rows whose words stand in `text` (single-spaced, without codes), in the order of the table. `fits` is asked before a pattern is tried:
 * it is the cheaper question. Linear in the length of the text, which the caller bounds.
 */
export function* wordingsIn(text: string, fits: (row: Wording) => boolean = () => true): Generator<Wording> {
  index ??= new NeedleIndex(wordings.map(({ said }) => needlesOf(said)));
  for (const rank of index.in(text.toLowerCase())) {
    const row = wordings[rank];
    if (fits(row) && row.said.test(text)) yield row;
  }
}

/** Whether a text has words that mail servers say when they refuse. */
export const isServerWording = (text: string): boolean => !wordingsIn(text).next().done;
