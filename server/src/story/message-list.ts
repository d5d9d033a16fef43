import type { LogEntry } from '../formats/log';
import { traitsOf } from '../formats/logs';
import { entryMeaning } from '../meaning/of-entry';
import { Column } from '../text/column';
import { delayIn } from '../text/duration';
import { PackedTexts, type Packing } from '../text/packed-texts';
import { unsliced } from '../text/unsliced';
import { beginsAnother } from './another-life';
import { type Causes, type Draft, finished, readDraft, writeDraft } from './draft';
import { IdTable } from './id-table';
import { type ListedCause, type ListedMessage, listedCause } from './listed-message';
import { replyText } from './story';

/** Different causes and hosts that are kept to be shared. */
const MOST_SHARED = 10_000;
/** So many messages whose lines came last are at hand; the others are written away. */
const AT_HAND = 4096;

/**
 * The messages of a log, collected line by line. Of the lines nothing is kept but what a message says, and of a message that had no line for a
 * while little more than its packed text; a line that names it takes it up again, however late. Lines must come in ascending order; one list
 * may read several files, one after another.
 */
export class MessageList {
  private count = 0;
  /** By message, in the order of their first lines: where it is written, its time, and whether it is among `fresh`. */
  private readonly places = new Column(Uint32Array);
  private readonly times = new Column(Float64Array);
  private readonly isFresh = new Column(Uint8Array);
  private fresh: number[] = [];
  private readonly written: PackedTexts;
  private recent = new Map<number, Draft>();
  private older = new Map<number, Draft>();
  private readonly ids = new IdTable();
  private readonly scopes = new Map<string, number>();
  private scope = { host: '', family: '', number: -1 };
  /** The message of each delivery with a number. */
  private readonly deliveries = new Map<string, number>();
  private readonly hosts = new Map<string, string>();
  private readonly causes = new SharedCauses();

  /** `packing`: how what is written away is kept in less room; `atHand`: how many messages are not. */
  constructor(
    packing: Packing | null = null,
    private readonly atHand = AT_HAND,
  ) {
    this.written = new PackedTexts(packing);
  }

  /** Adds line `n` (from 0). */
  add(n: number, text: string, entry: LogEntry): void {
    const own = this.messageOf(n, entry);
    if (own < 0 && entry.status !== 'rejected') return;
    // A refusal before there was a message is one of its own.
    const number = own < 0 ? this.count++ : own;
    const draft = own < 0 ? this.begun(-1, null, n, entry) : this.draftOf(number);
    this.read(draft, n, text, entry);
    this.times.set(number, draft.time);
    if (entry.status !== null || entry.life === 'end') this.freshen(number);
    if (own < 0) this.write(number, draft);
  }

  /** What a line says about its message. */
  private read(draft: Draft, n: number, text: string, entry: LogEntry): void {
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
    if (entry.status === null) return;
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
  }

  /** The number of the message that the next line belongs to, as `LogIndex` tells it; -1 if it belongs to none. */
  private messageOf(n: number, entry: LogEntry): number {
    const traits = traitsOf(entry.format);
    const family = traits.family ?? entry.format;
    const scope = this.scopeOf(entry.host ?? '', family);
    const delivery = traits.deliveryNumbers && entry.session ? `${scope} ${entry.session}` : null;
    if (entry.id === null) return (delivery === null ? undefined : this.deliveries.get(delivery)) ?? -1;
    const { id } = entry;
    const hash = this.ids.hash(scope, id);
    const before = this.ids.find(hash, (one) => {
      const draft = this.draftOf(one);
      return draft.scope === scope && draft.id === id;
    });
    let number = before;
    if (before < 0 || beginsAnother({ begun: true, ended: this.draftOf(before).ended }, entry, family)) {
      number = this.count++;
      this.keep(number, this.begun(scope, unsliced(id), n, entry));
      this.ids.set(hash, number, before);
    }
    if (entry.life === 'end') this.draftOf(number).ended = true;
    if (delivery !== null) this.deliveries.set(unsliced(delivery), number);
    return number;
  }

  private scopeOf(host: string, family: string): number {
    if (this.scope.host === host && this.scope.family === family && this.scope.number >= 0) return this.scope.number;
    const key = unsliced(`${host}\n${family}`);
    const number = this.scopes.get(key) ?? this.scopes.size;
    this.scopes.set(key, number);
    this.scope = { host: unsliced(host), family, number };
    return number;
  }

