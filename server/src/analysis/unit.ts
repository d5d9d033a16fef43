import type { Bounce } from '../formats/bounces';
import { readBounce, startsBounce } from '../formats/bounces';
import type { LogEntry } from '../formats/log';
import { readLogLine } from '../formats/logs';
import type { Choice, Dialogue } from '../session/reading/dialogue';
import { readDialogue } from '../session/reading/dialogue';
import type { Again, Hints, Recognition } from '../session/reading/recognise';
import { isSure, LOOKAHEAD, Recogniser } from '../session/reading/recognise';
import { reread } from '../session/reading/reread';
import { isHello } from '../syntax/verb';
import type { Lines } from '../text/lines';

/**
 * A stretch of lines whose reading depends on nothing before it. A document is a row of units; an edit reads again only the units that it
 * touches. Everything in a unit counts lines from its first one: units after an edit are moved without being changed.
 */
export interface Unit {
  readonly lines: number;
  /** How many lines from its first one were read; may reach beyond its end. */
  readonly readTo: number;
  /** The shape in which its dialogue is read; null: lines that are independent of each other (a log, prose). */
  readonly choice: Choice | null;
  /** The lines are a bounce: what it quotes is read with its neighbours. */
  readonly bounce?: true;
}

/** Dialogues are read again when they are asked for: to keep them all would take several times the memory of the text. */
const recent = new WeakMap<Unit, Pick<WeakRef<Dialogue>, 'deref'>>();

/** Keeps a dialogue that an edit can read again in part, for as long as its unit lives; any other one may be freed earlier. */
function keep(unit: Unit, dialogue: Dialogue): void {
  recent.set(unit, dialogue.ledger ? { deref: () => dialogue } : new WeakRef(dialogue));
}

/** The dialogue of a unit that begins at line `start` of `lines`, its own lines counted from 0; null for plain lines. */
export function dialogueOf(unit: Unit, lines: Lines, start: number): Dialogue | null {
  if (!unit.choice) return null;
  const known = recent.get(unit)?.deref();
  if (known) return known;
  const dialogue = relative(readDialogue(lines, start, unit.choice));
  keep(unit, dialogue);
  return dialogue;
}

/**
 * How to read the unit at line `start` again after an edit of the lines `[from, to)`, all lines of the document, that kept their number.
 * Undefined if its sessions cannot be read one by one.
 */
export function againAfter(unit: Unit, lines: Lines, start: number, from: number, to: number): Again | undefined {
  const before = unit.choice && recent.get(unit)?.deref();
  if (!before?.ledger) return undefined;
  return (at, choice) => (at === start ? reread(lines, start, choice, before, { from: from - start, to: to - start }) : null);
}

const recentBounces = new WeakMap<Unit, WeakRef<Bounce>>();

/** The bounce in a unit at line `start` of `lines`, its own lines counted from 0; null if it is not one. */
export function bounceOf(unit: Unit, lines: Lines, start: number): Bounce | null {
  if (!unit.bounce) return null;
  const known = recentBounces.get(unit)?.deref();
  if (known) return known;
  const bounce = readBounce(lines, start, start + unit.lines);
  recentBounces.set(unit, new WeakRef(bounce));
  return bounce;
}

/** A line of a unit that says something about mail; the line counts from the unit's first one. */
export interface EntryAt {
  readonly line: number;
  readonly entry: LogEntry;
}

/** Entries are read again when they are asked for, as dialogues are; but the fact that a unit has none is kept. */
const recentEntries = new WeakMap<Unit, WeakRef<readonly EntryAt[]> | typeof NO_ENTRIES>();
const NO_ENTRIES: readonly EntryAt[] = [];

/** The entries of a unit, if they have been read and are still at hand. */
export function knownEntries(unit: Unit): readonly EntryAt[] | undefined {
  const known = recentEntries.get(unit);
  return known instanceof WeakRef ? known.deref() : known;
}

/** The lines of a unit at line `start` of `lines` that say something about mail and belong to no dialogue. */
export function entriesOf(unit: Unit, lines: Lines, start: number): readonly EntryAt[] {
  const kept = knownEntries(unit);
  if (kept) return kept;
  const claimed = dialogueOf(unit, lines, start)?.claimed;
  const bounce = bounceOf(unit, lines, start);
  const found: EntryAt[] = [];
  for (let line = 0; line < unit.lines; line++) {
    if (claimed?.[line]) continue;
    const quoted = bounce?.entries.get(line);
    const entry = quoted === undefined ? readLogLine(lines.line(start + line)) : quoted;
    if (entry) found.push({ line, entry });
  }
  recentEntries.set(unit, found.length === 0 ? NO_ENTRIES : new WeakRef(found));
  return found.length === 0 ? NO_ENTRIES : found;
}

/**
 * Those of the lines `[from, to)` of the document, read one by one: a `WeakRef` to a list keeps all of it until the caller's turn ends, and the
 * collector copies it in vain.
 */
export function* entriesOnce(unit: Unit, lines: Lines, start: number, from: number, to: number): Generator<EntryAt> {
  if (unit.choice || unit.bounce) {
    for (const one of entriesOf(unit, lines, start)) if (start + one.line >= from && start + one.line < to) yield one;
    return;
  }
  for (let line = from; line < to; line++) {
    const entry = readLogLine(lines.line(line));
    if (entry) yield { line: line - start, entry };
  }
}

