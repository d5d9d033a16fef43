import type { WireReading } from '../../formats/reading';
import { commandLikeness } from '../../syntax/command-line';
import type { ReplyLineParts } from '../../syntax/reply-line';
import type { Piece } from '../../text/span';
import type { Command } from '../model';
import { endsMessage } from './compatibility';
import type { Draft, Mutable } from './draft';
import { commandOf } from './draft';

/** What a client says after a message. */
const FIRST_BEHIND = /^(?:MAIL FROM: ?<|(?:EHLO|HELO|LHLO) \S+$|(?:QUIT|RSET)$)/i;

/** A line of the client as it was sent. */
export interface SentLine {
  readonly line: number;
  readonly reading: WireReading;
}

/** Mail data that continues until the dot, or for the octets of a chunk (RFC 5321 §4.1.1.4, RFC 3030 §2). */
export class MailBody {
  lines = 0;
  /** At least and at most this many octets of a chunk were seen: line ends are not known, nor octets if the text was decoded. */
  private least = 0;
  private most = 0;
  /** The last lines, if they are commands; the first of them is one that follows a message. */
  private commands: SentLine[] = [];

  private constructor(
    /** The DATA or BDAT that it belongs to. */
    readonly draft: Draft,
    readonly command: Mutable<Command>,
    /** Octets of the chunk; -1 if the dot ends it. */
    private readonly size: number,
  ) {}

  static untilDot(line: number, data: Draft): MailBody {
    const piece: Piece = { text: '', from: 0, to: 0 };
    const tls = data.command?.tls ?? null;
    return new MailBody(data, { ...commandOf('data', 'data', line, { kind: 'wire', side: 'client', piece }), ended: false, tls }, -1);
  }

  /** The chunk that a BDAT announces; null if it names no octets, or is malformed: the server then waits for none. */
  static chunk(draft: Draft, command: Command): MailBody | null {
    const size = /^\s*(\d{1,15})(?:\s+LAST)?\s*$/i.exec(command.piece.text.slice(command.argumentAt));
    const octets = size ? Number(size[1]) : 0;
    return octets === 0 ? null : new MailBody(draft, { ...command, kind: 'data' }, octets);
  }

  get ofChunk(): boolean {
    return this.size >= 0;
  }

  /** Octets that are still to come. */
  left(): { least: number; most: number } {
    return { least: this.size - this.most, most: this.size - this.least };
  }

  /** Processes a line of the client: more is to come, it was the end (the dot, the last octets), or it is a command and not mail data. */
  take(line: number, reading: WireReading): 'more' | 'end' | 'command' {
    const text = reading.piece.text;
    if (this.ofChunk) {
      if ((this.most >= this.size || this.lines === 0) && !reading.body && commandLikeness(text) > 0) return 'command';
      this.lines++;
      this.least += text.length + 1;
      this.most += octetsOf(text) + 2;
      return this.least >= this.size ? 'end' : 'more';
    }
    if (this.lines === 0) this.command.line = line;
    if (text === '.') return 'end';
    this.lines++;
    this.command.lastLine = line;
    if (!reading.body && (this.commands.length > 0 ? commandLikeness(text) > 0 : FIRST_BEHIND.test(text)))
      this.commands.push({ line, reading });
    else if (text !== '' && this.commands.length > 0) this.commands = [];
    if (reading.masked || reading.truncated) this.command.elided = true;
    return 'more';
  }

  /** The mail data ended at `line`: with its dot, or with the placeholder that says that it was left out. */
  ended(line: number, piece: Piece, elided: boolean): Command {
    if (this.lines === 0) this.command.line = line;
    const end = piece.text.length;
    return { ...this.command, lastLine: line, piece, argumentAt: end, verbTo: end, elided, ended: true };
  }

  /**
   * The last lines, if they are commands that follow a message and `reply` is not the reply to that message: then the text lost the dot
   * and the reply to it. Null if all of it is mail data.
   */
  endsIn(reply: ReplyLineParts, text: string): readonly SentLine[] | null {
    const [first] = this.commands;
    if (this.ofChunk || !first || /^QUIT/i.test(first.reading.piece.text) !== (reply.code === 221)) return null;
    return endsMessage(text) ? null : this.commands;
  }

  /** The mail data up to but not including `line`: its end is missing. */
  cutBefore(line: number): Command {
    const { from } = this.command.piece;
    return {
      ...this.command,
      lastLine: Math.max(this.command.line, line - 1),
      elided: true,
      ended: true,
      piece: { text: '', from, to: from },
    };
  }

  /** A line of the server came before the dot. `cut`: it refused what had been sent so far; otherwise the producer left out the rest. */
  interrupted(line: number, reading: WireReading, cut: boolean): Command {
    const { command, lines } = this;
    const { from } = reading.piece;
    if (lines === 0)
      return {
        ...command,
        line,
        lastLine: line,
        elided: !cut,
        ended: !cut,
        piece: { text: '', from, to: from },
      };
    return { ...command, lastLine: Math.max(command.lastLine, command.line), elided: !cut, ended: !cut };
  }
}

/** Length in octets of UTF-8. */
function octetsOf(text: string): number {
  let octets = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) octets += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return octets;
}
