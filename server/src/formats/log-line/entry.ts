import type { LocatedReply, LogEntry, LogField, LogFormat, LogSample, LogTraits, Status } from '../log';
import { peel } from './peel';
import type { Prefix } from './prefix';
import type { Reason } from './reason';

/** Reads the fields of a line when they are asked for. */
export interface FieldReader {
  (line: string, prefix: Prefix): readonly LogField[];
  /** The field `session` is the process of the prefix. */
  readonly byProcess?: true;
}

const NO_REPLIES: readonly LocatedReply[] = [];
const NO_FIELDS: readonly LogField[] = [];

/** A line that was read. Time, host and fields are read when asked for: most lines of a log are only skipped. */
export class Entry implements LogEntry {
  status: Status | null = null;
  replies: readonly LocatedReply[] = NO_REPLIES;
  reason?: Reason;
  words?: string;
  phase?: string;
  life?: 'begin' | 'end';
  private found: readonly LogField[] | null = null;

  constructor(
    readonly format: string,
    readonly daemon: string | null,
    readonly id: string | null,
    private readonly prefix: Prefix,
    private readonly readFields: FieldReader | null = null,
  ) {}

  get time(): number {
    return this.prefix.time;
  }

  get host(): string | undefined {
    return this.prefix.host || undefined;
  }

  get messageFrom(): number {
    return this.prefix.from;
  }

  get session(): string | null {
    const { prefix } = this;
    if (this.readFields?.byProcess) return prefix.pidTo > prefix.pidFrom ? prefix.pid : null;
    return this.fields.find(({ name }) => name === 'session')?.piece.text ?? null;
  }

  get fields(): readonly LogField[] {
    this.found ??= this.readFields ? this.readFields(this.prefix.line, this.prefix) : NO_FIELDS;
    return this.found;
  }
}

/** A log format as its file defines it: it reads the message after the prefix. */
export interface LogSpec {
  readonly id: string;
  readonly title: string;
  readonly row: string;
  readonly needles: readonly string[];
  readonly notes?: string;
  readonly samples: readonly LogSample[];
  readonly traits?: LogTraits;
  /** Whether lines with this syslog tag are this format's. */
  speaks(program: string): boolean;
  /**
   * Reads the message `[prefix.from, prefix.to)` of a line; null if it does not belong to this format or says nothing about mail. `line` is
   * the whole line, cut at `prefix.to`. Called for lines with a tag of the format and, if `bare` says so, without one.
   */
  message(line: string, prefix: Prefix): LogEntry | null;
  /**
   * Whether a line without a tag may belong to this format: examines a few columns or a literal, no more, because every line of every file
   * is tested. Null if the format always has its tag.
   */
  readonly bare: ((line: string, prefix: Prefix) => boolean) | null;
}

export interface LogReader extends LogFormat, LogSpec {}

/** Makes a format from its spec: `read` removes the prefix and tests only lines that can belong to the format. */
export function logFormat(spec: LogSpec): LogReader {
  return {
    ...spec,
    read(line) {
      const prefix = peel(line);
      const text = prefix.to < line.length ? line.slice(0, prefix.to) : line;
      return (prefix.programTo > prefix.programFrom ? spec.speaks(prefix.program) : spec.bare?.(text, prefix))
        ? spec.message(text, prefix)
        : null;
    },
  };
}

/** The entry if it says anything about mail: an id, a reply, a status or a reason. Otherwise null: noise stays silent. */
export function worth(entry: Entry): Entry | null {
  return entry.id !== null || entry.replies.length > 0 || entry.status !== null || entry.reason !== undefined ? entry : null;
}
