import type { DialogueView } from '../formats/format';
import type { MarkReading, WireReading } from '../formats/reading';
import { commandLikeness, readCommandLine } from '../syntax/command-line';
import { readReplyLine } from '../syntax/reply-line';
import type { Piece } from '../text/span';
import { spanOf } from '../text/span';
import type { Draft, Mutable } from './draft';
import { commandOf, exchangeOf } from './draft';
import { repliesOwed } from './exceptions';
import type { Command, ExchangeKind, Mark, Reply, ReplyLine, Session, StrayReply, StrayText } from './model';
import { answeredBy, asksForMore, commandIsHidden, mend, sameWords } from './repair';

/** Commands that a 220 answers. */
const SECOND_GREETING = /^(?:STARTTLS|XCLIENT|X-ANONYMOUSTLS)$/;

/** A header field that messages begin with. */
const HEADER_FIELD =
  /^(?:Received|Return-Path|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Reply-To|Sender|DKIM-Signature|X-[\w-]{1,40}|Content-[\w-]{1,40}): ?\S/i;

const isGreetingText = (text: string): boolean => /^220[ -].*(?:\bE?SMTP\b|\bLMTP\b|\bmail\b|^220[ -][\w-]+(?:\.[\w-]+)+)/i.test(text);

/**
 * Makes a session of what was said, line by line: assembles replies, pairs them with commands by counting (RFC 2920 §3.1), follows the
 * mail data and the AUTH dialogue. Never throws; whatever comes is given a place.
 */
export class SessionBuilder {
  private readonly drafts: Draft[] = [];
  private readonly strayReplies: StrayReply[] = [];
  private readonly strayText: StrayText[] = [];
  private readonly marks: Mark[] = [];
  /** Index in `drafts` of the oldest exchange that is owed a reply. */
  private head = 0;
  private open: ReplyLine[] = [];
  /** The open reply's format does not show where a reply ends. */
  private openEnded = false;
  /** Mail data that goes on: until the dot (`size` -1), or the octets of a chunk, of which at least `least` and at most `most` were seen. */
  private body: { draft: Draft; command: Mutable<Command>; lines: number; size: number; least: number; most: number } | null = null;
  private awaitingAuth = false;
  private lastSaid: Reply | null = null;
  /** The mail data was cut short by a reply; what follows may be the rest of it. */
  private afterCut = false;
  private firstLine = -1;
  private lastLine = -1;
  private serverLines = 0;
  private clientLines = 0;
  private begins: Session['begins'] | null = null;
  private connected = false;
  private gap = false;
  private lmtp = false;
  private endsBy: Session['ends'] = 'open';

  constructor(
    readonly key: string | null,
    private readonly format: string,
    private readonly sidesCertain: boolean,
  ) {}

  /** ATRN or TURN was accepted: from here on the client is the server (RFC 2645 §4.3). */
  turned = false;

  get empty(): boolean {
    return this.drafts.length === 0 && this.strayReplies.length === 0;
  }

  /** Something was said that makes a session of it: a command, a reply (its last line need not have come), or a line in place of one. */
  get said(): boolean {
    return !this.empty || this.open.length > 0 || this.strayText.some((stray) => stray.side === 'server');
  }

  get closed(): boolean {
    return this.endsBy !== 'open';
  }

  get last(): number {
    return this.lastLine;
  }

  expecting(): ReturnType<DialogueView['expecting']> {
    if (this.body) return 'body';
    if (this.open.length > 0) return 'open';
    if (this.closed) return 'closed';
    if (this.awaitingAuth) return 'auth';
    if (this.empty) return this.connected ? 'greeting' : 'idle';
    return this.head < this.drafts.length ? 'reply' : 'command';
  }

  /** Octets of the chunk at hand that are still to come: between `least` and `most`; null where none is. */
  chunk(): { least: number; most: number } | null {
    return this.body && this.body.size >= 0 ? { least: this.body.size - this.body.most, most: this.body.size - this.body.least } : null;
  }