  private begun(scope: number, id: string | null, line: number, entry: LogEntry): Draft {
    return {
      scope,
      id,
      host: entry.host ? this.shared(entry.host) : null,
      line,
      time: entry.time,
      last: entry.time,
      messageId: null,
      from: null,
      client: null,
      delay: 0,
      attempted: Number.NaN,
      // Nothing more comes of a refusal.
      ended: id === null,
      recipients: new Map(),
    };
  }

  /** The draft of a message, to be changed: it is at hand from now on. */
  private draftOf(number: number): Draft {
    const recent = this.recent.get(number);
    if (recent) return recent;
    const older = this.older.get(number);
    if (older) this.older.delete(number);
    const draft = older ?? readDraft(this.written.at(this.places.at(number)), this.causes, true);
    this.keep(number, draft);
    return draft;
  }

  private keep(number: number, draft: Draft): void {
    if (this.recent.size >= this.atHand) {
      for (const [one, unread] of this.older) this.write(one, unread);
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(number, draft);
  }

  private write(number: number, draft: Draft): void {
    this.places.set(number, this.written.add(writeDraft(draft, this.causes)));
  }

  private messageAt(number: number): ListedMessage {
    const draft = this.recent.get(number) ?? this.older.get(number);
    return finished(draft ?? readDraft(this.written.at(this.places.at(number)), this.causes, false));
  }

  private shared(text: string): string {
    let known = this.hosts.get(text);
    if (known === undefined) {
      known = unsliced(text);
      if (this.hosts.size < MOST_SHARED) this.hosts.set(known, known);
    }
    return known;
  }

  private causeOf(entry: LogEntry, text: string): ListedCause | null {
    const found = entryMeaning(entry, text);
    return found && this.causes.shared(listedCause(found.meaning));
  }

  private freshen(number: number): void {
    if (this.isFresh.at(number) === 1) return;
    this.isFresh.set(number, 1);
    this.fresh.push(number);
  }

  /** The messages whose outcome is new or has changed since the last call, in the order of their first lines. No line may be added meanwhile. */
  *changed(): Generator<ListedMessage> {
    const found = this.fresh.sort((a, b) => a - b);
    this.fresh = [];
    for (const number of found) this.isFresh.set(number, 0);
    for (const number of found) yield this.messageAt(number);
  }

  /** Every message: by time if the lines have times, else in the order of the lines. No line may be added meanwhile. */
  *all(): Generator<ListedMessage> {
    for (const number of this.inOrder()) yield this.messageAt(number);
  }

  private inOrder(): Iterable<number> {
    const { count } = this;
    const order = new Uint32Array(count);
    const times = new Float64Array(count);
    let time = Number.NEGATIVE_INFINITY;
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let number = 0; number < count; number++) {
      order[number] = number;
      const own = this.times.at(number);
      if (!Number.isNaN(own)) time = own;
      times[number] = time;
      least = Math.min(least, time);
      most = Math.max(most, time);
    }
    // Stamps without a year: December before January must keep its order.
    if (!(most - least < HALF_A_YEAR)) return order;
    return order.sort((a, b) => times[a] - times[b] || a - b);
  }
}

const HALF_A_YEAR = 183 * 86_400_000;

/** Causes by number, each once, as many as are kept. */
class SharedCauses implements Causes {
  private readonly known = new Map<string, ListedCause>();
  private readonly numbers = new Map<ListedCause, number>();
  private readonly list: ListedCause[] = [];

  /** The same cause that an earlier message had, or this one. */
  shared(cause: ListedCause): ListedCause {
    const key = unsliced(`${cause.kind} ${cause.title}\n${cause.cause}`);
    const known = this.known.get(key);
    if (known) return known;
    const kept = { ...cause, cause: unsliced(cause.cause) };
    if (this.list.length < MOST_SHARED) {
      this.known.set(key, kept);
      this.numbers.set(kept, this.list.push(kept) - 1);
    }
    return kept;
  }

  numberOf(cause: ListedCause): number | null {
    return this.numbers.get(cause) ?? null;
  }

  at(number: number): ListedCause {
    return this.list[number];
  }
}
