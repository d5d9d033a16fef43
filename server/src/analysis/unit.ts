import type { Dialogue } from '../session/dialogue';
import { readDialogue } from '../session/dialogue';
import type { Hints } from '../session/recognise';
import { isSure, LOOKAHEAD, recognise } from '../session/recognise';
import type { Lines } from '../text/lines';

/**
 * A stretch of lines whose reading depends on nothing before it. A document is a row of units; an edit reads again only the units that it
 * touches. Everything in a unit counts lines from its first one, so that units behind an edit are moved without being changed.
 */
export interface Unit {
  readonly lines: number;
  /** How many lines from its first one were looked at; may reach beyond its end. */
  readonly readTo: number;
  /** The dialogue it holds, or null: lines that each stand for themselves (a log, prose). */
  readonly dialogue: Dialogue | null;
}

/** Plain lines are grouped only to keep the row short; where the groups end means nothing. */
const MOST_PLAIN = 256;
/** A dialogue is looked for only where a word of SMTP stands within so many lines. */
const NEAR = 40;

/** The furthest that the reading of a unit looks beyond its last line. */
export const REACH = NEAR + LOOKAHEAD + 256;

/** Reads units one after another; remembers what it has already found out about the lines ahead. */
export class UnitReader {
  /** Next line at or after which a word of SMTP stands, as far as is known. */
  private sure = -1;
  private scanned = 0;

  constructor(
    private readonly lines: Lines,
    private readonly hints: Hints,
  ) {}

  /**
   * The unit that begins at line `start`. Plain lines end before line `stop` at the latest: a unit is known to begin there.
   */
  read(start: number, stop: number): Unit {
    const first = this.dialogueAt(start);
    if (first.dialogue) return { lines: first.dialogue.end - start, readTo: first.dialogue.readTo - start, dialogue: relative(first.dialogue) };
    let readTo = first.readTo;
    const last = Math.min(this.lines.count, start + MOST_PLAIN, Math.max(stop, start + 1));
    let at = start + 1;
    for (; at < last; at++) {
      const next = this.dialogueAt(at);
      readTo = Math.max(readTo, next.readTo);
      if (next.dialogue) break;
    }
    return { lines: at - start, readTo: Math.max(readTo, at) - start, dialogue: null };
  }

  /** The dialogue that begins at exactly this line, or null. */
  private dialogueAt(line: number): { dialogue: Dialogue | null; readTo: number } {
    const sure = this.nextSure(line);
    if (sure - line > NEAR) return { dialogue: null, readTo: Math.min(this.lines.count, line + NEAR + 1) };
    const choice = recognise(this.lines, line, this.hints);
    const readTo = Math.min(this.lines.count, line + LOOKAHEAD);
    if (!choice) return { dialogue: null, readTo };
    const dialogue = readDialogue(this.lines, line, choice);
    return { dialogue: dialogue.sessions.length > 0 ? dialogue : null, readTo: Math.max(readTo, dialogue.readTo) };
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

function relative(dialogue: Dialogue): Dialogue {
  return { ...dialogue, start: 0, end: dialogue.end - dialogue.start, readTo: dialogue.readTo - dialogue.start };
}