  /** Whether this line begins another session: a greeting where nothing, or nothing that a 220 answers, is owed. */
  startsAnother(reading: WireReading): boolean {
    if (this.empty || this.body) return false;
    const text = reading.piece.text;
    if (reading.side === 'client') return this.closed && commandLikeness(text) === 2 && /^(?:EHLO|HELO|LHLO)\b/i.test(text);
    if (this.open.length > 0 || !/^(?:220|554|421|521)[ -]/.test(text)) return false;
    if (this.closed) return true;
    if (!text.startsWith('220')) return false;
    const owed = this.drafts[this.head]?.command?.verb;
    if (owed === undefined) return true;
    if (SECOND_GREETING.test(owed)) return false;
    if (owed === 'QUIT') return isGreetingText(text);
    // No transaction gets a 220: where a session is under way, another one begins.
    return (
      this.serverLines > 0 && (isGreetingText(text) || (this.drafts[0]?.kind === 'greeting' && /^(?:MAIL|RCPT|DATA|data)$/.test(owed)))
    );
  }

  wire(line: number, reading: WireReading): void {
    this.touch(line);
    if (reading.side === 'client') this.client(line, reading);
    else this.server(line, reading);
  }

  mark(line: number, reading: MarkReading): void {
    this.touch(line);
    const add = (): void => {
      this.marks.push({ kind: reading.mark, span: spanOf(line, reading.piece), text: reading.piece.text, after: this.drafts.length - 1 });
    };
    switch (reading.mark) {
      case 'connect':
        this.connected = true;
        add();
        return;
      case 'close':
        this.closeReply();
        this.cutBody();
        add();
        if (!this.closed) this.endsBy = 'closed';
        return;
      case 'elided':
        if (this.body) {
          this.body.command.elided = true;
          return;
        }
        this.closeReply();
        add();
        this.gap = true;
        for (let i = this.head; i < this.drafts.length; i++) this.drafts[i].degraded = true;
        return;
      case 'body':
        add();
        if (!this.body) this.askedByHidden();
        if (this.body) this.endBody(line, reading.piece, true);
        return;
      case 'secret':
        add();
        this.hidden(line, reading);
        return;
      default:
        add();
    }
  }

  /** The finished session; nothing may be added to it afterwards. */
  end(): Session {
    this.closeReply();
    this.body = null;
    const gaps = new Set(this.marks.filter((mark) => mark.kind === 'elided').map((mark) => mark.after + 1));
    const mended = mend(this.drafts, this.strayReplies, gaps);
    if (mended.quits && !this.closed) this.endsBy = 'quit';
    const places = mended.drafts === this.drafts ? null : new Map(mended.drafts.map((draft, index) => [draft, index]));
    const placeOf = (after: number): number => places?.get(this.drafts[after]) ?? after;
    const exchanges = mended.drafts.map((draft, index) => exchangeOf(draft, index));
    return {
      key: this.key,
      format: this.format,
      firstLine: this.firstLine,
      lastLine: this.lastLine,
      protocol: this.lmtp ? 'lmtp' : 'smtp',
      exchanges,
      strayReplies: mended.strays.map((stray) => ({ ...stray, after: placeOf(stray.after) })),
      strayText: this.strayText.map((stray) => ({ ...stray, after: placeOf(stray.after) })),
      marks: this.marks.map((mark) => ({ ...mark, after: placeOf(mark.after) })),
      sides: this.clientLines === 0 ? 'server' : this.serverLines === 0 ? 'client' : 'both',
      begins: this.begins ?? 'middle',
      ends: this.endsBy,
      sidesCertain: this.sidesCertain,
      interleaved: this.key === null && twoHellos(mended.drafts),
    };
  }

  private touch(line: number): void {
    if (this.firstLine < 0) this.firstLine = line;
    this.lastLine = line;
  }

