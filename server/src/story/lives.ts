import type { LogEntry } from '../formats/log';
import { traitsOf } from '../formats/logs';
import { delayIn } from '../text/duration';

/** A line of a log whose time is earlier than that of a previous line of the same message. */
export interface SetBack {
  /** Line from 0. */
  readonly line: number;
  /** By how much, in milliseconds. */
  readonly by: number;
  /** The line whose clock is ahead. */
  readonly after: number;
}

/** Among stamps without a zone, an hour back is a clock that was put back in autumn; most of a year back is a year that ended. */
const SUMMER = { least: 3_000_000, most: 3_660_000 };
export const YEAR_ENDS = 300 * 86_400_000;
/** The lines of one process are in order to the second; those of several processes come through buffers. Milliseconds. */
const OWN_PROCESS = 1000;
const ANY_PROCESS = 60_000;
/** At most this many processes of one message are told apart: a retry is a new one. */
const MOST_PROCESSES = 64;

/**
 * What the lines of one message of a log add up to, added line by line in ascending order: the input of rules about a whole message.
 * Each line costs only its own reading.
 */
export class LifeFacts {
  /** How the message came in: the line of its client, of the local sender, of its message id. */
  arrival: number | null = null;
  /** A line says from whom it came. */
  hasOrigin = false;
  /** The number of recipients that the queue manager found when it first took the message into its active queue. */
  queued: { readonly line: number; readonly recipients: number } | null = null;
  /** Something ended recipients without a line for each: the message expired, or an administrator deleted or requeued it. */
  swept = false;
  /** When the message must have come in, by the delay that a delivery states: milliseconds as in `LogEntry.time`, and that delivery's line. */
  born: { readonly line: number; readonly time: number } | null = null;
  setBack: SetBack | null = null;
  /** Made when needed: a log has a hundred thousand messages. */
  private delivered: Set<string> | null = null;
  private final = 0;
  private ahead: { line: number; time: number } | null = null;
  /** The latest line of each process; few processes write about one message. */
  private readonly processes: { readonly name: string; line: number; time: number }[] = [];

  /** How many recipients came to an end (sent or bounced), each counted once. */
  get outcomes(): number {
    return Math.max(this.delivered?.size ?? 0, this.final);
  }

  /** Arrival, queue and an outcome are all there: a log from which lines were picked has few such messages. */
  get whole(): boolean {
    return this.arrival !== null && this.queued !== null && this.outcomes > 0;
  }

  /** Adds a line (from 0) of this message: as it was read, and its text. */
  add(line: number, entry: LogEntry, text: string): void {
    this.clock(line, entry, text);
    const passage = traitsOf(entry.format).passage?.(entry, text);
    if (!passage) return;
    if (passage.arrival) this.arrival ??= line;
    if (passage.arrival === 'from') this.hasOrigin = true;
    if (passage.queued !== undefined) this.queued ??= { line, recipients: passage.queued };
    if (passage.swept) this.swept = true;
    if (entry.status === null || entry.status === 'rejected' || !passage.delivery) return;
    const field = (name: string) => entry.fields.find((one) => one.name === name)?.piece.text ?? '';
    if (entry.status !== 'deferred') {
      this.final++;
      this.delivered ??= new Set();
      this.delivered.add(`${field('to')} ${field('origTo')}`);
    }
    const delay = delayIn(field('delay'));
    if (this.born === null && Number.isFinite(entry.time) && delay > 0) this.born = { line, time: entry.time - delay };
  }

  private clock(line: number, entry: LogEntry, text: string): void {
    if (this.setBack) return;
    const { time, session: process } = entry;
    if (!Number.isFinite(time)) return;
    let own: { readonly name: string; line: number; time: number } | undefined;
    if (process !== null) for (const one of this.processes) if (one.name === process) own = one;
    if (!this.back(own, line, time, OWN_PROCESS, text)) this.back(this.ahead, line, time, ANY_PROCESS, text);
    if (process !== null && !own && this.processes.length < MOST_PROCESSES) this.processes.push({ name: process, line, time });
    if (own) follow(own, line, time);
    if (!this.ahead) this.ahead = { line, time };
    else follow(this.ahead, line, time);
  }

  private back(
    before: { line: number; time: number } | null | undefined,
    line: number,
    time: number,
    least: number,
    text: string,
  ): boolean {
    const by = before ? before.time - time : 0;
    if (!before || by <= least || by >= YEAR_ENDS) return false;
    if (by >= SUMMER.least && by <= SUMMER.most && !ZONE.test(text.slice(0, 60))) return false;
    this.setBack = { line, by, after: before.line };
    return true;
  }
}

/** Sets the clock to `time`, seen on line `line`, unless that is earlier than what it shows. */
function follow(clock: { line: number; time: number }, line: number, time: number): void {
  if (clock.time > time) return;
  clock.line = line;
  clock.time = time;
}

/** A stamp that says which clock it is. */
const ZONE = /\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)\b/;
