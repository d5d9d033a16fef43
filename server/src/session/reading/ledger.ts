import { givingUp } from '../../formats/readers/giving-up';
import type { Reading } from '../../formats/reading';
import { FENCE, MARKED, speaks } from './beside-marks';

/**
 * What is noted of a line: it begins a session or would, a session was made for it, its session is open behind it; of one that says nothing,
 * that a session is open there, and that it may be a line of SMTP without its mark.
 */
const BEGINS = 1;
const CREATED = 2;
const OPEN = 4;
const AMID = 8;
const SPEAKS = 16;

/** A line that nobody spoke. */
const NOBODY = -1;
/** A line of the format that says nothing. */
const NOISE = -2;

interface Speaker {
  readonly key: string | null;
  readonly closed: boolean;
  readonly turned: boolean;
}

/**
 * Who said which line of a dialogue in which sessions interleave, each line naming its own; and what about that decides where the dialogue
 * ends. It lets an edit of some lines read only the sessions again that said them (reread.ts). Lines count from 0, the dialogue's first.
 */
export class Ledger {
  /** Every line that was said named its session, and nothing else tied sessions together. */
  plain = true;
  private readonly ids = new Map<string, number>();
  private readonly speakers: number[] = [];
  private readonly notes: number[] = [];
  private note = 0;
  private speaker = NOBODY;
  /** The key of the line that began another dialogue, where that is how this one ended. */
  private stopped: string | null = null;

  /** The copy that a rereading writes into. */
  private copy(): Ledger {
    const copy = new Ledger();
    for (const [key, id] of this.ids) copy.ids.set(key, id);
    for (const speaker of this.speakers) copy.speakers.push(speaker);
    for (const note of this.notes) copy.notes.push(note);
    copy.stopped = this.stopped;
    return copy;
  }

  /** Whether the line at hand begins a session. */
  begins(begins: boolean): void {
    this.note = begins ? BEGINS : 0;
  }

  /** A session was made for the line at hand. */
  created(): void {
    this.note |= CREATED;
  }

  says(readings: readonly Reading[]): void {
    if (this.plain) this.speaker = this.speakerOf(readings);
    if (this.speaker < 0) this.plain = false;
  }

  said(session: Speaker | null): void {
    if (session?.turned) this.plain = false;
    if (this.plain) {
      this.speakers.push(this.speaker);
      this.notes.push(session?.closed ? this.note : this.note | OPEN);
    }
    this.note = 0;
  }

  /** A line said nothing; `noise`: it is the format's. `amid`: a session is open. */
  silent(line: string, noise: boolean, amid: boolean): void {
    if (!this.plain) return;
    if (givingUp(line) !== null) this.plain = false;
    this.speakers.push(noise ? NOISE : NOBODY);
    this.notes.push((amid ? AMID : 0) | (!noise && speaks(line) ? SPEAKS : 0));
  }

  stop(key: string): void {
    this.stopped = key;
  }

