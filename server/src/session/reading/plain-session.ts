import type { DialogueView } from '../../formats/format';
import type { Glance } from '../../formats/glance';
import type { MarkReading } from '../../formats/reading';
import { commandLikeness } from '../../syntax/command-line';
import { leavesAuth } from '../pairing/hidden';
import type { PlainExchange } from './plain-exchange';
import { AUTH_ANSWER, GREETING, isPlainReply, MAIL_DATA, plainExchange, surelySuits } from './plain-exchange';

/** What a line does to the dialogue: it continues, ends before this line, or is not plain. */
export type Step = 'on' | 'over' | 'odd';

/** `fresh`: nothing was said; `idle`: the client speaks next; `owed`: the server does; `asked`: a 334 waits for its answer. */
type Stage = 'fresh' | 'idle' | 'owed' | 'asked' | 'body' | 'closed';

const EXPECTED = { idle: 'command', owed: 'reply', asked: 'auth', body: 'body', closed: 'closed' } as const;

type Producer = Pick<Glance, 'masked' | 'elidedBody' | 'told'>;
const VERBATIM: Producer = {};

const SPACE = 32;
const HYPHEN = 45;
const DOT = 46;
/** A reply that a window cuts in two counts as one whose end is missing, and may fit less well. */
const CUT = 2.5;

/**
 * Knows only as much of a session as shows where it ends: the same as SessionBuilder, as long as each command waits for the reply to the
 * one before it; anything else is odd. Text is verbatim in a line from column `from` to the line's end.
 */
export class PlainSession {
  /** The minimum that the lines so far are worth (evidence.ts), and whether a hello was accepted; only while `counts`. */
  score = -CUT;
  sure = false;
  counts = true;
  private stage: Stage = 'fresh';
  private connected = false;
  /** Code of the reply that is not yet complete; 0 for none. */
  private open = 0;
  /** Code of the reply that was said last. */
  private said = 0;
  /** The exchange that the next reply answers. */
  private owes: PlainExchange = GREETING;

  get closed(): boolean {
    return this.stage === 'closed';
  }

  get inBody(): boolean {
    return this.stage === 'body';
  }

  /** See DialogueView. */
  get expecting(): ReturnType<DialogueView['expecting']> {
    if (this.open > 0) return 'open';
    return this.stage === 'fresh' ? (this.connected ? 'greeting' : 'idle') : EXPECTED[this.stage];
  }

  mark(mark: MarkReading['mark']): Step {
    switch (mark) {
      case 'tls':
      case 'unsent':
      case 'note':
        return 'on';
      case 'connect':
        this.connected = true;
        return this.stage === 'fresh' ? 'on' : 'over';
      case 'elided':
        return this.stage === 'body' ? 'on' : 'odd';
      case 'body':
        return this.stage === 'body' ? this.owe(MAIL_DATA) : 'odd';
      case 'secret':
        return this.stage === 'asked' ? this.owe(AUTH_ANSWER) : 'odd';
      case 'close':
        if (this.stage === 'fresh' || this.stage === 'body' || this.open > 0) return 'odd';
        this.stage = 'closed';
        return 'on';
    }
  }

  /** `producer`: what its lines may say in place of what was sent. */
  client(line: string, from: number, producer: Producer = VERBATIM): Step {
    switch (this.stage) {
      case 'body':
        if (line.length - from === 1 ? line.charCodeAt(from) === DOT : producer.elidedBody?.test(line.slice(from))) this.owe(MAIL_DATA);
        return 'on';
      case 'asked':
        return leavesAuth(line.slice(from)) ? 'odd' : this.owe(AUTH_ANSWER);
      case 'idle':
        return this.command(line.slice(from), producer);
      case 'closed':
        return saysHello(line.slice(from)) && !producer.told?.test(line.slice(from)) ? 'over' : 'odd';
      default:
        return 'odd';
    }
  }

  private command(text: string, { masked, told }: Producer): Step {
    const exchange = plainExchange(text);
    const likeness = exchange ? commandLikeness(text) : 0;
    if (!exchange || likeness === 0 || masked?.test(text) || told?.test(text)) return 'odd';
    this.worth(likeness);
    return this.owe(exchange);
  }

  private owe(exchange: PlainExchange): Step {
    this.owes = exchange;
    this.stage = 'owed';
    return 'on';
  }

  server(line: string, from: number): Step {
    const code = codeAt(line, from);
    // Repeating the last words is not a greeting.
    if (this.stage === 'closed') return isGreeting(code) && code !== this.said && line.length - from > 3 ? 'over' : 'odd';
    if (code === 0 || !this.expects(code)) return 'odd';
    const more = line.charCodeAt(from + 3) === HYPHEN;
    this.open = more ? code : 0;
    if (!more) this.answered(code);
    return 'on';
  }

  private expects(code: number): boolean {
    if (this.open > 0) return code === this.open;
    return this.stage === 'fresh' ? code === 220 : this.stage === 'owed' && isPlainReply(this.owes, code);
  }

  private answered(code: number): void {
    const { owes } = this;
    this.said = code;
    if (code === 250 && (owes.name === 'EHLO' || owes.name === 'HELO') && this.counts) this.sure = true;
    this.worth(surelySuits(owes, code) ? 1.5 : -0.5);
    if (code === 421 || owes.name === 'QUIT') this.stage = 'closed';
    else if (code === 354) this.stage = 'body';
    else if (code === 334) this.stage = 'asked';
    else this.stage = 'idle';
  }

  private worth(points: number): void {
    if (this.counts) this.score += points;
  }
}

const saysHello = (text: string): boolean => /^(?:EHLO|HELO|LHLO)\b/i.test(text) && commandLikeness(text) === 2;
const isGreeting = (code: number): boolean => code === 220 || code === 554 || code === 421 || code === 521;

/** The code of a reply line that begins at `from`; 0 if it does not have the usual shape of one. */
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
