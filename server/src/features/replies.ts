import type { Analysis, PlacedSession } from '../analysis/analysis';
import type { LogEntry, Status } from '../formats/log';
import { yearUnknown } from '../formats/log-line/time';
import { isVerb } from '../knowledge';
import type { Exchange } from '../session/model';
import { nameOf } from '../session/model';
import { verbNamedBy } from '../session/pairing/compatibility';
import { column } from '../text/span';

/** One reply found anywhere in a document. Lines and columns from 0 (UTF-16 units), ends exclusive. */
export interface FoundReply {
  readonly line: number;
  /** Column at which the reply code begins, or without one the enhanced code. */
  readonly from: number;
  readonly to: number;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly format: string;
  /** What it answers: a verb, `greeting`, `data`, or null. */
  readonly phase: string | null;
  /** Queue id or session id. */
  readonly id: string | null;
  readonly status: Status | null;
  /** Its whole text without the codes, further lines joined by a line end; null if none is shown. */
  readonly text: string | null;
  /** When the line was written, as ISO 8601; null if the time or the year is unknown. */
  readonly time: string | null;
  readonly recipient: string | null;
  /** The server that said it. */
  readonly relay: string | null;
}

/** Every reply of a document, in the order of the text. */
export function repliesOf(analysis: Analysis): FoundReply[] {
  const found: FoundReply[] = [];
  for (const placed of analysis.sessions()) ofSession(placed, found);
  for (const { line, entry } of analysis.entries()) ofEntry(line, entry, analysis.lines.line(line), found);
  return found.sort((a, b) => a.line - b.line || a.from - b.from);
}

function ofSession({ session, start }: PlacedSession, found: FoundReply[]): void {
  const add = (reply: Exchange['replies'][number], phase: string | null, recipient: string | null): void => {
    const { line, piece } = reply.lines[0];
    const from = column(piece, 0);
    found.push({
      line: start + line,
      from,
      to: column(piece, 3),
      code: reply.code,
      enhanced: reply.enhanced,
      format: session.format,
      phase,
      id: session.key,
      status: null,
      text: reply.lines.map((one) => one.piece.text.slice(one.textAt)).join('\n') || null,
      // A transcript's clock may begin at any time.
      time: null,
      recipient,
      relay: null,
    });
  };
  for (const exchange of session.exchanges) for (const reply of exchange.replies) add(reply, phaseOf(exchange), recipientOf(exchange));
  for (const { reply } of session.strayReplies) add(reply, verbNamedBy(reply), null);
}

function phaseOf(exchange: Exchange): string | null {
  const name = nameOf(exchange);
  if (name === 'auth') return 'AUTH';
  if (exchange.kind !== 'command') return name;
  // What was typed where a command belongs may be a password.
  return exchange.command && (isVerb(name) || /^X[A-Z0-9-]{2,11}$/.test(name)) ? name : null;
}

/** The address of a RCPT command. */
function recipientOf({ command }: Exchange): string | null {
  if (command?.verb !== 'RCPT') return null;
  return /^\s*TO:\s*<?([^\s<>]{1,320})/i.exec(command.piece.text.slice(command.argumentAt))?.[1] ?? null;
}

/** A time without its year counts from the beginning of a leap year. */
const LEAP_YEAR = Date.UTC(2000, 0, 1);

/** A log's time as ISO 8601 in UTC; without the year if the stamp has none (`--11-23T19:22:41.000Z`). */
function isoOf(time: number): string | null {
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return null;
  if (!yearUnknown(time)) return new Date(time).toISOString();
  return `-${new Date(LEAP_YEAR + time).toISOString().slice(4)}`;
}

/** The first field of a name. */
function fieldOf({ fields }: LogEntry, name: 'to' | 'relay'): string | null {
  for (const field of fields) if (field.name === name) return field.piece.text || null;
  return null;
}

function ofEntry(line: number, entry: LogEntry, source: string, found: FoundReply[]): void {
  if (entry.replies.length === 0) return;
  const time = isoOf(entry.time);
  const recipient = fieldOf(entry, 'to');
  const relay = fieldOf(entry, 'relay');
  for (const [index, reply] of entry.replies.entries()) {
    const to = reply.code === null ? reply.enhancedTo : reply.to;
    found.push({
      line,
      from: reply.from,
      to,
      code: reply.code,
      enhanced: reply.enhanced,
      format: entry.format,
      phase: reply.phase,
      id: entry.id,
      status: entry.status,
      text: textOf(entry.replies, index, source) || null,
      time,
      recipient,
      relay: reply.host ?? relay,
    });
  }
}

/** The text of a reply with the further lines of it that the log joined to its line. */
function textOf(replies: LogEntry['replies'], index: number, source: string): string {
  const { whole, continues } = replies[index];
  if (whole !== undefined && !continues) return whole;
  const own = source.slice(replies[index].textFrom, replies[index].textTo);
  if (continues || !replies[index + 1]?.continues) return own;
  const texts = [own];
  for (let next = index + 1; replies[next]?.continues; next++) texts.push(source.slice(replies[next].textFrom, replies[next].textTo));
  return texts.join('\n');
}