  private client(line: number, reading: WireReading): void {
    this.clientLines++;
    this.closeReply();
    if (this.body) {
      this.bodyLine(line, reading);
      return;
    }
    const text = reading.piece.text;
    if (this.awaitingAuth) {
      this.awaitingAuth = false;
      this.push('auth', commandOf('auth', 'auth', line, reading));
      return;
    }
    const parts = readCommandLine(text);
    if (this.followsHidden(line, reading)) return;
    if (text === '.' && this.drafts.length === 0) {
      // An excerpt that begins with the end of a message.
      this.push('data', { ...commandOf('data', 'data', line, reading), elided: true, ended: true });
      return;
    }
    const last = this.drafts[this.drafts.length - 1];
    if (text === '.' && last?.kind === 'data' && last.replies.length === 0 && last.command?.elided && !reading.body) {
      // The dot behind a stand-in that already ended the mail data.
      last.command = { ...last.command, lastLine: line, piece: reading.piece };
      return;
    }
    if (this.afterCut && commandLikeness(text) === 0) {
      // The rest of mail data that the server has already refused.
      this.afterCut = text !== '.';
      this.strayText.push({ span: spanOf(line, reading.piece), lastLine: line, text, after: this.drafts.length - 1 });
      return;
    }
    this.afterCut = false;
    if (reading.body) {
      this.strayText.push({ span: spanOf(line, reading.piece), lastLine: line, text, after: this.drafts.length - 1 });
      return;
    }
    if (parts?.verb === 'PROXY' && this.drafts.length === 0 && /^PROXY (?:TCP[46]|UNKNOWN)\b/.test(text)) {
      this.strayText.push({ span: spanOf(line, reading.piece), lastLine: line, text, after: this.drafts.length - 1 });
      return;
    }
    const command = commandOf('command', parts ? parts.verb : '?', line, reading);
    if (parts) {
      command.verbFrom = parts.verbFrom;
      command.verbTo = parts.verbTo;
      command.argumentAt = parts.argumentAt;
    }
    if (command.verb === 'LHLO') this.lmtp = true;
    this.push('command', command);
    if (command.verb === 'BDAT') this.startChunk(command);
  }

  /**
   * A line that is no command tells what is missing before it: the 354 that a logger dropped (or the client did not wait for), the 334, or
   * the DATA that a lone 354 answered (RULES.md B.3, 8). False where the line tells nothing.
   */
  private followsHidden(line: number, reading: WireReading): boolean {
    if (!reading.body && commandLikeness(reading.piece.text) > 0) return false;
    const pending = this.drafts[this.drafts.length - 1];
    if (!pending?.command) return false;
    const { verb } = pending.command;
    const reply = pending.replies[pending.replies.length - 1];
    if (verb === 'RCPT' && reply && reply.code < 300 && (reading.body || HEADER_FIELD.test(reading.piece.text))) {
      // Neither DATA nor its 354 is shown, but the message is.
      this.startBody(line, pending);
      this.bodyLine(line, reading);
      return true;
    }
    if (reply && pending.owed === 1 && asksForMore(pending, reply)) {
      pending.replies.pop();
      this.pass(pending);
      this.hiddenBefore(reply);
      this.clientLines--;
      this.client(line, reading);
      return true;
    }
    if (reply) return false;
    if (verb === 'DATA') {
      this.pass(pending);
      this.startBody(line, pending);
      this.bodyLine(line, reading);
      return true;
    }
    const answers = verb === 'auth' || (verb === 'AUTH' && (reading.masked || /^(?:[A-Za-z0-9+/]{4,}={0,2}|\*)$/.test(reading.piece.text)));
    if (!answers) return false;
    this.pass(pending);
    this.push('auth', commandOf('auth', 'auth', line, reading)).degraded = true;
    return true;
  }

  /** Mail data was sent, so the 354 that counting gave to another command answered a DATA that is not shown. */
  private askedByHidden(): void {
    const reply = this.lastSaid;
    const taken =
      reply?.code === 354
        ? this.drafts.find((draft) => draft.command && draft.replies.includes(reply) && asksForMore(draft, reply))
        : undefined;
    if (!taken || !reply) return;
    taken.replies.pop();
    for (const draft of this.drafts.slice(this.drafts.indexOf(taken))) this.pass(draft);
    this.hiddenBefore(reply);
  }

  /** Its reply is missing in the text; the ones after it are not its. */
  private pass(draft: Draft): void {
    draft.passed = true;
    draft.degraded = true;
    while (this.settled(this.drafts[this.head])) this.head++;
  }

