import type { TranscriptFormat } from '../formats/format';
import { givingUp } from '../formats/giving-up';
import type { Glance } from '../formats/glance';
import type { MarkReading } from '../formats/reading';
import { commandLikeness } from '../syntax/command-line';
import type { Lines } from '../text/lines';
import { FENCE, GAP, MOST_LINES } from './dialogue';
import type { PlainExchange } from './plain-exchange';
import { AUTH_ANSWER, GREETING, isPlainReply, MAIL_DATA, plainExchange, surelySuits } from './plain-exchange';

/** Where a dialogue ends that was skimmed. Lines from 0, ends exclusive. */
export interface Skimmed {
  readonly end: number;
  /** As in `Dialogue`. */
  readonly readTo: number;
  /** Words that only SMTP uses were said by the client, and answered, within the first lines. */
  readonly sure: boolean;
  /** What the reading of the first lines is worth at least (evidence.ts). */
  readonly score: number;
}

/**
 * Where the dialogue ends that begins at line `start`, found without reading it: `end` and `readTo` are those of `readDialogue`. Null
 * where anything is not plain (lines without their marker, a reply nobody waits for, a command sent before the reply to the last one …):
 * then it must be read. `window`: so many lines count for the score. Nine sessions of ten are plain, and a long file holds thousands.
 */
export function skim(lines: Lines, start: number, format: TranscriptFormat, window: number): Skimmed | null {
  const { glance } = format.reader();
  return glance ? new Skim(lines, start, format, glance, window).run() : null;
}

/** `fresh`: nothing was said; `idle`: the client is to speak; `owed`: the server is; `asked`: a 334 waits for its answer. */
type Stage = 'fresh' | 'idle' | 'owed' | 'asked' | 'body' | 'closed';
/** What a line makes of the dialogue: it goes on, ends before this line, or is not plain. */
type Step = 'on' | 'over' | 'odd';

const SPACE = 32;
const HYPHEN = 45;
const DOT = 46;
/** A reply that the window cuts in two counts as one whose end is missing, and may suit less. */
const CUT = 2.5;

class Skim {
  private stage: Stage = 'fresh';
  /** Something was read: without it the end of a block of code ends nothing. */
  private begun = false;
  /** Code of the reply that is not yet complete; 0 for none. */
  private open = 0;
  /** Code of the reply that was said last. */
  private said = 0;
  /** The exchange that the next reply answers. */
  private owes: PlainExchange = GREETING;
  private lastSaid: number;
  private score = -CUT;
  private sure = false;

  constructor(
    private readonly lines: Lines,
    private readonly start: number,
    private readonly format: TranscriptFormat,
    private readonly glance: Glance,
    private readonly window: number,
  ) {
    this.lastSaid = start - 1;
  }

  run(): Skimmed | null {
    const { lines, start } = this;
    const limit = Math.min(lines.count, start + MOST_LINES);
    let at = start;
    let step: Step = 'on';
    for (; at < limit; at++) {
      step = this.line(lines.line(at), at);
      if (step !== 'on') break;
    }
    if (step === 'odd' || !this.begun) return null;
    const end = Math.max(start + 1, this.lastSaid + 1);
    return { end, readTo: Math.max(Math.min(at + 1, limit), end), sure: this.sure, score: this.score };
  }

  private line(line: string, at: number): Step {
    const glimpse = this.glance.at(line);
    let step: Step;
    switch (glimpse) {
      case 'client':
        step = this.client(line, at);
        break;
      case 'server':
        step = this.server(line, at);
        break;
      case null:
      case 'noise':
        return this.silent(line, at, glimpse === 'noise');
      case 'look':
        return 'odd';
      default:
        step = this.mark(glimpse);
    }
    if (step !== 'on') return step;
    this.begun = true;
    this.lastSaid = at;
    return 'on';
  }

