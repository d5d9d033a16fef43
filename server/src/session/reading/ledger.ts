import { givingUp } from '../../formats/readers/giving-up';
import type { Reading } from '../../formats/reading';
import { FENCE, MARKED, speaks } from './beside-marks';

/**
 * Flags of a line. For one that says something: it begins a session or could; a session was created for it; its session is open after it.
 * For one that says nothing: some session is open there; it may be a line of SMTP that lacks its mark.
 */
const BEGINS = 1;
const CREATED = 2;
const OPEN = 4;
const AMID = 8;
const SPEAKS = 16;

/** A line that no session said. */
const NOBODY = -1;
/** A line that belongs to the format but says nothing. */
const NOISE = -2;

interface Speaker {
  readonly key: string | null;
  readonly closed: boolean;
  readonly turned: boolean;
}

/**
 * Who said which line of a dialogue whose sessions interleave and whose lines name their session, and what decides where the dialogue ends.
 * With it, an edit of some lines reads only their sessions again (reread.ts). Lines are 0-based in the dialogue.
 */
export class Ledger {
  /** Whether every line said named its session, and no session depended on another. If not, the ledger cannot be used. */
  plain = true;
  private readonly ids = new Map<string, number>();
  private readonly speakers: number[] = [];
  private readonly notes: number[] = [];
  private note = 0;
  private speaker = NOBODY;
  /** The session key of the line that began another dialogue, if this one ended that way. */
  private stopped: string | null = null;

  /** A copy for a rereading to write into. */
  private copy(): Ledger {
    const copy = new Ledger();
    for (const [key, id] of this.ids) copy.ids.set(key, id);
    for (const speaker of this.speakers) copy.speakers.push(speaker);
    for (const note of this.notes) copy.notes.push(note);
    copy.stopped = this.stopped;
    return copy;
  }

  /** Records whether the current line begins a session. */
  begins(begins: boolean): void {
    this.note = begins ? BEGINS : 0;
  }

  /** Records that a session was created for the current line. */
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

  /** Records a line that said nothing. `noise`: it belongs to the format. `amid`: a session is open. */
  silent(line: string, noise: boolean, amid: boolean): void {
    if (!this.plain) return;
    if (givingUp(line) !== null) this.plain = false;
    this.speakers.push(noise ? NOISE : NOBODY);
    this.notes.push((amid ? AMID : 0) | (!noise && speaks(line) ? SPEAKS : 0));
  }

  stop(key: string): void {
    this.stopped = key;
  }

  /** The id of the session that a line names; `NOBODY` if it names none or several. */
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
   * What an edit of the lines `[from, to)` affects: the sessions to which they belonged and now belong (`now`, by line), and that of the line
   * before, because a rule may have read on after it. Null if it may affect more. `gap`: how many successive lines may say nothing.
   */
  touchedBy(from: number, to: number, now: (line: number) => Heard, gap: number): Touched | null {
    const ledger = this.copy();
    const ids = new Set<number>();
    if (from > 0 && this.speakers[from - 1] >= 0) ids.add(this.speakers[from - 1]);
    for (let line = from; line < to; line++) {
      const was = this.speakers[line];
      const { text, readings } = now(line);
      const id = readings === null ? NOBODY : ledger.speakerOf(readings);
      // A line of no session matters only if something else may read it.
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

  /** Whether something was said before and after the lines `[from, to)`, near enough for the dialogue to continue there. */
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

  /** Whether a session said the line. */
  isSaid(line: number): boolean {
    return this.speakers[line] >= 0;
  }

  /** Whether a line was said by the session with this key. */
  isSaidBy(line: number, key: string | null): boolean {
    return key !== null && this.speakers[line] === this.ids.get(key);
  }

  /** Records a line that is read again, before its session gets it; returns false if the line is not what it was. */
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
   * Whether the dialogue ends where `before` did although its sessions may open or close at other lines: no further line begins another
   * dialogue, and nothing changes that depends on an open session. `silent`: after how many lines without a word a session no longer counts.
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

/** A line, and what it says without regard to the lines before; null if it is not a line of the format. */
export interface Heard {
  readonly text: string;
  readonly readings: readonly Reading[] | null;
}

/** What has to be read again after an edit. */
export interface Touched {
  /** The ledger after the edit; the lines read again are recorded in it. */
  readonly ledger: Ledger;
  readonly keys: ReadonlySet<string>;
  /** The lines of the sessions with these keys, and lines of the format that say nothing and may now be theirs; ascending. */
  readonly visits: readonly number[];
}