  private settled(draft: Draft | undefined): boolean {
    return draft !== undefined && (draft.owed === 0 || draft.passed === true || draft.replies.length >= draft.owed);
  }

  private push(kind: ExchangeKind, command: Command | null): Draft {
    // The client went on behind missing lines: what it waited for is among them.
    if (this.gap && command !== null) for (const waiting of this.drafts.slice(this.head)) this.pass(waiting);
    const before = this.drafts[this.drafts.length - 1];
    if (before && this.head < this.drafts.length) before.pipelined = true;
    if (this.begins === null) this.begins = this.connected ? 'greeting' : 'middle';
    const draft: Draft = { kind, command, replies: [], owed: 1, pipelined: false, degraded: this.gap };
    draft.owed = repliesOwed(draft, this.drafts, this.lmtp);
    this.gap = false;
    this.drafts.push(draft);
    if (draft.owed === 0 && this.head === this.drafts.length - 1) this.head++;
    return draft;
  }

  private hidden(line: number, reading: MarkReading): void {
    const pending = this.drafts[this.drafts.length - 1];
    const unanswered = pending?.command && /^auth$/i.test(pending.command.verb) && pending.replies.length === 0;
    if (unanswered) this.pass(pending);
    const kind = this.awaitingAuth || unanswered ? 'auth' : 'command';
    this.awaitingAuth = false;
    this.closeReply();
    this.push(kind, {
      ...commandOf(kind, kind === 'auth' ? 'auth' : 'AUTH', line, {
        kind: 'wire',
        side: 'client',
        piece: reading.piece,
        time: reading.time,
      }),
      masked: true,
    });
  }

  private startBody(line: number, data: Draft): void {
    const tls = data.command?.tls ?? null;
    const piece: Piece = { text: '', from: 0, to: 0 };
    const command: Mutable<Command> = { ...commandOf('data', 'data', line, { kind: 'wire', side: 'client', piece }), ended: false, tls };
    this.body = { draft: data, command, lines: 0, size: -1, least: 0, most: 0 };
  }

  private startChunk(command: Command): void {
    const size = /^\s*(\d{1,15})/.exec(command.piece.text.slice(command.argumentAt));
    const octets = size ? Number(size[1]) : 0;
    if (octets === 0) return;
    const draft = this.drafts[this.drafts.length - 1];
    this.body = { draft, command: { ...command, kind: 'data' }, lines: 0, size: octets, least: 0, most: 0 };
  }

  private bodyLine(line: number, reading: WireReading): void {
    const body = this.body;
    if (!body) return;
    const text = reading.piece.text;
    if (body.size >= 0) {
      // Line ends are not known, nor octets where the text was decoded: between the least and the most a command ends the chunk.
      if ((body.most >= body.size || body.lines === 0) && !reading.body && commandLikeness(text) > 0) {
        this.body = null;
        this.client(line, reading);
        this.clientLines--;
        return;
      }
      body.lines++;
      body.least += text.length + 1;
      body.most += octetsOf(text) + 2;
      if (body.least >= body.size) this.body = null;
      return;
    }
    if (body.lines === 0) body.command.line = line;
    if (text === '.') {
      this.endBody(line, reading.piece, body.command.elided);
      return;
    }
    body.lines++;
    body.command.lastLine = line;
    if (reading.masked || reading.truncated) body.command.elided = true;
  }

  /** The connection ended inside the mail data. */
  private cutBody(): void {
    const body = this.body;
    this.body = null;
    if (body && body.size < 0 && body.lines > 0 && !body.command.elided) this.push('data', body.command);
  }

  private endBody(line: number, piece: Piece, elided: boolean): void {
    const body = this.body;
    if (!body) return;
    this.body = null;
    if (body.size >= 0) return;
    if (body.lines === 0) body.command.line = line;
    body.command.lastLine = line;
    body.command.piece = piece;
    body.command.argumentAt = piece.text.length;
    body.command.verbTo = piece.text.length;
    body.command.elided = elided;
    body.command.ended = true;
    this.push('data', body.command);
  }

