import type { Lines } from '../text/lines';
import type { LocatedReply, LogEntry, LogSample, Status } from './log';

/** A reply in a bounce: its line, and the outcome of the message. */
export interface BounceReply {
  /** Its line, in the numbering of the `Lines` that were read. */
  readonly line: number;
  readonly reply: LocatedReply;
  readonly status: Status | null;
  /** Of a verdict: the reply on another line that it is about; `whole` is its text. */
  readonly about?: LocatedReply;
}

/** What was read of a bounce from one line on. */
export interface BouncePart {
  /** How many lines it takes; at least 1. */
  readonly lines: number;
  readonly replies: readonly BounceReply[];
  /** A verdict without a reply: its line, the address in lower case, and the words of the field for the reply. */
  readonly unexplained?: { readonly line: number; readonly recipient: string | null; readonly words: string };
}

/** One way in which a bounce reports a reply. */
export interface BounceFormat {
  /** In kebab case; it never changes. */
  readonly id: string;
  readonly title: string;
  /** Rows of the catalogue (`F79`), for docs/formats.md. */
  readonly row: string;
  readonly notes?: string;
  readonly samples: readonly LogSample[];
  /**
   * Reads what begins at line `at` of `lines`; null if nothing of this kind does. Lines of the result are those of `lines`. Never throws;
   * linear in the lines that it reads.
   */
  read(lines: Lines, at: number): BouncePart | null;
}

/** An address as people and programs write it in prose: without angle brackets, quotes or punctuation around it. */
export const ADDRESS = /(?<![^\s<>'"(),:;@])[^\s<>'"(),:;@]{1,64}@[^\s<>'"(),:;@]{1,255}/;

/** A line of a bounce as an entry, to be shown, explained and listed like a line of a log; `words`: what other lines say about it. */
export function bounceEntry(format: string, found: readonly BounceReply[], words?: string): LogEntry {
  const about = found.every(({ reply }) => reply.role === 'verdict') ? found.find((one) => one.about)?.about : undefined;
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
    ...(words === undefined ? {} : { words }),
    ...(about === undefined ? {} : { about }),
  };
}

/** Column after the quote marks of a forwarded mail: `> > `. */
export function afterQuotes(line: string): number {
  let at = 0;
  while (at < 40 && (line[at] === '>' || line[at] === '|') && line[at + 1] !== line[at]) at += line[at + 1] === ' ' ? 2 : 1;
  return at;
}
