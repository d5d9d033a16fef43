import type { DialogueView, Reader } from '../../formats/format';
import type { Glance } from '../../formats/glance';
import { givingUp } from '../../formats/readers/giving-up';
import type { Reading } from '../../formats/reading';
import type { Peeled } from '../../formats/wrapper';
import { peelAll } from '../../formats/wrapper';
import type { Lines } from '../../text/lines';
import { FENCE, MARKED } from './beside-marks';
import type { Choice } from './dialogue';
import { GAP, KEYED_GAP, unwrapped } from './dialogue';
import type { Step } from './plain-session';
import { PlainSession } from './plain-session';

/** Where a skimmed dialogue ends. Lines from 0, ends exclusive. */
export interface Skimmed {
  readonly end: number;
  /** As in `Dialogue`. */
  readonly readTo: number;
  /** Within the first lines the client used words that only SMTP has, and was answered. */
  readonly sure: boolean;
  /** The minimum that the reading of the first lines is worth (evidence.ts). */
  readonly score: number;
}

/**
 * Where the dialogue ends that begins at line `start`, found without building it: `end` and `readTo` are those of `readDialogue`. Null if
 * anything is not plain (interleaved sessions, a reply without a command, a command sent before the reply to the last one …): then it must
 * be read. `window`: the number of lines that count for the score. Most sessions are plain, and a long file has thousands.
 */
export function skim(lines: Lines, start: number, choice: Choice, window: number): Skimmed | null {
  return new Skim(lines, start, choice, window).run();
}

class Skim {
  private readonly session = new PlainSession();
  private readonly reader: Reader;
  /** Tells who speaks without reading; without a glance, or inside wrappers, the lines are read. */
  private readonly glance: Glance | undefined;
  private readonly view: DialogueView;
  private at: number;
  private readTo: number;
  private lastSaid: number;
  /** The key of the session; null before anything was read. */
  private key: string | null = null;

  constructor(
    private readonly lines: Lines,
    private readonly start: number,
    private readonly choice: Choice,
    private readonly window: number,
  ) {
    this.reader = choice.format.reader();
    this.glance = choice.wrappers.length === 0 ? this.reader.glance : undefined;
    this.at = start;
    this.readTo = start;
    this.lastSaid = start - 1;
    this.view = {
      expecting: (key) => (this.key === null || (key !== undefined && key !== this.key) ? 'idle' : this.session.expecting),
      chunk: () => null,
      peek: (k) => this.peek(k),
    };
  }

  run(): Skimmed | null {
    const { lines, start, session } = this;
    let step: Step = 'on';
    for (; step === 'on' && this.at < lines.count; this.at++) {
      if (this.at === start + this.window) session.counts = false;
      step = this.glance ? this.glanced(this.glance, lines.line(this.at)) : this.read(lines.line(this.at));
    }
    if (step === 'odd' || this.key === null) return null;
    const end = Math.max(start + 1, this.lastSaid + 1);
    return { end, readTo: Math.max(this.readTo, this.at, end), sure: session.sure, score: session.score };
  }

  private glanced(glance: Glance, line: string): Step {
    const glimpse = glance.at(line);
    switch (glimpse) {
      case null:
      case 'noise':
        return this.silent(line, glimpse === 'noise');
      case 'look':
        return 'odd';
      case 'client':
        return this.saying(this.session.client(line, glance.from, glance));
      case 'server':
        return this.saying(this.session.server(line, glance.from));
      default:
        return this.saying(this.session.mark(glimpse));
    }
  }

  private saying(step: Step): Step {
    if (step !== 'on') return step;
    this.key ??= '';
    this.lastSaid = this.at;
    return 'on';
  }

  private read(source: string): Step {
    const { wrappers } = this.choice;
    const peeled = wrappers.length > 0 ? peelAll(source, wrappers) : null;
    const inside = wrappers.length > 0 ? peeled?.piece.text : source;
    const readings = inside === undefined ? null : this.reader.read(inside, this.view);
    if (readings === null || readings.length === 0) return this.silent(inside ?? source, readings !== null);
    for (const [index, reading] of readings.entries()) {
      const step = this.take(reading, peeled);
      // Only the beginning of a line can begin another dialogue.
      if (step !== 'on') return index > 0 ? 'odd' : step;
    }
    this.lastSaid = this.at;
    return 'on';
  }

  private take(reading: Reading, peeled: Peeled | null): Step {
    const { session } = this;
    const key = reading.key ?? peeled?.key;
    // Among sessions that have a key, another one begins when this one is over.
    if (this.key !== null && key !== undefined && key !== this.key) return session.closed ? 'over' : 'odd';
    const step = reading.kind === 'mark' ? session.mark(reading.mark) : this.wire(reading);
    if (step === 'on') this.key ??= key ?? '';
    return step;
  }

  private wire({ side, piece, masked, body, more, continues }: Extract<Reading, { kind: 'wire' }>): Step {
    const { session } = this;
    if (side === 'server') return more || continues ? 'odd' : session.server(piece.text, 0);
    const anything = session.inBody || session.expecting === 'auth';
    return (masked || body) && !anything ? 'odd' : session.client(piece.text, 0);
  }

  /** Handles a line that says nothing, whether it belongs to the format or not. */
  private silent(line: string, ofFormat: boolean): Step {
    const begun = this.key !== null;
    if (!ofFormat && begun && FENCE.test(line)) return 'over';
    if (!ofFormat && begun && this.goesOn(line)) return 'odd';
    if (begun && !this.session.closed) {
      if (givingUp(line) !== null) return 'odd';
      if (ofFormat && this.lastSaid === this.at - 1) {
        this.lastSaid = this.at;
        return 'on';
      }
    }
    return this.at - this.lastSaid > (this.key ? KEYED_GAP : GAP[this.choice.format.trust]) ? 'over' : 'on';
  }

  /** Whether `readDialogue` may take a line without a mark for the rest of a reply, or for the beginning of marked lines. */
  private goesOn(line: string): boolean {
    const unit = line.charCodeAt(0);
    const indented = unit === 32 || unit === 9;
    return (
      (indented && this.lastSaid === this.at - 1) ||
      (unit >= 48 && unit <= 57 && this.session.expecting === 'open') ||
      (this.choice.format.viewpoint === 'none' && MARKED.test(line))
    );
  }

  /** Looks ahead as `readDialogue` does. */
  private peek(k: number): string {
    const n = this.at + k;
    if (n < this.start || n >= this.lines.count) return '';
    this.readTo = Math.max(this.readTo, n + 1);
    return unwrapped(this.lines.line(n), this.choice);
  }
}