  private server(line: number, reading: WireReading): void {
    const text = reading.piece.text;
    const parts = reading.continues ? null : readReplyLine(text);
    if (this.body && parts?.code === 354 && this.body.draft.passed && this.body.draft.replies.length === 0) {
      // The client did not wait for it: the mail data goes on.
      this.body.draft.replies.push({
        code: 354,
        enhanced: null,
        lines: [{ line, piece: reading.piece, ...parts, time: reading.time ?? null }],
        complete: true,
        mixed: false,
      });
      return;
    }
    if (this.body) {
      // A line of the server ends the mail data that the producer did not show to its end.
      const body = this.body;
      this.body = null;
      if (body.size < 0) {
        const cut = body.lines > 0 && !body.command.elided && parts !== null && parts.code >= 400;
        if (body.lines === 0) body.command.line = line;
        const command = { ...body.command, elided: !cut, ended: !cut, lastLine: Math.max(body.command.lastLine, body.command.line) };
        if (body.lines === 0) command.piece = { text: '', from: reading.piece.from, to: reading.piece.from };
        const data = this.push('data', command);
        // Without the 354 it was only a guess that this is mail data.
        if (body.draft.passed && !this.sidesCertain) data.degraded = true;
        this.afterCut = cut;
      }
    }
    this.serverLines++;
    if (!parts) {
      const before = this.open[this.open.length - 1];
      if (before)
        this.open.push({
          ...before,
          line,
          piece: reading.piece,
          separator: 'continues',
          enhanced: null,
          enhancedAt: -1,
          textAt: 0,
          time: reading.time ?? null,
          folded: reading.continues || undefined,
        });
      else this.strayText.push({ span: spanOf(line, reading.piece), lastLine: line, text, after: this.drafts.length - 1, side: 'server' });
      return;
    }
    if (this.open.length > 0 && this.open[0].code !== parts.code && (this.openEnded || this.splits(parts.code))) this.closeReply();
    this.open.push({ line, piece: reading.piece, ...parts, time: reading.time ?? null });
    this.openEnded = reading.more === true;
    if (parts.separator !== '-' && !reading.more) this.closeReply();
  }

  /** Two replies run together only where two are owed and the classes differ; else it is one reply with a wrong line (RULES.md B.3, 3). */
  private splits(code: number): boolean {
    return this.drafts.length - this.head >= 2 && Math.floor(code / 100) !== Math.floor(this.open[0].code / 100);
  }

  private closeReply(): void {
    const lines = this.open;
    if (lines.length === 0) return;
    this.open = [];
    const last = lines[lines.length - 1];
    const enhanced = [...lines].reverse().find((line) => line.enhanced !== null)?.enhanced ?? null;
    const closing = [...lines].reverse().find((line) => line.separator !== 'continues') ?? last;
    this.deliver({
      code: closing.code,
      enhanced,
      lines,
      complete: closing.separator !== '-',
      mixed: lines.some((line) => line.separator !== 'continues' && line.code !== lines[0].code),
    });
  }

  private deliver(reply: Reply): void {
    const first = this.begins === null;
    for (const at = answeredBy(this.drafts, this.head, reply); this.head < at; this.head++) {
      // One reply of several that never came is the server's fault (LMTP); one of one is a line that the text lost.
      if (this.drafts[this.head].replies.length === 0) this.drafts[this.head].degraded = true;
    }
    const pending = this.drafts[this.head];
    const said = this.lastSaid;
    this.lastSaid = reply;
    const greeted = this.drafts[0]?.kind === 'greeting';
    const early =
      pending !== undefined &&
      !greeted &&
      this.head === 0 &&
      reply.code === 220 &&
      !SECOND_GREETING.test(pending.command?.verb ?? '') &&
      pending.replies.length === 0;
    if ((first && isGreetingCode(reply)) || early) {
      this.begins = 'greeting';
      for (const each of [...this.marks, ...this.strayText] as Mutable<Mark | StrayText>[]) if (each.after >= 0) each.after++;
      this.drafts.unshift({ kind: 'greeting', command: null, replies: [reply], owed: 1, pipelined: false, degraded: false });
      this.head++;
      if (reply.code === 421) this.endsBy = 'closed';
      return;
    }
    if (first) this.begins = 'middle';
    const asked = this.drafts[this.head - 1];
    if (reply.code === 354 && pending?.kind === 'data' && asked?.passed && asked.replies.length === 0) {
      // It was asked for too late: the whole message had been sent by then.
      asked.replies.push(reply);
      return;
    }
    if (this.awaitingAuth) {
      this.awaitingAuth = false;
      this.push('auth', null).replies.push(reply);
      this.head = this.drafts.length;
      this.effects(this.drafts[this.drafts.length - 1], reply);
      return;
    }
    if (!pending) {
      this.unasked(reply, said);
      return;
    }
    const verb = pending.command?.verb;
    pending.replies.push(reply);
    if (pending.owed === 1 && reply.code === 353 && (pending.kind === 'data' || verb === 'BDAT'))
      pending.owed = 2 + this.acceptedRecipients();
    while (this.settled(this.drafts[this.head])) this.head++;
    this.effects(pending, reply);
  }

