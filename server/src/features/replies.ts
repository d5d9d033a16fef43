import type { Analysis, PlacedSession } from '../analysis/analysis';
import type { LogEntry, Status } from '../formats/log';
import type { Exchange } from '../session/model';
import { nameOf } from '../session/model';
import { column } from '../text/span';

/** One reply found anywhere in a document. Lines and columns from 0 (UTF-16 units), ends exclusive. */
export interface FoundReply {
  readonly line: number;
  /** Column where the reply code begins, or without one the enhanced code. */
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
}

/** Every reply of a document, in the order of the text. */
export function repliesOf(analysis: Analysis): FoundReply[] {
  const found: FoundReply[] = [];
  for (const placed of analysis.sessions()) ofSession(placed, found);
  for (const { line, entry } of analysis.entries()) ofEntry(line, entry, found);
  return found.sort((a, b) => a.line - b.line || a.from - b.from);
}

function ofSession({ session, start }: PlacedSession, found: FoundReply[]): void {
  const add = (reply: Exchange['replies'][number], phase: string | null): void => {
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
    });
  };
  for (const exchange of session.exchanges) for (const reply of exchange.replies) add(reply, phaseOf(exchange));
  for (const { reply } of session.strayReplies) add(reply, null);
}

function phaseOf(exchange: Exchange): string | null {
  const name = nameOf(exchange);
  if (name === 'auth') return 'AUTH';
  return exchange.kind === 'command' && !exchange.command ? null : name;
}

function ofEntry(line: number, entry: LogEntry, found: FoundReply[]): void {
  for (const reply of entry.replies) {
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
    });
  }
}
