import type { Text } from '@codemirror/state';
import type { LogEntry } from '../formats/log';
import { readLogLine } from '../formats/logs';
import type { Session } from '../session/model';
import type { Dialogue } from '../session/reading/dialogue';
import type { Hints } from '../session/reading/recognise';
import { firstFrom } from '../text/bisect';
import { type Lines, linesOf, TextLines, textOf } from '../text/lines';
import { carryLines } from './by-line';
import { isTakenOut } from './taken-out';
import type { EntryAt, Unit } from './unit';
import { againAfter, bounceOf, dialogueOf, entriesOf, entriesOnce, knownEntries, REACH, UnitReader } from './unit';
import type { Placed, PlacedBlock } from './unit-row';
import { UnitRow } from './unit-row';

export type { Placed } from './unit-row';

const isLines = (source: Text | readonly string[]): source is readonly string[] => Array.isArray(source);

/** An edit after which more lines than this are read again is not a keystroke: whether it left the log unchanged is not checked. */
const MOST_COMPARED = 1000;

/** An edit by lines: the old lines `[from, to)` were replaced by `inserted` new ones. Lines from 0. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly inserted: number;
}

/** A session, and the line of the document from which its lines count. */
export interface PlacedSession {
  readonly session: Session;
  readonly start: number;
}

/** A state of the log lines of a document. */
export interface LogVersion {
  /** The state before an edit that left every line in its place, and the lines (0-based) that say something else since. */
  readonly before?: { readonly log: WeakRef<LogVersion>; readonly changed: ReadonlySet<number> };
}

/**
 * One document, read. Immutable: an edit makes another one that shares what the edit did not touch. Lines count from 0, columns are
 * UTF-16 units. Reading never fails: what is not SMTP is simply absent.
 */
export class Analysis {
  readonly lines: Lines;

  private constructor(
    private readonly source: Text | readonly string[],
    private readonly row: UnitRow,
    readonly hints: Hints,
    /** Identifies everything that the log in this document says: analyses that share it have the same log lines at the same places. */
    readonly log: LogVersion = {},
  ) {
    this.lines = isLines(source) ? linesOf(source) : new TextLines(source);
  }

  /**
   * Reads a whole document: its text, which can then be edited, or only its lines (at least one), if no one will edit it or change the
   * array. `known` are the lines of `text`, if the caller has them already.
   */
  static of(text: Text | readonly string[], hints: Hints = {}, known: readonly string[] = isLines(text) ? text : text.toJSON()): Analysis {
    const lines = linesOf(known);
    const reader = new UnitReader(lines, hints);
    const units: Unit[] = [];
    for (let at = 0; at < lines.count; ) {
      const unit = reader.read(at, lines.count);
      units.push(unit);
      at += unit.lines;
    }
    return new Analysis(text, UnitRow.of(units), hints);
  }

  /** The text of the document; built when first asked for, if only the lines were given. */
  get text(): Text {
    return isLines(this.source) ? textOf(this.source) : this.source;
  }

  /** The analysis of `text`, which is this document's text after `edit`. The cost depends on what the edit touches, not on the document. */
  edited(text: Text, edit: LineEdit): Analysis {
    const { row } = this;
    const delta = edit.inserted - (edit.to - edit.from);
    const from = this.firstAffected(edit.from);
    // Old units that begin at or after `next` are after the edit: at one of them the new reading may meet the old one.
    let next = row.at(edit.to).start;
    const step = (): void => {
      next += row.at(next).unit.lines;
    };
    if (next < edit.to) step();
    const lines = new TextLines(text);
    const edited = row.at(edit.from);
    const within = delta === 0 && edit.to <= edited.start + edited.unit.lines;
    const reader = new UnitReader(lines, this.hints, within ? againAfter(edited.unit, lines, edited.start, edit.from, edit.to) : undefined);
    const fresh: Unit[] = [];
    let at = from;
    while (at < lines.count) {
      while (next < row.lines && next + delta < at) step();
      const meeting = next < row.lines ? next + delta : lines.count;
      if (at === meeting && at >= edit.from + edit.inserted) break;
      const unit = reader.read(at, Math.max(meeting, edit.from + edit.inserted));
      fresh.push(unit);
      if (within && at === edited.start && unit.lines === edited.unit.lines)
        carryLines(edited.unit, unit, edit.from - edited.start, edit.to - edited.start);
      at += unit.lines;
    }
    const end = at < lines.count ? next : row.lines;
    const now = row.replaced(from, end, fresh);
    const comparable = delta === 0 && end - from <= MOST_COMPARED;
    const changed = comparable ? changedLines(logLines(row, this.lines, from, end), logLines(now, lines, from, end)) : null;
    const log = changed === null ? {} : changed.size === 0 ? this.log : { before: { log: new WeakRef(this.log), changed } };
    return new Analysis(text, now, this.hints, log);
  }