  /** A reply that no visible command waits for: of a command that is not shown, or of none. */
  private unasked(reply: Reply, said: Reply | null): void {
    const before = this.drafts[this.drafts.length - 1];
    const duplicate = before !== undefined && said !== null && sameWords(said, reply);
    const hidden = this.clientLines === 0 || this.gap || before === undefined || (!duplicate && commandIsHidden(before, reply));
    if (this.closed || !hidden) {
      this.strayReplies.push({ reply, after: this.drafts.length - 1, duplicate });
      if (reply.code === 421) this.endsBy = 'closed';
      return;
    }
    this.hiddenBefore(reply);
  }

  /** The reply answers a command that the text does not show. */
  private hiddenBefore(reply: Reply): void {
    const draft = this.push('command', null);
    draft.degraded = true;
    draft.replies.push(reply);
    this.head = this.drafts.length;
    this.effects(draft, reply);
  }

  private effects(draft: Draft, reply: Reply): void {
    const verb = draft.command?.verb;
    if (reply.code === 421) {
      this.endsBy = 'closed';
      this.head = this.drafts.length;
    } else if (reply.code === 354 && (verb === 'DATA' || draft.command === null) && draft.kind === 'command') {
      this.startBody(reply.lines[reply.lines.length - 1].line + 1, draft);
    } else if (reply.code === 334 && (draft.kind === 'auth' || verb === 'AUTH' || draft.command === null)) {
      this.awaitingAuth = true;
    } else if (verb === 'QUIT' || (reply.code === 221 && draft.command === null)) {
      this.endsBy = 'quit';
    } else if ((verb === 'ATRN' || verb === 'TURN') && reply.code >= 200 && reply.code < 300) {
      this.endsBy = 'closed';
      this.turned = true;
    }
  }

  private acceptedRecipients(): number {
    let count = 0;
    for (let i = this.drafts.length - 1; i >= 0; i--) {
      const { command, replies } = this.drafts[i];
      if (command?.verb === 'MAIL') break;
      if (command?.verb === 'RCPT' && replies[0] && replies[0].code < 300) count++;
    }
    return count;
  }
}

/** Length in UTF-8. */
function octetsOf(text: string): number {
  let octets = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) octets += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return octets;
}

/** Two hellos with different names one after the other, before a reply: two sessions, mixed. */
function twoHellos(drafts: readonly Draft[]): boolean {
  const name = ({ command }: Draft): string | null =>
    command && /^(?:EHLO|HELO|LHLO)$/.test(command.verb) ? command.piece.text.slice(command.argumentAt).trim() : null;
  return drafts.some((draft, i) => {
    const before = i > 0 && drafts[i - 1].pipelined ? name(drafts[i - 1]) : null;
    const own = before ? name(draft) : null;
    return own !== null && own !== '' && own.toLowerCase() !== before?.toLowerCase();
  });
}

/** Whether the first reply of a text can be a greeting, or shows that the text begins in the middle: RCPT gets a 552 5.2.2, a connection does not. */
function isGreetingCode({ code, enhanced }: Reply): boolean {
  if (code === 220 || code === 421 || code === 521 || code === 554) return true;
  return code >= 400 && code !== 503 && code !== 535 && code !== 552 && !/^\d\.[1236]\./.test(enhanced ?? '');
}
