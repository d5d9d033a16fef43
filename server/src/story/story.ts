import type { LinkKind, LocatedReply, LogEntry, Status } from '../formats/log';
import { traitsOf } from '../formats/logs';
import { delayIn } from '../text/duration';
import type { Life, LogIndex } from './log-index';

/** How a life is related to the message that the story is about. */
export type Role = 'message' | LinkKind | 'before';

export interface Chapter {
  readonly life: Life;
  readonly role: Role;
}

/** Everything that a log says about one message. */
export interface Story {
  /** The id that was asked for. */
  readonly id: string;
  /** The message first, then what it is related to, nearest first. */
  readonly chapters: readonly Chapter[];
  /** Line numbers from 0, ascending, each once. */
  readonly lines: readonly number[];
}

/** A limit that keeps stories readable: a mailing list's post may be related to thousands of messages. */
const MOST_CHAPTERS = 60;

/** The story of the message that line `n` belongs to; null if the line has no id. */
export function storyAt(index: LogIndex, n: number): Story | null {
  const life = index.lifeAt(n);
  return life && storyOf(index, life);
}

/** The story of an id: that of its life nearest to line `near` (from 0). Null if no line has the id. */
export function storyOfId(index: LogIndex, id: string, near = 0): Story | null {
  const life = index.nearest(id, near);
  return life && storyOf(index, life);
}

/**
 * The story of a life: its own lines, and those of the lives that it is linked to, across re-queueing, notifications and sessions. From
 * the message it follows links in every direction; from a notification or a session only back: two messages of one session stay separate.
 */
export function storyOf(index: LogIndex, start: Life): Story {
  const chapters: Chapter[] = [{ life: start, role: 'message' }];
  const seen = new Set<Life>([start]);
  const visit = (life: Life | null, role: Role) => {
    if (!life || seen.has(life) || chapters.length >= MOST_CHAPTERS) return;
    seen.add(life);
    chapters.push({ life, role });
  };
  for (let n = 0; n < chapters.length; n++) {
    const { life, role } = chapters[n];
    if (role === 'session') continue;
    for (const link of life.links) {
      if (role === 'notice' && link.kind !== 'next' && link.kind !== 'session') continue;
      visit(index.nearest(link.id, link.line, link.kind === 'session' || link.kind === 'notice' ? life.host : null), link.kind);
    }
    if (role === 'notice' || role === 'about') continue;
    for (const { from, link } of index.pointers.get(life.id) ?? []) {
      // For a session that was asked for, the messages that came in through it.
      if (link.kind === 'session' && n === 0 && index.nearest(life.id, link.line, from.host) === life) visit(from, 'next');
      if (link.kind === 'session' || index.nearest(life.id, link.line, link.kind === 'notice' ? from.host : null) !== life) continue;
      visit(from, link.kind === 'next' ? 'before' : link.kind === 'about' ? 'notice' : 'about');
    }
  }
  const lines = new Set<number>();
  for (const { life, role } of chapters)
    for (const line of role === 'session' ? sessionLines(index, chapters, life) : life.lines) lines.add(line);
  return { id: start.id, chapters, lines: [...lines].sort((a, b) => a - b) };
}

/** For a session that brought several messages: the lines before the first one, those after each of the story's own, and its end. */
function sessionLines(index: LogIndex, chapters: readonly Chapter[], session: Life): number[] {
  const begins = (index.pointers.get(session.id) ?? []).filter(
    ({ link }) => link.kind === 'session' && index.nearest(session.id, link.line, session.host) === session,
  );
  const own = new Set(chapters.map(({ life }) => life));
  const sorted = [...begins].sort((x, y) => x.link.line - y.link.line);
  return session.lines.filter((line, n) => {
    const before = sorted.findLast(({ link }) => link.line <= line);
    return !before || own.has(before.from) || n === session.lines.length - 1;
  });
}

/** The outcome of one recipient. */
export interface Recipient {
  readonly to: string;
  readonly origTo: string | null;
  readonly status: Status;
  /** The last reply about it (`450 4.2.0`); null if there was none. */
  readonly reply: string | null;
  readonly reason: string | null;
  readonly relay: string | null;
  readonly attempts: number;
  /** The line that decided. */
  readonly line: number;
}

