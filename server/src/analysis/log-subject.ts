import type { LocatedReply, LogEntry, LogField } from '../formats/log';
import { readLogLine } from '../formats/logs';
import type { Position } from '../text/range';
import type { Span } from '../text/span';
import type { Analysis } from './analysis';
import { type QueueIdSubject, queueIdAt, timestampAt } from './word-subject';

/** What stands in a line of a log. */
export type LogSubject =
  | QueueIdSubject
  | { readonly kind: 'time'; readonly span: Span; readonly sincePrevious: number | null; readonly sinceBegin: number | null }
  | {
      readonly kind: 'log-reply';
      readonly span: Span;
      readonly entry: LogEntry;
      readonly reply: LocatedReply;
      /** The reply that the line is about, where `reply` is the writer's own verdict on it. */
      readonly said: LocatedReply | null;
      /** Of all its lines in this log line, joined by line ends. */
      readonly text: string;
      readonly recipient: string | null;
      readonly hosts: readonly string[];
      readonly line: string;
    }
  | { readonly kind: 'status'; readonly span: Span; readonly entry: LogEntry };

const inside = (character: number, from: number, to: number): boolean => character >= from && character < to;

/** What stands at a position of a log line that was read as `entry`. */
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
    return { kind: 'status', span: { line, from: status.piece.from, to: status.piece.to }, entry };
  const id = queueIdAt(text, place);
  if (id) return id;
  const reply = entry.replies.find((one) => inside(character, one.textFrom, one.textTo));
  if (reply) return onReply(entry, reply, text, { line, from: reply.textFrom, to: reply.textTo });
  const time = character < entry.messageFrom ? timestampAt(text, entry.messageFrom, place) : null;
  return time && { kind: 'time', span: time, ...elapsed(analysis, entry, line) };
}

function onReply(entry: LogEntry, reply: LocatedReply, line: string, span: Span): LogSubject {
  const said = reply.role === 'verdict' ? (entry.replies.find((one) => one.role === 'reply') ?? null) : null;
  const first = said ?? reply;
  const at = entry.replies.indexOf(first);
  const texts = [line.slice(first.textFrom, first.textTo)];
  for (let next = at + 1; at >= 0 && next < entry.replies.length && entry.replies[next].continues; next++) {
    texts.push(line.slice(entry.replies[next].textFrom, entry.replies[next].textTo));
  }
  return {
    kind: 'log-reply',
    span,
    entry,
    reply,
    said,
    text: texts.join('\n').slice(0, 4000),
    recipient: fieldOf(entry, 'to'),
    hosts: hostsOf(entry, first),
    line,
  };
}

const fieldOf = (entry: LogEntry, name: LogField['name']): string | null =>
  entry.fields.find((field) => field.name === name)?.piece.text || null;

/** Names of the server that said it: the relay for a remote reply; the log's own program where it said it itself. */
function hostsOf(entry: LogEntry, reply: LocatedReply): readonly string[] {
  if (reply.by === 'local') return [entry.format];
  const relay = fieldOf(entry, 'relay');
  return relay ? [relay] : [];
}

/** How many lines before are looked at for one of the same message. */
const LOOK_BACK = 100;

function elapsed(analysis: Analysis, entry: LogEntry, line: number): { sincePrevious: number | null; sinceBegin: number | null } {
  if (!Number.isFinite(entry.time)) return { sincePrevious: null, sinceBegin: null };
  // The earliest line first: the lines behind it are then at hand.
  analysis.lines.line(Math.max(0, line - LOOK_BACK));
  for (let at = line - 1; at >= Math.max(0, line - LOOK_BACK); at--) {
    const text = analysis.lines.line(at);
    if (entry.id !== null && !text.includes(entry.id)) continue;
    const before = readLogLine(text);
    if (before && before.id === entry.id && Number.isFinite(before.time))
      return { sincePrevious: entry.time - before.time, sinceBegin: null };
  }
  return { sincePrevious: null, sinceBegin: null };
}
