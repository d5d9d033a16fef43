import type { Text } from '@codemirror/state';
import type { LogEntry } from '../formats/log';
import { readLogLine } from '../formats/logs';
import type { Dialogue } from '../session/dialogue';
import type { Session } from '../session/model';
import type { Hints } from '../session/recognise';
import { linesOf, TextLines } from '../text/lines';
import type { Unit } from './unit';
import { bounceOf, dialogueOf, REACH, UnitReader } from './unit';

/** An edit by lines: the old lines `[from, to)` were replaced by `inserted` new ones. Lines from 0. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly inserted: number;
}

/** A unit and the line of the document that it begins at. */
export interface Placed {
  readonly unit: Unit;
  readonly start: number;
}

/** A session and the line of the document that its lines count from. */
export interface PlacedSession {
  readonly session: Session;
  readonly start: number;
}

/**
 * One document, read. Immutable: an edit makes another one that shares what the edit did not touch. Lines count from 0, columns are
 * UTF-16 units. Reading never fails: what is not SMTP is simply not there.
 */
export class Analysis {
  private readonly starts: Int32Array;
  readonly lines: TextLines;

  private constructor(
    readonly text: Text,
    readonly units: readonly Unit[],
    readonly hints: Hints,
  ) {
    this.lines = new TextLines(text);
    this.starts = new Int32Array(units.length + 1);
    let at = 0;
    for (let i = 0; i < units.length; i++) {
      this.starts[i] = at;
      at += units[i].lines;
    }
    this.starts[units.length] = at;
  }

  /** Reads a whole document. */
  static of(text: Text, hints: Hints = {}): Analysis {
    const lines = linesOf(text.toJSON());
    const reader = new UnitReader(lines, hints);
    const units: Unit[] = [];
    for (let at = 0; at < lines.count; ) {
      const unit = reader.read(at, lines.count);
      units.push(unit);
      at += unit.lines;
    }
    return new Analysis(text, units, hints);
  }

  /** The analysis of `text`, which is this document's text after `edit`. Costs what the edit touches, not what the document holds. */
  edited(text: Text, edit: LineEdit): Analysis {
    const delta = edit.inserted - (edit.to - edit.from);
    let first = this.indexAt(edit.from);
    for (let i = first - 1; i >= 0 && this.starts[i + 1] + REACH > edit.from; i--) {
      if (this.starts[i] + this.units[i].readTo >= edit.from) first = i;
    }
    // Old units that begin at or after `next` stand behind the edit: one of them is where the new reading may meet the old one.
    let next = this.indexAt(edit.to);
    if (this.starts[next] < edit.to) next++;
    const lines = new TextLines(text);
    const reader = new UnitReader(lines, this.hints);
    const fresh: Unit[] = [];
    let at = this.starts[first];
    while (at < lines.count) {
      while (next < this.units.length && this.starts[next] + delta < at) next++;
      const meeting = next < this.units.length ? this.starts[next] + delta : lines.count;
      if (at === meeting && at >= edit.from + edit.inserted) break;
      const unit = reader.read(at, Math.max(meeting, edit.from + edit.inserted));
      fresh.push(unit);
      at += unit.lines;
    }
    const units = this.units.slice(0, first);
    for (const unit of fresh) units.push(unit);
    if (at < lines.count) for (let i = next; i < this.units.length; i++) units.push(this.units[i]);
    return new Analysis(text, units, this.hints);
  }

  /** The units that no line behind this text could change, as an analysis of their own: for a text whose end is not known yet. */
  settled(): Analysis {
    let count = 0;
    while (count < this.units.length && this.starts[count] + this.units[count].readTo < this.lines.count) count++;
    return new Analysis(this.text, this.units.slice(0, count), this.hints);
  }

  /** The line behind the last unit. */
  get end(): number {
    return this.starts[this.units.length];
  }

  /** Index of the unit that line `n` stands in; the last one for a line beyond the end. */
  indexAt(n: number): number {
    let low = 0;
    let high = this.units.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= n) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  startOf(index: number): number {
    return this.starts[index];
  }

  unitAt(n: number): Placed {
    const index = this.indexAt(n);
    return { unit: this.units[index], start: this.starts[index] };
  }

  /** Units that have a line in `[from, to)`. */
  *unitsIn(from = 0, to: number = this.lines.count): Generator<Placed> {
    for (let i = this.indexAt(from); i < this.units.length && this.starts[i] < to; i++)
      yield { unit: this.units[i], start: this.starts[i] };
  }

  *sessions(from = 0, to: number = this.lines.count): Generator<PlacedSession> {
    for (const { unit, start } of this.unitsIn(from, to))
      for (const session of this.dialogueOf({ unit, start })?.sessions ?? []) yield { session, start };
  }

  /** The dialogue that a unit holds, its lines counted from the unit's first; null for plain lines. */
  dialogueOf({ unit, start }: Placed): Dialogue | null {
    return dialogueOf(unit, this.lines, start);
  }

  /** The sessions that say something on line `n` (several where they interleave). */
  sessionsAt(n: number): PlacedSession[] {
    const placed = this.unitAt(n);
    const { start } = placed;
    return (this.dialogueOf(placed)?.sessions ?? [])
      .filter((session) => session.firstLine <= n - start && n - start <= session.lastLine)
      .map((session) => ({ session, start }));
  }

  /** The log line at `n`, read; null where it is none, or part of a dialogue. */
  entryAt(n: number): LogEntry | null {
    const placed = this.unitAt(n);
    if (this.dialogueOf(placed)?.claimed[n - placed.start]) return null;
    return bounceOf(placed.unit, this.lines, placed.start)?.entries.get(n - placed.start) ?? readLogLine(this.lines.line(n));
  }

  /** Log lines of `[from, to)`, with their line. */
  *entries(from = 0, to: number = this.lines.count): Generator<{ readonly line: number; readonly entry: LogEntry }> {
    for (const placed of this.unitsIn(from, to)) {
      const { unit, start } = placed;
      const claimed = this.dialogueOf(placed)?.claimed;
      const bounce = bounceOf(unit, this.lines, start);
      const last = Math.min(to, start + unit.lines);
      for (let line = Math.max(from, start); line < last; line++) {
        if (claimed?.[line - start]) continue;
        const entry = bounce?.entries.get(line - start) ?? readLogLine(this.lines.line(line));
        if (entry) yield { line, entry };
      }
    }
  }
}
