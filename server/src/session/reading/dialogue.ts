import type { DialogueView, Reader, TranscriptFormat } from '../../formats/format';
import { givingUp } from '../../formats/readers/giving-up';
import type { MarkReading, Reading } from '../../formats/reading';
import { lift, peelAll, type Wrapper } from '../../formats/wrapper';
import { looksLikeReply } from '../../syntax/reply-line';
import type { Lines } from '../../text/lines';
import { pieceOf } from '../../text/span';
import type { Session } from '../model';
import { greetsBeside } from '../pairing/beside';
import { SessionBuilder } from '../pairing/builder';
import { FENCE, goesOn, MARKED, namedBefore, withoutRemark } from './beside-marks';
import { Ledger } from './ledger';

/** The shape in which a region is read. */
export interface Choice {
  readonly format: TranscriptFormat;
  /** Outermost first. */
  readonly wrappers: readonly Wrapper[];
}

export interface Dialogue {
  readonly choice: Choice;
  /** Sessions in the order of their first line; their lines are relative to `start`. */
  readonly sessions: readonly Session[];
  /** Lines `[start, end)` belong to it. */
  readonly start: number;
  readonly end: number;
  /** One past the last line that was read: an edit before it may change the reading. */
  readonly readTo: number;
  /** One byte per line: 1 it said something, 2 it belongs to the format but says nothing, 0 it is not the format's. */
  readonly claimed: Uint8Array;
  /** Who said which line, if sessions interleave and every line names its session. */
  readonly ledger?: Ledger;
}

/** For how many lines at most sessions may interleave in one dialogue: it bounds the cost of an edit there. A lone session has no limit. */
const MOST_INTERLEAVED = 50_000;

/** How many lines of something else may lie inside a dialogue, by how distinctive its markers are. */
export const GAP = { certain: 60, likely: 30, weak: 12 } as const;
export const KEYED_GAP = 200;
/** A session that has been silent for this many lines may be one whose end the text does not show. */
export const SILENT = 400;
/**
 * Reads the dialogue that begins at line `start`: a pure function of the lines from there on. It ends when its sessions are over and
 * another begins, where the format's lines end, or before line `limit`.
 */
export function readDialogue(lines: Lines, start: number, choice: Choice, limit: number = lines.count): Dialogue {
  return new DialogueReading(lines, start, choice, Math.min(limit, lines.count)).run();
}

export class DialogueReading {
  private readonly builders = new Map<string, SessionBuilder>();
  private readonly done: Session[] = [];
  private readonly claimed: number[] = [];
  private current: SessionBuilder | null = null;
  private at: number;
  private readTo: number;
  private lastClaimed: number;
  private keyed = false;
  private openCount = 0;
  /** Two sessions were open at once. */
  private interleaved = false;
  /** Keys of the connections whose parties have swapped roles. */
  private readonly turned = new Set<string>();
  /** The markers show who speaks. */
  private readonly certain: boolean;
  private readonly reader: Reader;
  private readonly ledger: Ledger | null;
  private readonly view: DialogueView = {
    expecting: (key) => (key === undefined ? this.current : this.builders.get(key))?.expecting() ?? 'idle',
    chunk: (key) => (key === undefined ? this.current : this.builders.get(key))?.chunk() ?? null,
    peek: (k) => this.peek(k),
  };

  constructor(
    private readonly lines: Lines,
    private readonly start: number,
    private readonly choice: Choice,
    private limit: number,
  ) {
    this.certain = choice.format.viewpoint !== 'none';
    this.reader = choice.format.reader();
    this.ledger = this.reader.alone ? new Ledger() : null;
    this.at = start;
    this.readTo = start;
    this.lastClaimed = start - 1;
  }