const NO_BOUNCE = { lines: 0, readTo: 0 } as const;

/** Plain lines are grouped only to keep the row short; the ends of the groups have no meaning. */
export const MOST_PLAIN = 64;
/** A dialogue is looked for only if there is an SMTP word within this many lines. */
const NEAR = 24;

/** How many lines after its last one the reading of a unit may depend on. */
export const REACH = NEAR + LOOKAHEAD + 256;

/** Reads units one after another; remembers what it has already found out about the lines ahead. `again`: see Recogniser. */
export class UnitReader {
  /** The next line, as far as known, that has an SMTP word. */
  private sure = -1;
  private scanned = 0;
  private found: { line: number; recognition: Recognition } = { line: -1, recognition: { found: null, readTo: 0 } };

  private readonly recogniser: Recogniser;

  constructor(
    private readonly lines: Lines,
    private readonly hints: Hints,
    again?: Again,
  ) {
    this.recogniser = new Recogniser(lines, hints, true, again);
  }

  /**
   * The unit that begins at line `start`. Plain lines end before line `stop` at the latest: a unit is known to begin there.
   */
  read(start: number, stop: number): Unit {
    const bounce = this.bounceAt(start);
    if (bounce.lines > 0) return { lines: bounce.lines, readTo: bounce.readTo, choice: null, bounce: true };
    const first = this.dialogueAt(start);
    if (first.found) {
      const { choice, end, dialogue } = first.found;
      const unit: Unit = { lines: end - start, readTo: first.readTo - start, choice };
      if (dialogue) keep(unit, relative(dialogue));
      return unit;
    }
    let readTo = Math.max(first.readTo, start + bounce.readTo);
    const last = Math.min(this.lines.count, start + MOST_PLAIN, Math.max(stop, start + 1));
    let at = start + 1;
    for (; at < last; at++) {
      const next = this.dialogueAt(at);
      readTo = Math.max(readTo, next.readTo);
      const quoted = this.bounceAt(at);
      readTo = Math.max(readTo, at + quoted.readTo);
      if (next.found || quoted.lines > 0) break;
    }
    return { lines: at - start, readTo: Math.max(readTo, at) - start, choice: null };
  }

  /** The bounce that begins exactly at this line, if any; it ends where a dialogue begins that was not merely quoted in part. */
  private bounceAt(line: number): Pick<Bounce, 'lines' | 'readTo'> {
    if (!startsBounce(this.lines.line(line))) return NO_BOUNCE;
    const whole = readBounce(this.lines, line);
    let readTo = whole.readTo;
    for (let at = line; at < line + whole.lines; at++) {
      const { found, readTo: seen } = this.dialogueAt(at);
      readTo = Math.max(readTo, seen - line);
      if (found && prevails(found.dialogue ?? readDialogue(this.lines, at, found.choice), whole.lone))
        return { lines: at > line && !whole.lone ? readBounce(this.lines, line, at).lines : 0, readTo };
    }
    return { lines: whole.lines, readTo };
  }

  /** The dialogue that begins exactly at this line, if any; cached, because the next unit asks for it again. */
  private dialogueAt(line: number): Recognition {
    if (this.found.line === line) return this.found.recognition;
    const sure = this.nextSure(line);
    if (sure - line > NEAR) return { found: null, readTo: Math.min(this.lines.count, line + NEAR + 1) };
    const recognition = this.recogniser.at(line);
    const readTo = Math.max(recognition.readTo, Math.min(this.lines.count, sure + 1));
    this.found = { line, recognition: { found: recognition.found, readTo } };
    return this.found.recognition;
  }

  private nextSure(from: number): number {
    if (this.hints.explicit || this.hints.format) return from;
    if (this.sure >= from) return this.sure;
    let at = Math.max(from, this.scanned);
    const last = Math.min(this.lines.count, from + NEAR + 1);
    for (; at < last; at++) {
      if (isSure(this.lines.line(at))) {
        this.sure = at;
        this.scanned = at + 1;
        return at;
      }
    }
    this.scanned = Math.max(this.scanned, at);
    return this.lines.count + NEAR + 1;
  }
}

/** Whether a dialogue is more than what a bounce, a lone reply or a list of codes quotes. */
const prevails = (dialogue: Dialogue, lone: Bounce['lone']): boolean =>
  lone === 'reply' || (lone === 'list' ? dialogue.sessions.some(({ sides }) => sides === 'both') : opens(dialogue));

/** Whether a dialogue shows how a session began: the transcript in a bounce shows only where it failed. */
const opens = ({ sessions }: Dialogue): boolean =>
  sessions.some(({ exchanges }) =>
    exchanges.some(({ kind, command, replies }) => (kind === 'greeting' && replies[0]?.code === 220) || isHello(command?.verb ?? '')),
  );

function relative(dialogue: Dialogue): Dialogue {
  return { ...dialogue, start: 0, end: dialogue.end - dialogue.start, readTo: dialogue.readTo - dialogue.start };
}
