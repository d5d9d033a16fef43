import type { LogEntry, Status } from '../formats/log';
import { type Life, LogIndex } from '../story/log-index';
import { replyText } from '../story/story';
import { whyAt } from '../story/text';
import { t } from '../text/l10n';
import type { Span } from '../text/span';
import type { Analysis } from './analysis';
import { keepIndex, logTextOf } from './indexed-log';
import { type Before, keptByLog } from './kept';
import { type EntryAt, entriesOf } from './unit';

/** The outcome for one recipient, as a line of a log gives it. Lines from 0, in the document. */
export interface Delivery {
  readonly to: string;
  /** Where the recipient is named; the whole line if it is not. */
  readonly at: Span;
  readonly status: Status;
  /** `550 5.1.1`; null if no reply is given. */
  readonly reply: string | null;
  readonly time: number;
}

/** A message as the log shows it, or a client that was refused before there was one. */
export interface LogMessage {
  /** Queue id; null for a session of the server in which there was no message yet. */
  readonly id: string | null;
  readonly firstLine: number;
  readonly lastLine: number;
  /** All its lines, ascending. */
  readonly lines: readonly number[];
  readonly from: string | null;
  readonly client: string | null;
  /** In the order of the lines; a recipient with several attempts is listed once per attempt. */
  readonly deliveries: readonly Delivery[];
}

/** The messages of a log by their first lines, and the message of each line. */
export interface LogMessages {
  readonly messages: readonly LogMessage[];
  /** The message with an id that begins with a line (from 0). */
  of(firstLine: number, id: string | null): LogMessage | undefined;
  /** The message of a line; null if the line belongs to none. */
  at(line: number): LogMessage | null;
  /** One past the last line that was read: the rest of a very long log is left out. */
  readonly to: number;
  /** The lines as they were read: while they are held, an edit reads only its own unit again. */
  readonly held: readonly (readonly EntryAt[])[];
}

/** More messages than this are of no use in an outline. */
const MOST = 5000;
/** Lines between two pauses. */
const STEP = 512;

interface Draft {
  readonly life: Life;
  from: string | null;
  client: string | null;
  readonly deliveries: Delivery[];
}

/**
 * The messages of the log in a document. Yields now and then: the caller may pause. The result is cached per log; a message that an edit did not
 * touch stays the same object. A log with more messages is read only until the limit is reached.
 */
export const logMessages = keptByLog(function* (analysis, before: Before<LogMessages> | null): Generator<void, LogMessages> {
  // What is below the part that was read does not matter.
  const known = before?.value;
  if (known && known.to < analysis.lines.count && [...before.changed].every((line) => line >= known.to)) return known;
  const index = new LogIndex();
  const drafts = new Map<Life, Draft>();
  const held: (readonly EntryAt[])[] = [];
  let to = analysis.lines.count;
  let count = 0;
  let read = 0;
  for (const { unit, start } of analysis.unitsIn()) {
    const entries = entriesOf(unit, analysis.lines, start);
    held.push(entries);
    for (const { line: below, entry } of entries) {
      const line = start + below;
      index.add(line, entry);
      const life = index.lifeAt(line);
      if (life) take(drafts, life, line, entry, analysis);
      else if (entry.status === 'rejected') take(drafts, { ...NOBODY, lines: [line] }, line, entry, analysis);
      if (entry.life === 'begin' && entry.id !== null) count++;
    }
    read += unit.lines;
    if (count >= MOST) {
      to = start + unit.lines;
      break;
    }
    if (read < STEP) continue;
    read = 0;
    yield;
  }
  if (to >= analysis.lines.count) keepIndex(analysis, index);
  return finished(drafts, index, to, held, before);
});

/** A client that was refused before it got an id. */
const NOBODY: Omit<Life, 'lines'> = { id: '', family: '', host: '', before: null, ended: true, links: [] };

