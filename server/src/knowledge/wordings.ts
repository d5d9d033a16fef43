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