  /** The id of the one session that a line names; `NOBODY` where it does not. */
  private speakerOf(readings: readonly Reading[]): number {
    const key = readings[0]?.key;
    if (key === undefined || key === '' || readings.some((one) => one.key !== key)) return NOBODY;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.ids.size;
      this.ids.set(key, id);
    }
    return id;
  }

  /**
   * What an edit touched: the sessions of the lines `[from, to)` as they were and as they are (`now`, by line), and of the line before, which
   * a rule may have looked behind. Null where it may have touched more. `gap`: so many lines that say nothing may follow one another.
   */
  touchedBy(from: number, to: number, now: (line: number) => Heard, gap: number): Touched | null {
    const ledger = this.copy();
    const ids = new Set<number>();
    if (from > 0 && this.speakers[from - 1] >= 0) ids.add(this.speakers[from - 1]);
    for (let line = from; line < to; line++) {
      const was = this.speakers[line];
      const { text, readings } = now(line);
      const id = readings === null ? NOBODY : ledger.speakerOf(readings);
      // What belongs to no session is let be where nothing looks at it.
      if (was === NOISE || (was === NOBODY && this.notes[line] & SPEAKS)) return null;
      if (readings === null ? speaks(text) || FENCE.test(text) || MARKED.test(text) || givingUp(text) !== null : id < 0) return null;
      for (const one of [was, id]) if (one >= 0) ids.add(one);
      ledger.speakers[line] = id;
      ledger.notes[line] = 0;
    }
    if (!ledger.goesOnAt(from, to, gap)) return null;
    const keys = new Set<string>();
    for (const [key, id] of ledger.ids) if (ids.has(id)) keys.add(key);
    if (this.stopped !== null && keys.has(this.stopped)) return null;
    const visits: number[] = [];
    for (let line = 0; line < ledger.speakers.length; line++)
      if (ids.has(ledger.speakers[line]) || (ledger.speakers[line] === NOISE && visits.length > 0)) visits.push(line);
    return { ledger, keys, visits };
  }

  /** Whether something was said before and after the lines `[from, to)`, and near enough for the dialogue to go on there. */
  private goesOnAt(from: number, to: number, gap: number): boolean {
    let before = from - 1;
    while (before >= 0 && this.speakers[before] < 0) before--;
    let last = before;
    for (let at = before + 1; before >= 0 && at < this.speakers.length && at - last <= gap; at++) {
      if (this.speakers[at] < 0) continue;
      if (at >= to) return true;
      last = at;
    }
    return false;
  }

  /** Whether a line was said by somebody. */
  isSaid(line: number): boolean {
    return this.speakers[line] >= 0;
  }

  /** Whether a line was said by the session with this key. */
  isSaidBy(line: number, key: string | null): boolean {
    return key !== null && this.speakers[line] === this.ids.get(key);
  }

  /** Takes down a line that is read again, before it is taken in; false where the line is not what it was. */
  saysAgain(line: number, readings: readonly Reading[] | null, begins: boolean): boolean {
    this.note = begins ? BEGINS : 0;
    if (this.speakers[line] === NOISE) return readings !== null && readings.length === 0;
    return readings !== null && readings.length > 0 && this.speakerOf(readings) === this.speakers[line];
  }

  saidAgain(line: number, session: Speaker | null): boolean {
    this.notes[line] = session?.closed ? this.note : this.note | OPEN;
    return session !== null && !session.turned;
  }

  /**
   * Whether the dialogue ends where `before` did, though sessions in it were opened or closed at other lines: no line begins another dialogue
   * that did not, and what hangs on whether a session is open stays. `silent`: how many lines back a session counts as one that goes on.
   */
  endsAs(before: Ledger, silent: number): boolean {
    const { speakers, notes } = this;
    const open = new Uint8Array(this.ids.size);
    let count = 0;
    let mixed = -1;
    let mixedBefore = -1;
    let begun = false;
    const openBefore = new Uint8Array(this.ids.size);
    let countBefore = 0;
    const alone = (line: number, id: number): boolean => {
      if (count === 0) return true;
      for (let at = line - 1; at >= Math.max(0, line - silent); at--)
        if (speakers[at] >= 0 && speakers[at] !== id && open[speakers[at]] === 1) return false;
      return true;
    };
    for (let line = 0; line < speakers.length; line++) {
      const id = speakers[line];
      const note = notes[line];
      if (id < 0) {
        if (id === NOISE && count > 0 !== (note & AMID) > 0) return false;
      } else {
        if (begun && note & BEGINS && alone(line, id)) return false;
        begun = true;
        if (note & CREATED && mixed < 0 && count - open[id] > 0) mixed = line;
        count += ((note & OPEN) >> 2) - open[id];
        open[id] = (note & OPEN) >> 2;
      }
      const old = before.speakers[line];
      if (old < 0) continue;
      const was = before.notes[line];
      if (was & CREATED && mixedBefore < 0 && countBefore - openBefore[old] > 0) mixedBefore = line;
      countBefore += ((was & OPEN) >> 2) - openBefore[old];
      openBefore[old] = (was & OPEN) >> 2;
    }
    if (mixed !== mixedBefore) return false;
    return this.stopped === null || alone(speakers.length, this.ids.get(this.stopped) ?? NOBODY);
  }
}

/** A line, and what it says to somebody who heard nothing before; null: it is not the format's. */
export interface Heard {
  readonly text: string;
  readonly readings: readonly Reading[] | null;
}

/** What an edit leaves to be read again. */
export interface Touched {
  /** What is known of the lines, in which what is read again is taken down. */
  readonly ledger: Ledger;
  readonly keys: ReadonlySet<string>;
  /** Lines that the sessions with these keys said, and those of the format that may be theirs now; ascending. */
  readonly visits: readonly number[];
}
