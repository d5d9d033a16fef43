import type { Analysis } from '../analysis/analysis';
import { t } from '../text/l10n';
import { unsliced } from '../text/unsliced';
import type { Io } from './io';
import { fileName } from './screen/names';
import { Progress } from './screen/progress';

/** Different messages are counted up to this many. */
const MOST_IDS = 1_000_000;

interface CountedPart {
  readonly analysis: Analysis;
  readonly from: number;
  readonly to: number;
}

/** What stands in some lines. */
export interface Counts {
  readonly sessions: number;
  readonly known: boolean;
  /** Ids of messages by host, each once. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Counts what stands in lines of an analysis; `withIds`: also its messages. */
export function countsOf({ analysis, from, to }: CountedPart, withIds = true): Counts {
  let sessions = 0;
  let known = false;
  const ids = new Map<string, Set<string>>();
  for (const { session, start } of analysis.sessions(from, to)) {
    if (start + session.firstLine < from || start + session.firstLine >= to) continue;
    sessions++;
    known = true;
  }
  for (const { entry } of analysis.entries(from, to)) {
    known = true;
    if (!withIds) break;
    if (entry.id === null) continue;
    const host = entry.host ?? '';
    let own = ids.get(host);
    if (!own) {
      own = new Set();
      ids.set(unsliced(host), own);
    }
    if (!own.has(entry.id)) own.add(unsliced(entry.id));
  }
  return { sessions, known, ids };
}

/** What was read, and what could not be: every command that reads files ends with it. */
export class Tally {
  /** Files that cannot be read were named. */
  failed = false;
  private files = 0;
  private recognised = 0;
  private sessions = 0;
  /** Ids of messages per host. */
  private readonly ids = new Map<string, Set<string>>();
  private messages = 0;
  private current = { file: '', named: true, bytes: 0, known: false };
  private readonly progress: Progress;

  /** `total`: bytes to read in all, if known. */
  constructor(
    private readonly io: Io,
    total: number | null = null,
  ) {
    this.progress = new Progress(io, total);
  }

  /** Something was recognised. */
  get anything(): boolean {
    return this.recognised > 0;
  }

  /** Results are about to be printed: nothing else may be on their line. */
  makeRoom(): void {
    this.progress.clear();
  }

  /** A file begins; `named`: it was named on the command line. */
  begin(file: string, named = true): void {
    this.current = { file, named, bytes: 0, known: false };
  }

  /** Adds bytes that were read. */
  read(bytes: number): void {
    this.current.bytes += bytes;
    this.progress.add(bytes);
  }

  /** Counts what stands in lines of an analysis; `withIds`: also its messages. */
  take(part: CountedPart, withIds = true): void {
    const { analysis, from, to } = part;
    if (to > from) this.current.bytes ||= analysis.lines.line(from).length || Math.min(1, to - from - 1);
    this.count(countsOf(part, withIds));
  }

  /** Takes in what was counted in a part. */
  count({ sessions, known, ids }: Counts): void {
    this.sessions += sessions;
    if (known) this.current.known = true;
    for (const [host, own] of ids) for (const id of own) if (this.messages < MOST_IDS) this.message(host, id);
  }

  /** Something is known of the file, whatever was recognised in it. */
  know(): void {
    this.current.known = true;
  }

  private message(host: string, id: string): void {
    let ids = this.ids.get(host);
    if (!ids) {
      ids = new Set();
      this.ids.set(host, ids);
    }
    if (ids.has(id)) return;
    ids.add(id);
    this.messages++;
  }

  /** The file ends; reports it if nothing in it was recognised. */
  end(empty = this.current.bytes === 0): void {
    const { file, named, known } = this.current;
    this.files++;
    if (known) this.recognised++;
    else if (named && !this.io.quiet)
      this.say(empty ? t('{0} is empty', fileName(file)) : t('not recognised as SMTP: {0}', fileName(file)));
  }

  /** The file cannot be read. */
  fail(message: string): void {
    this.say(message);
    this.failed = true;
  }

  private say(message: string): void {
    this.progress.clear();
    this.io.err(`smtp-lens: ${message}\n`);
  }

  /**
   * Reports on standard error what was read and the outcome, unless that is not wanted. Returns the exit status: 2 if a file cannot be read or
   * nothing was recognised, else the given one. `messages`: how many there are, if they were counted.
   */
  conclude(outcome: string, status: number, messages: number = this.messages): number {
    this.progress.clear();
    const counts = [
      this.files === 1 ? t('1 file') : t('{0} files', this.files),
      ...(this.sessions > 0 ? [this.sessions === 1 ? t('1 session') : t('{0} sessions', this.sessions)] : []),
      ...(messages > 0 ? [messages === 1 ? t('1 message') : t('{0} messages', messages)] : []),
      ...(this.files > 1 && this.recognised < this.files ? [t('{0} not recognised', this.files - this.recognised)] : []),
      ...(this.recognised > 0 ? [outcome] : []),
    ];
    if (!this.io.quiet && this.files > 0 && (this.recognised > 0 || this.files > 1)) this.io.err(`${counts.join(' · ')}\n`);
    if (this.files === 0 && !this.failed) this.io.err(`smtp-lens: ${t('there was no file to read')}\n`);
    return this.failed || this.recognised === 0 ? 2 : status;
  }
}
