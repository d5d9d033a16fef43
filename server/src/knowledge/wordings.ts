import { needlesOf } from './needle';
import { NeedleIndex } from './needle-index';
import { clientWordings } from './wordings/client';
import { fieldWordings } from './wordings/field';
import { messageWordings } from './wordings/message';
import { partyWordings } from './wordings/party';
import { recipientWordings } from './wordings/recipient';
import { senderWordings } from './wordings/sender';
import { serverWordings, vagueWordings } from './wordings/server';
import { sessionWordings } from './wordings/session';
import type { Wording } from './wordings/wording';

export type { Wording } from './wordings/wording';

/**
 * The one table of wordings that many servers share, in the order in which it is tried: the most precise cause first, what
 * says little last. It is never asked about replies of success.
 */
export const wordings: readonly Wording[] = [
  ...partyWordings,
  ...sessionWordings,
  ...clientWordings,
  ...senderWordings,
  ...recipientWordings,
  ...messageWordings,
  ...serverWordings,
  ...fieldWordings,
  ...vagueWordings,
];

let index: NeedleIndex | undefined;

/**
 * The rows whose words `text` contains (single-spaced, without codes), in the order of the table. `fits` is asked before a pattern is tried:
 * it is the cheaper question. Linear in the length of the text, which the caller bounds.
 */
export function* wordingsIn(text: string, fits: (row: Wording) => boolean = () => true): Generator<Wording> {
  index ??= new NeedleIndex(wordings.map(({ said }) => needlesOf(said)));
  for (const rank of index.in(text.toLowerCase())) {
    const row = wordings[rank];
    if (fits(row) && row.said.test(text)) yield row;
  }
}

/** Whether a text contains words with which mail servers refuse. */
export const isServerWording = (text: string): boolean => !wordingsIn(text).next().done;