  run(): Dialogue {
    const { ledger, reader, view } = this;
    const { wrappers } = this.choice;
    for (; this.at < this.limit; this.at++) {
      this.readTo = Math.max(this.readTo, this.at + 1);
      const source = this.lines.line(this.at);
      const peeled = wrappers.length > 0 ? peelAll(source, wrappers) : null;
      const inside = wrappers.length > 0 ? peeled?.piece.text : source;
      let readings = inside === undefined ? null : reader.read(inside, view);
      if (readings && peeled) readings = readings.map((reading) => lift(reading, peeled));
      readings ??= this.unmarked(inside ?? source, source, peeled);
      if (readings && this.turned.size > 0) readings = readings.map((reading) => this.asTurned(reading));
      if (readings && readings.length > 0 && this.over(readings)) {
        ledger?.stop(this.keyOf(readings[0]));
        break;
      }
      if (readings === null && this.builders.size > 0 && (FENCE.test(inside ?? source) || this.marksBegin(inside ?? source))) break;
      this.claimed.push(readings === null ? 0 : readings.length === 0 ? 2 : 1);
      if (readings && readings.length > 0) {
        this.lastClaimed = this.at;
        ledger?.says(readings);
        for (const reading of readings) this.take(reading, ledger);
        ledger?.said(this.current);
        continue;
      }
      ledger?.silent(inside ?? source, readings !== null, this.openCount > 0);
      if (
        this.repeats(inside ?? source) ||
        this.givesUp(inside ?? source, peeled) ||
        (readings !== null && this.lastClaimed === this.at - 1 && this.openCount > 0)
      ) {
        this.lastClaimed = this.at;
      } else if (this.at - this.lastClaimed > (this.keyed ? KEYED_GAP : GAP[this.choice.format.trust])) {
        break;
      }
    }
    return this.finish();
  }

  /**
   * A line without a side mark: the next line of an open reply, by its code, or text that continues a refusal. Null if it is neither.
   */
  private unmarked(text: string, source: string, peeled: ReturnType<typeof peelAll>): readonly Reading[] | null {
    const { current } = this;
    if (!current || this.keyed || !goesOn(current.goesOn(this.at - this.start), text)) return null;
    const from = text.length - text.trimStart().length;
    const piece = pieceOf(text, from, text.trimEnd().length);
    const said: Reading = { kind: 'wire', side: 'server', piece, continues: looksLikeReply(piece.text) ? undefined : true };
    return [peeled && text !== source ? lift(said, peeled) : said];
  }

  /** Whether lines with marks begin here: a dialogue whose lines have no marks ends there. */
  private marksBegin(text: string): boolean {
    return !this.certain && this.choice.format.fallback !== true && MARKED.test(text);
  }

  /** Beside the dialogue the program repeats the last reply and says which command it answered. */
  private repeats(text: string): boolean {
    const { current } = this;
    if (!current || this.keyed || !/[2-5]\d\d[ -]/.test(text)) return false;
    current.nameLast((reply) => namedBefore(reply.lines[0].piece.text, text));
    return false;
  }

  /** Beside the dialogue the program says why it gives up: recorded in the one session that is open. */
  private givesUp(text: string, peeled: ReturnType<typeof peelAll>): boolean {
    const { current } = this;
    if (!current || current.closed || this.openCount !== 1 || givingUp(text) === null) return false;
    // Without markers every line is mail data until the dot.
    if (!this.certain && current.expecting() === 'body') return false;
    const note: MarkReading = { kind: 'mark', mark: 'note', piece: pieceOf(text, 0) };
    current.mark(this.at - this.start, peeled ? (lift(note, peeled) as MarkReading) : note);
    return true;
  }

  /**
   * Reads only some lines again, each of which names its session, and records them in `ledger`. Returns the sessions that said them, or null if
   * one of the lines is no longer what `ledger` expects. `visits`: 0-based lines of the dialogue, ascending.
   */
  again(visits: readonly number[], ledger: Ledger): Session[] | null {
    for (const line of visits) {
      this.at = this.start + line;
      const readings = readAs(this.choice, this.reader, this.lines.line(this.at), this.view);
      if (!readings) return null;
      if (!ledger.saysAgain(line, readings, readings.length > 0 && this.begins(readings[0]))) return null;
      if (readings.length === 0) continue;
      for (const reading of readings) this.take(reading, ledger);
      if (!ledger.saidAgain(line, this.current)) return null;
    }
    return [...this.finish().sessions];
  }

  /** Every session is over, or silent for long, and this line begins another one: it is left to the next dialogue. */
  private over(readings: readonly Reading[]): boolean {
    const reading = readings[0];
    if (this.builders.size === 0) return false;
    if (this.openCount > 0 && !this.keyed && reading.key === undefined) return this.replaces(reading);
    const begins = this.begins(reading);
    this.ledger?.begins(begins);
    return begins && (this.openCount === 0 || this.allSilent(reading));
  }

  private begins(reading: Reading): boolean {
    const builder = this.builders.get(this.keyOf(reading));
    if (!builder) return true;
    if (builder.turned && this.certain) return false;
    if (reading.kind === 'mark') return reading.mark === 'connect' && (builder.closed || !builder.empty);
    return builder.startsAnother(reading);
  }

