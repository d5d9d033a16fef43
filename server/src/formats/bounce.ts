import type { Lines } from '../text/lines';
import type { LocatedReply, LogEntry, LogSample, Status } from './log';

/** A reply in a bounce: on which line, and what became of the message. */
export interface BounceReply {
  /** Line, counted as the reader counts its own. */
  readonly line: number;
  readonly reply: LocatedReply;
  readonly status: Status | null;
}

/** What was read of a bounce from one line on. */
export interface BouncePart {
  /** How many lines it takes; at least 1. */
  readonly lines: number;
  readonly replies: readonly BounceReply[];
}

/** One way in which a bounce tells of a reply. */
export interface BounceFormat {
  /** Kebab case, for ever. */
  readonly id: string;
  readonly title: string;
  /** Rows of the catalogue (`F79`), for docs/formats.md. */
  readonly row: string;
  readonly notes?: string;
  readonly samples: readonly LogSample[];
  /**
   * Reads what begins at line `at` of `lines`; null where nothing of this kind does. Lines of the result are those of `lines`. Never
   * throws; linear in the lines that it takes.
   */
  read(lines: Lines, at: number): BouncePart | null;
}

/** A line of a bounce as an entry, so that it is shown, explained and listed like a line of a log. */
export function bounceEntry(format: string, found: readonly BounceReply[]): LogEntry {
  return {
    format,
    daemon: null,
    id: null,
    time: Number.NaN,
    status: found.find((one) => one.status !== null)?.status ?? null,
    replies: found.map((one) => one.reply),
    fields: [],
    session: null,
    messageFrom: 0,
  };
}

/** Column after the quote marks that a mail was forwarded with: `> > `. */
export function afterQuotes(line: string): number {
  let at = 0;
  while (at < 40 && (line[at] === '>' || line[at] === '|') && line[at + 1] !== line[at]) at += line[at + 1] === ' ' ? 2 : 1;
  return at;
}
