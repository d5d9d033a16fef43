import type { LocatedReply, LogEntry } from '../formats/log';
import { readLogLine } from '../formats/logs';
import type { Position } from '../text/range';
import type { Span } from '../text/span';
import type { Analysis } from './analysis';
import { type QueueIdSubject, queueIdAt, timestampAt } from './word-subject';

/** What is at a place in a line of a log. */
export type LogSubject =
  | QueueIdSubject
  | { readonly kind: 'time'; readonly span: Span; readonly sincePrevious: number | null; readonly sinceBegin: number | null }
  | {
      readonly kind: 'log-reply';
      readonly span: Span;
      readonly entry: LogEntry;
      readonly reply: LocatedReply;
      /** The reply that the line is about, if `reply` is the writer's own verdict on it. */
      readonly said: LocatedReply | null;
      readonly line: string;
    }
  | { readonly kind: 'status'; readonly span: Span; readonly entry: LogEntry; readonly line: string };

const inside = (character: number, from: number, to: number): boolean => character >= from && character < to;

/** What is at a position of a log line that was read as `entry`. */
export function logSubject(analysis: Analysis, entry: LogEntry, place: Position): LogSubject | null {
  const text = analysis.lines.line(place.line);
  const { line, character } = place;
  for (const reply of entry.replies) {
    if (reply.code !== null && inside(character, reply.from, reply.to))
      return onReply(entry, reply, text, { line, from: reply.from, to: reply.to });
    if (reply.enhanced !== null && inside(character, reply.enhancedFrom, reply.enhancedTo)) {
      return onReply(entry, reply, text, { line, from: reply.enhancedFrom, to: reply.enhancedTo });
    }
  }
  const status = entry.fields.find((field) => field.name === 'status');
  if (status && inside(character, status.piece.from, status.piece.to))
    return { kind: 'status', span: { line, from: status.piece.from, to: status.piece.to }, entry, line: text };
  const id = queueIdAt(text, place);
  if (id) return id;
  const reply = entry.replies.find((one) => inside(character, one.textFrom, one.textTo));
  if (reply) return onReply(entry, reply, text, { line, from: reply.textFrom, to: reply.textTo });
  const time = character < entry.messageFrom ? timestampAt(text, entry.messageFrom, place) : null;
  if (time) return { kind: 'time', span: time, ...elapsed(analysis, entry, line) };
  // What a program says in its own words is explained wherever the pointer is on them; beside a reply, only after the status.
  const from = entry.replies.some(({ role }) => role !== 'verdict') ? (status?.piece.to ?? entry.messageFrom) : entry.messageFrom;
  const told = inside(character, from, text.length) && (entry.reason !== undefined || entry.status !== null) && entry.status !== 'sent';
  return told ? { kind: 'status', span: { line, from, to: text.length }, entry, line: text } : null;
}

function onReply(entry: LogEntry, reply: LocatedReply, line: string, span: Span): LogSubject {
  const said = reply.role === 'verdict' ? (entry.replies.find((one) => one.role === 'reply' && !one.continues) ?? null) : null;
  return { kind: 'log-reply', span, entry, reply: headOf(entry, reply), said, line };
}

/** The line that begins a reply: the others have no meaning of their own. */
function headOf(entry: LogEntry, reply: LocatedReply): LocatedReply {
  let at = entry.replies.indexOf(reply);
  while (at > 0 && entry.replies[at].continues) at--;
  return entry.replies[at] ?? reply;
}

/** How many lines above are searched for one of the same message. */
const LOOK_BACK = 100;

function elapsed(analysis: Analysis, entry: LogEntry, line: number): { sincePrevious: number | null; sinceBegin: number | null } {
  // The earliest line first: the lines after it are then available.
  analysis.lines.line(Math.max(0, line - LOOK_BACK));
  for (let at = line - 1; at >= Math.max(0, line - LOOK_BACK); at--) {
    const text = analysis.lines.line(at);
    if (entry.id !== null && !text.includes(entry.id)) continue;
    const before = readLogLine(text);
    const since = before?.id === entry.id ? entry.time - before.time : Number.NaN;
    if (Number.isFinite(since)) return { sincePrevious: since, sinceBegin: null };
  }
  return { sincePrevious: null, sinceBegin: null };
}
