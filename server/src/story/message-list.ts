import type { LogEntry, Status } from '../formats/log';
import { traitsOf } from '../formats/logs';
import type { Kind } from '../knowledge/answer';
import { causeOf, type Meaning, phraseOf, titleOf } from '../meaning/meaning';
import { entryMeaning } from '../meaning/of-entry';
import { delayIn } from '../text/duration';
import { unsliced } from '../text/unsliced';
import { type Life, LogIndex } from './log-index';
import { replyText } from './story';

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

interface Draft {
  readonly id: string | null;
  readonly host: string | null;
  readonly life: Life | null;
  readonly line: number;
  time: number;
  last: number;
  messageId: string | null;
  from: string | null;
  client: string | null;
  delay: number;
  attempted: number;
  readonly recipients: Map<string, ListedRecipient>;
}

/** After so many lines the index drops which lives they belong to: it is asked for each line once. */
const FORGETS = 1024;
/** Different causes that are kept to be shared. */
const MOST_CAUSES = 10_000;

/**
 * The messages of a log, collected line by line. Memory grows with the number of messages: of the lines nothing is kept but what a message
 * says. Lines must come in ascending order; one list may read several files, one after another.
 */
export class MessageList {
  private readonly index = new LogIndex();
  private readonly drafts = new Map<Life | number, Draft>();
  private fresh = new Set<Draft>();
  /** Hosts and causes are those of many messages. */
  private readonly hosts = new Map<string, string>();
  private readonly causes = new Map<string, ListedCause>();
  private refusals = 0;

  /** Adds line `n` (from 0). */
  add(n: number, text: string, entry: LogEntry): void {
    this.index.add(n, entry);
    const life = this.index.lifeAt(n);
    if (n % FORGETS === 0) this.index.forgetLines();
    const own = life && !life.session ? life : null;
    if (!own && entry.status !== 'rejected') return;
    const draft = this.draftOf(own, n, entry);
    if (Number.isNaN(draft.time)) draft.time = entry.time;
    if (!Number.isNaN(entry.time)) draft.last = entry.time;
    let to: string | null = null;
    let origTo: string | null = null;
    let relay: string | null = null;
    for (const { name, piece } of entry.fields) {
      if (name === 'messageId') draft.messageId ??= unsliced(piece.text);
      else if (name === 'client') {
        if (entry.status === 'sent' && traitsOf(entry.format).clientTakesDelivery) relay ??= piece.text;
        else draft.client ??= unsliced(piece.text);
      } else if (name === 'from') {
        if (entry.status === null || entry.status === 'rejected') draft.from ??= unsliced(piece.text);
      } else if (name === 'to') to ??= piece.text;
      else if (name === 'origTo') origTo ??= piece.text;
      else if (name === 'relay') relay ??= piece.text;
      else if (name === 'delay') draft.delay = Math.max(draft.delay, delayIn(piece.text));
    }
    if (entry.status === null) {
      if (entry.life === 'end') this.fresh.add(draft);
      return;
    }
    if (!Number.isNaN(entry.time)) draft.attempted = entry.time;
    const before = draft.recipients.get(to ?? '');
    const name = before?.to ?? unsliced(to ?? '');
    draft.recipients.set(name, {
      to: name,
      origTo: origTo === null ? null : unsliced(origTo),
      status: entry.status,
      reply: replyText(entry.replies),
      relay: relay === 'none' || relay === null ? null : this.shared(relay),
      attempts: (before?.attempts ?? 0) + 1,
      line: n,
      time: entry.time,
      cause: this.causeOf(entry, text),
    });
    this.fresh.add(draft);
  }

  private shared(text: string): string {
    let known = this.hosts.get(text);
    if (known === undefined) {
      known = unsliced(text);
      this.hosts.set(known, known);
    }
    return known;
  }

  private causeOf(entry: LogEntry, text: string): ListedCause | null {
    const found = entryMeaning(entry, text);
    if (!found) return null;
    const cause = listedCause(found.meaning);
    const key = unsliced(`${cause.kind} ${cause.title}\n${cause.cause}`);
    const known = this.causes.get(key);
    if (known) return known;
    const kept = { ...cause, cause: unsliced(cause.cause) };
    if (this.causes.size < MOST_CAUSES) this.causes.set(key, kept);
    return kept;
  }

  private draftOf(life: Life | null, line: number, entry: LogEntry): Draft {
    // A refusal before there was a message is one of its own.
    const key = life ?? this.refusals++;
    const known = this.drafts.get(key);
    if (known) return known;
    const draft: Draft = {
      id: life?.id ?? null,
      host: entry.host ? this.shared(entry.host) : null,
      life,
      line,
      time: entry.time,
      last: entry.time,
      messageId: null,
      from: null,
      client: null,
      delay: 0,
      attempted: Number.NaN,
      recipients: new Map(),
    };
    this.drafts.set(key, draft);
    return draft;
  }

  /** The messages whose outcome is new or has changed since the last call, in the order of their first lines. */
  changed(): ListedMessage[] {
    const found = [...this.fresh].map(finished).sort((a, b) => a.line - b.line);
    this.fresh = new Set();
    return found;
  }

  /** Every message: by time if the lines have times, else in the order of the lines. */
  all(): ListedMessage[] {
    this.fresh = new Set();
    const found = [...this.drafts.values()].map(finished);
    let time = Number.NEGATIVE_INFINITY;
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const timed = found.map((message) => {
      if (!Number.isNaN(message.time)) time = message.time;
      least = Math.min(least, time);
      most = Math.max(most, time);
      return { message, time };
    });
    // Stamps without a year: December before January must keep its order.
    if (!(most - least < HALF_A_YEAR)) return found;
    return timed.sort((a, b) => a.time - b.time || a.message.line - b.message.line).map(({ message }) => message);
  }
}

const HALF_A_YEAR = 183 * 86_400_000;

function finished(draft: Draft): ListedMessage {
  const { id, host, life, line, time, last, messageId, from, client, delay, attempted } = draft;
  const span = attempted - time;
  return {
    id,
    host,
    line,
    time,
    last,
    messageId,
    from,
    client,
    recipients: [...draft.recipients.values()],
    ended: life === null || life.ended,
    took: Number.isNaN(span) && delay === 0 ? null : Math.max(delay, span || 0),
  };
}

const WEIGHT: readonly Status[] = ['sent', 'deferred', 'bounced', 'rejected'];

/** The worst outcome of any recipient; null if no recipient has one. */
export const statusOf = ({ recipients }: Pick<ListedMessage, 'recipients'>): Status | null =>
  recipients.reduce<Status | null>(
    (worst, { status }) => (worst === null || WEIGHT.indexOf(status) > WEIGHT.indexOf(worst) ? status : worst),
    null,
  );