  /** A session that was cut off among others does not wait until the end of the text. */
  private allSilent(reading: Reading): boolean {
    const key = this.keyOf(reading);
    for (const [each, { closed, last }] of this.builders)
      if (each !== key && !closed && this.at - this.start - last <= SILENT) return false;
    return true;
  }

  /** Without keys there is only one session at a time: the beginning of another ends this one even if it was left open. */
  private replaces(reading: Reading): boolean {
    if (!this.current || this.current.empty) return false;
    if (reading.kind === 'mark') return reading.mark === 'connect';
    return this.current.startsAnother(reading) && !(this.certain && greetsBeside(this.current.stage, (k) => this.peek(k)));
  }

  /** A line that does not name its session belongs to the one that spoke last. */
  private keyOf(reading: Reading): string {
    return reading.key ?? (this.keyed ? (this.current?.key ?? '') : '');
  }

  /** After roles were swapped on a connection, its markers still name the parties as they were before. */
  private asTurned(reading: Reading): Reading {
    if (reading.kind === 'mark' || !this.turned.has(this.keyOf(reading))) return reading;
    return { ...reading, side: reading.side === 'client' ? 'server' : 'client' };
  }

  private take(given: Reading, ledger: Ledger | null): void {
    const key = this.keyOf(given);
    const reading = withoutRemark(given, this.builders.get(key)?.expecting() ?? 'idle');
    if (key !== '') this.keyed = true;
    let builder = this.builders.get(key);
    const another = builder && (reading.kind === 'mark' ? reading.mark === 'connect' && !builder.empty : builder.startsAnother(reading));
    if (builder && another && key === '' && reading.kind === 'wire' && this.certain && greetsBeside(builder.stage, (k) => this.peek(k))) {
      builder.greetBeside(this.at - this.start, reading);
      this.current = builder;
      return;
    }
    if (builder && another) {
      this.close(key, builder);
      builder = undefined;
    }
    if (!builder) {
      builder = new SessionBuilder(key === '' ? null : key, this.choice.format.id, this.certain);
      this.builders.set(key, builder);
      ledger?.created();
      this.openCount++;
      if (this.openCount > 1 && !this.interleaved) {
        this.interleaved = true;
        this.limit = Math.min(this.limit, this.at + MOST_INTERLEAVED);
      }
    }
    this.current = builder;
    const wasClosed = builder.closed;
    if (reading.kind === 'mark') builder.mark(this.at - this.start, reading);
    else builder.wire(this.at - this.start, reading);
    if (wasClosed || !builder.closed) return;
    this.openCount--;
    if (builder.turned && this.certain) this.turned.add(key);
    else this.turned.delete(key);
  }

  private close(key: string, builder: SessionBuilder): void {
    if (!builder.closed) this.openCount--;
    if (builder.said) this.done.push(builder.end());
    this.builders.delete(key);
  }

  private peek(k: number): string {
    const n = this.at + k;
    if (n < this.start || n >= this.lines.count) return '';
    this.readTo = Math.max(this.readTo, n + 1);
    return unwrapped(this.lines.line(n), this.choice);
  }

  private finish(): Dialogue {
    for (const [key, builder] of [...this.builders]) this.close(key, builder);
    const sessions = this.done.sort((a, b) => a.firstLine - b.firstLine);
    const end = Math.max(this.start + 1, this.lastClaimed + 1);
    return {
      choice: this.choice,
      sessions,
      start: this.start,
      end,
      readTo: Math.max(this.readTo, end),
      claimed: Uint8Array.from(this.claimed.slice(0, end - this.start)),
      ...(this.interleaved && this.ledger?.plain ? { ledger: this.ledger } : {}),
    };
  }
}

/** A line as the format sees it, without its wrappers; empty if it does not have them. */
export const unwrapped = (source: string, { wrappers }: Pick<Choice, 'wrappers'>): string =>
  wrappers.length === 0 ? source : (peelAll(source, wrappers)?.piece.text ?? '');

/** What a line says; null if it is not a line of the format. */
export function readAs({ wrappers }: Choice, reader: Reader, source: string, view: DialogueView): readonly Reading[] | null {
  if (wrappers.length === 0) return reader.read(source, view);
  const peeled = peelAll(source, wrappers);
  return peeled && (reader.read(peeled.piece.text, view)?.map((reading) => lift(reading, peeled)) ?? null);
}
