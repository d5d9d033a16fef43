import { needlesOf } from './needle';
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

interface Entry {
  readonly row: Wording;
  /** Literals of which a text must contain one before the pattern is worth a try; empty: any text. */
  readonly needles: readonly string[];
}

let entries: readonly Entry[] | undefined;

/**
 * The rows whose words stand in `text` (single-spaced, without codes), in the order of the table. `fits` is asked before a pattern is tried:
 * it is the cheaper question. Linear in the length of the text, which the caller bounds.
 */
export function* wordingsIn(text: string, fits: (row: Wording) => boolean = () => true): Generator<Wording> {
  entries ??= wordings.map((row) => ({ row, needles: needlesOf(row.said) }));
  const lower = text.toLowerCase();
  for (const { row, needles } of entries) {
    if (!fits(row) || (needles.length > 0 && !needles.some((needle) => lower.includes(needle)))) continue;
    if (row.said.test(text)) yield row;
  }
}

/** Whether a text has words that mail servers say when they refuse. */
export const isServerWording = (text: string): boolean => !wordingsIn(text).next().done;