  /** The line at which the first unit begins whose reading depended on line `n`. */
  private firstAffected(n: number): number {
    let first = this.row.at(n).start;
    for (let end = first; end > 0 && end + REACH > n; ) {
      const { unit, start } = this.row.at(end - 1);
      if (start + unit.readTo >= n) first = start;
      end = start;
    }
    return first;
  }

  /** The units that no further line of this text could change, as an analysis of their own: for a text whose end is not known yet. */
  settled(): Analysis {
    let end = 0;
    for (const { unit, start } of this.unitsIn()) {
      if (start + unit.readTo >= this.lines.count) break;
      end = start + unit.lines;
    }
    return new Analysis(this.source, this.row.replaced(end, this.end, []), this.hints);
  }

  /** The line after the last unit. */
  get end(): number {
    return this.row.lines;
  }

  unitAt(n: number): Placed {
    return this.row.at(n);
  }

  /** Units that have a line in `[from, to)`. */
  unitsIn(from = 0, to: number = this.lines.count): Generator<Placed> {
    return this.row.in(from, to);
  }

  /** The units that contain a dialogue: in a long log they are found without going over the others. */
  dialogues(): Generator<Placed> {
    return this.row.dialogues();
  }

  /** All units in blocks, which an edit elsewhere leaves the same objects. */
  get blocks(): readonly PlacedBlock[] {
    return this.row.blocksPlaced;
  }

  *sessions(from = 0, to: number = this.lines.count): Generator<PlacedSession> {
    for (const { unit, start } of this.unitsIn(from, to))
      for (const session of this.dialogueOf({ unit, start })?.sessions ?? []) yield { session, start };
  }

  /** The dialogue in a unit, its lines counted from the unit's first; null for plain lines. */
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

  /** The log line at `n`, read; null if it is not one, or is part of a dialogue. */
  entryAt(n: number): LogEntry | null {
    const placed = this.unitAt(n);
    const known = knownEntries(placed.unit);
    if (known) {
      const one = known[firstFrom(known, n - placed.start, ({ line }) => line)];
      return one?.line === n - placed.start ? one.entry : null;
    }
    if (this.dialogueOf(placed)?.claimed[n - placed.start]) return null;
    const quoted = bounceOf(placed.unit, this.lines, placed.start)?.entries.get(n - placed.start);
    return quoted === undefined ? readLogLine(this.lines.line(n)) : quoted;
  }

  /** As `entries`, for a caller that asks once: nothing that was read is kept for the next one. */
  *entriesOnce(from = 0, to: number = this.lines.count): Generator<EntryAt> {
    for (const { unit, start } of this.unitsIn(from, to))
      for (const { line, entry } of entriesOnce(unit, this.lines, start, Math.max(from, start), Math.min(to, start + unit.lines)))
        yield { line: start + line, entry };
  }

  /** The log lines of `[from, to)`, each with its line number. */
  *entries(from = 0, to: number = this.lines.count): Generator<EntryAt> {
    for (const { unit, start } of this.unitsIn(from, to))
      for (const { line, entry } of entriesOf(unit, this.lines, start))
        if (start + line >= from && start + line < to) yield { line: start + line, entry };
  }
}

/**
 * What the lines of some units contribute to the log as a whole, by line: if it is equal, the findings about messages are too. Null if neighbours
 * matter.
 */
function logLines(row: UnitRow, lines: Lines, from: number, to: number): ReadonlyMap<number, string> | null {
  const found = new Map<number, string>();
  for (const { unit, start } of row.in(from, to)) {
    if (unit.bounce) return null;
    for (let line = start; line < start + unit.lines; line++) if (isTakenOut(lines.line(line))) found.set(line, '');
    for (const { line } of entriesOf(unit, lines, start)) found.set(start + line, lines.line(start + line));
  }
  return found;
}

/** The lines whose contribution is not the same in both; null if one of them is not known. */
function changedLines(before: ReadonlyMap<number, string> | null, now: ReadonlyMap<number, string> | null): ReadonlySet<number> | null {
  if (!before || !now) return null;
  return new Set([...new Set([...before.keys(), ...now.keys()])].filter((line) => before.get(line) !== now.get(line)));
}