  /** A line that says nothing, of the format or not. */
  private silent(line: string, at: number, ofFormat: boolean): Step {
    if (!ofFormat && this.begun && FENCE.test(line)) return 'over';
    if (this.begun && this.stage !== 'closed' && givingUp(line) !== null) return 'odd';
    if (ofFormat && this.begun && this.stage !== 'closed' && this.lastSaid === at - 1) {
      this.lastSaid = at;
      return 'on';
    }
    return at - this.lastSaid > GAP[this.format.trust] ? 'over' : 'on';
  }

  private mark(mark: MarkReading['mark']): Step {
    if (mark === 'tls' || mark === 'note') return 'on';
    if (mark === 'connect') return this.stage === 'fresh' ? 'on' : 'over';
    if (mark === 'elided') return this.stage === 'body' ? 'on' : 'odd';
    if (mark !== 'close' || this.stage === 'fresh' || this.stage === 'body' || this.open > 0) return 'odd';
    this.stage = 'closed';
    return 'on';
  }

  private client(line: string, at: number): Step {
    const { from, elidedBody } = this.glance;
    switch (this.stage) {
      case 'body':
        if (line.length - from === 1 ? line.charCodeAt(from) === DOT : elidedBody?.test(line.slice(from))) this.owe(MAIL_DATA);
        return 'on';
      case 'asked':
        this.owe(AUTH_ANSWER);
        return 'on';
      case 'idle':
        return this.command(line.slice(from), at);
      case 'closed':
        return /^(?:EHLO|HELO|LHLO)\b/i.test(line.slice(from)) && commandLikeness(line.slice(from)) === 2 ? 'over' : 'odd';
      default:
        return 'odd';
    }
  }

  private command(text: string, at: number): Step {
    const exchange = plainExchange(text);
    const likeness = exchange ? commandLikeness(text) : 0;
    if (!exchange || likeness === 0 || this.glance.masked?.test(text)) return 'odd';
    this.owe(exchange);
    this.worth(likeness, at);
    return 'on';
  }

  private owe(exchange: PlainExchange): void {
    this.owes = exchange;
    this.stage = 'owed';
  }

  private server(line: string, at: number): Step {
    const { from } = this.glance;
    const code = codeAt(line, from);
    // The last words once more greet nobody.
    if (this.stage === 'closed') return isGreeting(code) && code !== this.said && line.length - from > 3 ? 'over' : 'odd';
    if (code === 0 || !this.expects(code)) return 'odd';
    const more = line.charCodeAt(from + 3) === HYPHEN;
    this.open = more ? code : 0;
    if (!more) this.answered(code, at);
    return 'on';
  }

  private expects(code: number): boolean {
    if (this.open > 0) return code === this.open;
    return this.stage === 'fresh' ? code === 220 : this.stage === 'owed' && isPlainReply(this.owes, code);
  }

  private answered(code: number, at: number): void {
    const { owes } = this;
    this.said = code;
    if (code === 250 && (owes.name === 'EHLO' || owes.name === 'HELO') && at < this.start + this.window) this.sure = true;
    this.worth(surelySuits(owes, code) ? 1.5 : -0.5, at);
    if (code === 421 || owes.name === 'QUIT') this.stage = 'closed';
    else if (code === 354) this.stage = 'body';
    else if (code === 334) this.stage = 'asked';
    else this.stage = 'idle';
  }

  private worth(points: number, at: number): void {
    if (at < this.start + this.window) this.score += points;
  }
}

const isGreeting = (code: number): boolean => code === 220 || code === 554 || code === 421 || code === 521;

/** The code of a reply line that begins at `from`; 0 where it has not the usual shape of one. */
function codeAt(line: string, from: number): number {
  let code = 0;
  for (let at = from; at < from + 3; at++) {
    const digit = line.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return 0;
    code = code * 10 + digit;
  }
  if (line.length === from + 3) return code;
  const separator = line.charCodeAt(from + 3);
  return separator === SPACE || separator === HYPHEN ? code : 0;
}