function take(drafts: Map<Life, Draft>, life: Life, line: number, entry: LogEntry, analysis: Analysis): void {
  let draft = drafts.get(life);
  if (!draft) {
    draft = { life, from: null, client: null, deliveries: [] };
    drafts.set(life, draft);
  }
  const field = (name: string) => entry.fields.find((one) => one.name === name)?.piece ?? null;
  if (draft.from === null && entry.status !== 'sent') draft.from = field('from')?.text ?? null;
  draft.client ??= field('client')?.text ?? null;
  if (entry.status === null) return;
  const to = field('to');
  const { length } = analysis.lines.line(line);
  draft.deliveries.push({
    to: to?.text ?? '',
    at: to ? { line, from: to.from, to: to.to } : { line, from: Math.min(entry.messageFrom, length), to: length },
    status: entry.status,
    reply: replyText(entry.replies),
    time: entry.time,
  });
}

function finished(
  drafts: ReadonlyMap<Life, Draft>,
  index: LogIndex,
  to: number,
  held: LogMessages['held'],
  before: Before<LogMessages> | null,
): LogMessages {
  const messages = new Map<Life, LogMessage>();
  for (const { life, from, client, deliveries } of drafts.values()) {
    const lines = [...life.lines].sort((a, b) => a - b);
    const id = life.id === '' || /^\w{1,20}\[\d{1,10}\]$/.test(life.id) ? null : life.id;
    const known = lines.length === 0 ? undefined : before?.value.of(lines[0], id);
    const same = known && before && alike(known.lines, lines) && !lines.some((line) => before.changed.has(line));
    messages.set(life, same ? known : { id, firstLine: lines[0], lastLine: lines[lines.length - 1], lines, from, client, deliveries });
  }
  const byFirst = new Map<number, LogMessage[]>();
  for (const message of messages.values()) {
    const others = byFirst.get(message.firstLine);
    if (others) others.push(message);
    else byFirst.set(message.firstLine, [message]);
  }
  return {
    messages: [...messages.values()]
      .filter(({ id, deliveries }) => id !== null || deliveries.length > 0)
      .sort((a, b) => a.firstLine - b.firstLine),
    of: (firstLine, id) => byFirst.get(firstLine)?.find((message) => message.id === id),
    at: (line) => {
      const life = index.lifeAt(line);
      return (life && messages.get(life)) ?? null;
    },
    to,
    held,
  };
}

const alike = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length && some.every((line, n) => line === others[n]);

/** The last outcome of each recipient, in the order in which they are first named. */
export function outcomes({ deliveries }: LogMessage): readonly Delivery[] {
  const last = new Map<string, Delivery>();
  for (const delivery of deliveries) last.set(delivery.to, delivery);
  return [...last.values()];
}

const verdicts = new WeakMap<LogMessage, string>();

/** One line for people: `delivered to 1 of 2 · bounced: recipient does not exist · 550 5.1.1`. Empty if nothing was decided. */
export function messageVerdict(message: LogMessage, analysis: Analysis): string {
  let known = verdicts.get(message);
  if (known === undefined) {
    known = verdictOf(message, analysis);
    verdicts.set(message, known);
  }
  return known;
}

function verdictOf(message: LogMessage, analysis: Analysis): string {
  const all = outcomes(message);
  const sent = all.filter(({ status }) => status === 'sent').length;
  const parts: string[] = [];
  if (sent > 0) parts.push(t('delivered to {0} of {1}', sent, all.length));
  const decisive =
    all.find(({ status }) => status === 'bounced' || status === 'rejected') ?? all.find(({ status }) => status === 'deferred');
  if (decisive) {
    const why = whyAt(logTextOf(analysis), decisive.at.line);
    parts.push([statusWord(decisive.status), why].filter((part) => part !== null).join(t(': ')));
    if (decisive.reply !== null) parts.push(decisive.reply);
  }
  return parts.join(' · ');
}

/** The outcome of a recipient, in one word. */
export function statusWord(status: Status): string {
  switch (status) {
    case 'sent':
      return t('sent');
    case 'deferred':
      return t('deferred');
    case 'bounced':
      return t('bounced');
    case 'rejected':
      return t('rejected');
  }
}
