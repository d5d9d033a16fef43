import type { WireReading } from '../../formats/reading';
import type { Command, Exchange, ExchangeKind, Reply } from '../model';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An exchange while it is being built; its lines are those of the text. */
export interface Draft {
  kind: ExchangeKind;
  command: Command | null;
  replies: Reply[];
  owed: number;
  pipelined: boolean;
  degraded: boolean;
  /** See Exchange. */
  named?: string;
  /** Its reply is missing from the text: counting does not wait for it. */
  passed?: boolean;
}

/** A command from the first line that the client sent of it: the whole line is its verb until it is read. */
export function commandOf(kind: Command['kind'], verb: string, line: number, reading: WireReading): Mutable<Command> {
  const { piece } = reading;
  return {
    kind,
    verb,
    line,
    lastLine: line,
    piece,
    verbFrom: 0,
    verbTo: piece.text.length,
    argumentAt: kind === 'auth' ? 0 : piece.text.length,
    masked: reading.masked === true,
    elided: reading.truncated === true,
    ended: kind !== 'data',
    tls: reading.tls ?? null,
    time: reading.time ?? null,
  };
}

/** The finished exchange. */
export function exchangeOf(draft: Draft, index: number): Exchange {
  return {
    index,
    kind: draft.kind,
    command: draft.command,
    replies: draft.replies,
    trust: draft.degraded ? 'degraded' : 'certain',
    pipelined: draft.pipelined,
    owed: draft.owed,
    ...(draft.named !== undefined && { named: draft.named }),
  };
}
