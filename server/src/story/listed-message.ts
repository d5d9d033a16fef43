import type { Status } from '../formats/log';
import type { Kind } from '../knowledge/answer';
import { causeOf, type Meaning, phraseOf, titleOf } from '../meaning/meaning';

/** What a failure means, as far as a list tells it: a meaning itself has the whole reply. */
export interface ListedCause {
  readonly kind: Kind;
  readonly title: string;
  readonly phrase: string;
  readonly cause: string;
}

export const listedCause = (meaning: Meaning): ListedCause => ({
  kind: meaning.kind,
  title: titleOf(meaning),
  phrase: phraseOf(meaning),
  cause: causeOf(meaning),
});

/** What became of one recipient of a message. */
export interface ListedRecipient {
  /** Empty if the line names none. */
  readonly to: string;
  readonly origTo: string | null;
  readonly status: Status;
  /** `550 5.1.1`; null if no reply is given. */
  readonly reply: string | null;
  readonly relay: string | null;
  readonly attempts: number;
  /** The line that decided. */
  readonly line: number;
  readonly time: number;
  /** What the failure means; null if it was sent. */
  readonly cause: ListedCause | null;
}

/** A message as a log shows it, or a client that was refused before there was one. */
export interface ListedMessage {
  /** Queue id; null for a refusal before there was one. */
  readonly id: string | null;
  readonly host: string | null;
  readonly line: number;
  /** Time of its first line, as `LogEntry.time`; NaN without one. */
  readonly time: number;
  /** Time of its last line. */
  readonly last: number;
  readonly messageId: string | null;
  /** Empty for a notification. */
  readonly from: string | null;
  readonly client: string | null;
  readonly recipients: readonly ListedRecipient[];
  /** It left the queue. */
  readonly ended: boolean;
  /** Milliseconds from its arrival to its last attempt; null if the log does not show them. */
  readonly took: number | null;
}

const WEIGHT: readonly Status[] = ['sent', 'deferred', 'bounced', 'rejected'];

/** The worst outcome of any recipient; null if no recipient has one. */
export const statusOf = ({ recipients }: Pick<ListedMessage, 'recipients'>): Status | null =>
  recipients.reduce<Status | null>(
    (worst, { status }) => (worst === null || WEIGHT.indexOf(status) > WEIGHT.indexOf(worst) ? status : worst),
    null,
  );