export interface StorySummary {
  readonly from: string | null;
  readonly messageId: string | null;
  readonly size: string | null;
  readonly client: string | null;
  readonly recipients: readonly Recipient[];
  /** From its arrival to the last attempt, in milliseconds; null if the log has no times. */
  readonly took: number | null;
  /** The message left the queue. */
  readonly ended: boolean;
}

type Read = (line: number) => LogEntry | null;

/** Summarises a story. `read` gives the entry of a line of the log. */
export function summarise(story: Story, read: Read): StorySummary {
  const found = {
    from: null as string | null,
    messageId: null as string | null,
    size: null as string | null,
    client: null as string | null,
  };
  const recipients = new Map<string, Recipient & { readonly handedOn: boolean; readonly life: Life }>();
  let first = Number.NaN;
  let last = Number.NaN;
  let delay = 0;
  const lives = story.chapters.filter(({ role }) => role === 'message' || role === 'next' || role === 'before').map(({ life }) => life);
  const within = new Set(lives);
  for (const life of [...lives].sort((a, b) => a.lines[0] - b.lines[0])) {
    for (const line of life.lines) {
      const entry = read(line);
      if (!entry) continue;
      if (Number.isNaN(first)) first = entry.time;
      const field = (name: string) => entry.fields.find((f) => f.name === name)?.piece.text ?? null;
      found.messageId ??= field('messageId');
      found.size ??= field('size');
      found.client ??= entry.status === 'sent' && traitsOf(entry.format).clientTakesDelivery ? null : field('client');
      if (entry.status === null || entry.status === 'rejected') found.from ??= field('from');
      const to = field('to');
      if (entry.status === null || to === null) continue;
      last = entry.time;
      delay = Math.max(delay, delayIn(field('delay') ?? ''));
      const handedOn =
        entry.status === 'sent' && life.links.some((l) => l.line === line && l.kind === 'next' && [...within].some((w) => w.id === l.id));
      const before = recipients.get(`${life.id} ${to}`);
      recipients.set(`${life.id} ${to}`, {
        to,
        origTo: field('origTo'),
        status: entry.status,
        reply: replyText(entry.replies),
        reason: entry.reason ?? null,
        relay: field('relay'),
        attempts: (before?.attempts ?? 0) + 1,
        line,
        handedOn,
        life,
      });
    }
  }
  const own = story.chapters[0].life;
  return {
    ...found,
    recipients: [...recipients.values()].filter((r) => !r.handedOn).map(({ handedOn: _, life: __, ...r }) => r),
    // The writer's own delay is more precise than stamps of whole seconds, and includes time before the log begins.
    took: Number.isNaN(last - first) && delay === 0 ? null : Math.max(delay, last - first || 0),
    ended: own.ended,
  };
}

/** `450 4.2.0` of the last reply in a line, or the writer's verdict if there is no reply; null without either. */
export function replyText(replies: readonly LocatedReply[]): string | null {
  const said = replies.filter((r) => r.role === 'reply' && r.code !== null);
  const reply = said.at(-1) ?? replies.find((r) => r.role === 'reply') ?? replies.find((r) => r.role === 'verdict');
  if (!reply) return null;
  return [reply.code, reply.enhanced].filter((part) => part !== null).join(' ');
}

/** One attempt to deliver to a recipient. */
export interface Attempt {
  readonly line: number;
  readonly time: number;
  readonly status: Status;
  readonly reply: string | null;
}

/** The recipients of a life with their attempts, in the order of the log. */
export function storyRecipients(life: Life, read: Read): { readonly to: string; readonly attempts: readonly Attempt[] }[] {
  const found = new Map<string, Attempt[]>();
  for (const line of [...life.lines].sort((a, b) => a - b)) {
    const entry = read(line);
    const to = entry?.status ? entry.fields.find((f) => f.name === 'to')?.piece.text : undefined;
    if (!entry?.status || to === undefined) continue;
    const attempt = { line, time: entry.time, status: entry.status, reply: replyText(entry.replies) };
    const attempts = found.get(to);
    if (attempts) attempts.push(attempt);
    else found.set(to, [attempt]);
  }
  return [...found].map(([to, attempts]) => ({ to, attempts }));
}
