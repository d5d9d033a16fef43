import type { LogEntry, Status } from '../formats/log';
import { type Life, LogIndex } from '../story/log-index';
import { replyText } from '../story/story';
import { whyAt } from '../story/text';
import { t } from '../text/l10n';
import type { Span } from '../text/span';
import type { Analysis } from './analysis';
import { keepIndex, logTextOf } from './indexed-log';
import { keptByLog } from './kept';

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
  readonly from: string | null;
  readonly client: string | null;
  /** In the order of the lines; a recipient with several attempts is listed once per attempt. */
  readonly deliveries: readonly Delivery[];
}

/** The messages of a log by their first lines, and the message of each line. */
export interface LogMessages {
  readonly messages: readonly LogMessage[];
  /** The message of a line; null if the line belongs to none. */
  at(line: number): LogMessage | null;
  /** One past the last line that was read: the rest of a very long log is left out. */
  readonly to: number;
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
 * The messages of the log in a document. Yields now and then: the caller may pause. The result is cached per log. A log with more messages
 * is read only until the limit is reached.
 */
export const logMessages = keptByLog(function* (analysis): Generator<void, LogMessages> {
  const index = new LogIndex();
  const drafts = new Map<Life, Draft>();
  let to = analysis.lines.count;
  let count = 0;
  for (let from = 0; from < to; from += STEP) {
    for (const { line, entry } of analysis.entries(from, Math.min(to, from + STEP))) {
      index.add(line, entry);
      const life = index.lifeAt(line);
      if (life) take(drafts, life, line, entry, analysis);
      else if (entry.status === 'rejected') take(drafts, { ...NOBODY, lines: [line] }, line, entry, analysis);
      if (entry.life === 'begin' && entry.id !== null) count++;
    }
    if (count >= MOST) to = Math.min(to, from + STEP);
    yield;
  }
  if (to >= analysis.lines.count) keepIndex(analysis, index);
  return finished(drafts, index, to);
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

function finished(drafts: ReadonlyMap<Life, Draft>, index: LogIndex, to: number): LogMessages {
  const messages = new Map<Life, LogMessage>();
  for (const { life, from, client, deliveries } of drafts.values()) {
    const lines = [...life.lines].sort((a, b) => a - b);
    const id = life.id === '' || /^\w{1,20}\[\d{1,10}\]$/.test(life.id) ? null : life.id;
    messages.set(life, { id, firstLine: lines[0], lastLine: lines[lines.length - 1], from, client, deliveries });
  }
  return {
    messages: [...messages.values()]
      .filter(({ id, deliveries }) => id !== null || deliveries.length > 0)
      .sort((a, b) => a.firstLine - b.firstLine),
    at: (line) => {
      const life = index.lifeAt(line);
      return (life && messages.get(life)) ?? null;
    },
    to,
  };
}

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
