import type { DialogueView } from '../formats/format';
import type { MarkReading, WireReading } from '../formats/reading';
import { commandLikeness, readCommandLine } from '../syntax/command-line';
import { readReplyLine } from '../syntax/reply-line';
import type { Piece } from '../text/span';
import { spanOf } from '../text/span';
import type { Draft, Mutable } from './draft';
import { commandOf, exchangeOf } from './draft';
import { ExchangeQueue } from './exchange-queue';
import { MailBody } from './mail-body';
import type { Command, ExchangeKind, Mark, Reply, Session, StrayReply, StrayText } from './model';
import { answeredBy, asksForMore, commandIsHidden, mend, sameWords } from './repair';
import { ReplyAssembly } from './reply-assembly';

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
  private readonly queue = new ExchangeQueue();
  private readonly assembly = new ReplyAssembly();
  private readonly strayReplies: StrayReply[] = [];
  private readonly strayText: StrayText[] = [];
  private readonly marks: Mark[] = [];
  private body: MailBody | null = null;
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
  private endsBy: Session['ends'] = 'open';

  constructor(
    readonly key: string | null,
    private readonly format: string,
    private readonly sidesCertain: boolean,
  ) {}

  /** ATRN or TURN was accepted: from here on the client is the server (RFC 2645 §4.3). */
  turned = false;

  private get drafts(): readonly Draft[] {
    return this.queue.drafts;
  }

  get empty(): boolean {
    return this.drafts.length === 0 && this.strayReplies.length === 0;
  }

  /** Something was said that makes a session of it: a command, a reply (its last line need not have come), or a line in place of one. */
  get said(): boolean {
    return !this.empty || this.assembly.open || this.strayText.some((stray) => stray.side === 'server');
  }

  get closed(): boolean {
    return this.endsBy !== 'open';
  }

  get last(): number {
    return this.lastLine;
  }

  expecting(): ReturnType<DialogueView['expecting']> {
    if (this.body) return 'body';
    if (this.assembly.open) return 'open';
    if (this.closed) return 'closed';
    if (this.awaitingAuth) return 'auth';
    if (this.empty) return this.connected ? 'greeting' : 'idle';
    return this.queue.pending ? 'reply' : 'command';
  }

  /** Octets of the chunk at hand that are still to come: between `least` and `most`; null where none is. */
  chunk(): { least: number; most: number } | null {
    return this.body?.ofChunk ? this.body.left() : null;
  }

  /** Whether this line begins another session: a greeting where nothing, or nothing that a 220 answers, is owed. */
  startsAnother(reading: WireReading): boolean {
    if (this.empty || this.body) return false;
    const text = reading.piece.text;
    if (reading.side === 'client') return this.closed && commandLikeness(text) === 2 && /^(?:EHLO|HELO|LHLO)\b/i.test(text);
    if (this.assembly.open || !/^(?:220|554|421|521)[ -]/.test(text)) return false;
    if (this.closed) return true;
    if (!text.startsWith('220')) return false;
    const owed = this.queue.pending?.command?.verb;
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
        this.queue.doubt();
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
    const { drafts, lmtp } = this.queue;
    const gaps = new Set(this.marks.filter((mark) => mark.kind === 'elided').map((mark) => mark.after + 1));
    const mended = mend(drafts, this.strayReplies, gaps);
    if (mended.quits && !this.closed) this.endsBy = 'quit';
    const places = mended.drafts === drafts ? null : new Map(mended.drafts.map((draft, index) => [draft, index]));
    const placeOf = (after: number): number => places?.get(drafts[after]) ?? after;
    const exchanges = mended.drafts.map((draft, index) => exchangeOf(draft, index));
    return {
      key: this.key,
      format: this.format,
      firstLine: this.firstLine,
      lastLine: this.lastLine,
      protocol: lmtp ? 'lmtp' : 'smtp',
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
    if (command.verb === 'LHLO') this.queue.lmtp = true;
    this.push('command', command);
    if (command.verb === 'BDAT' && this.queue.last) this.body = MailBody.chunk(this.queue.last, command);
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
      this.body = MailBody.untilDot(line, pending);
      this.bodyLine(line, reading);
      return true;
    }
    if (reply && pending.owed === 1 && asksForMore(pending, reply)) {
      pending.replies.pop();
      this.queue.pass(pending);
      this.hiddenBefore(reply);
      this.clientLines--;
      this.client(line, reading);
      return true;
    }
    if (reply) return false;
    if (verb === 'DATA') {
      this.queue.pass(pending);
      this.body = MailBody.untilDot(line, pending);
      this.bodyLine(line, reading);
      return true;
    }
    const answers = verb === 'auth' || (verb === 'AUTH' && (reading.masked || /^(?:[A-Za-z0-9+/]{4,}={0,2}|\*)$/.test(reading.piece.text)));
    if (!answers) return false;
    this.queue.pass(pending);
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
    const { drafts } = this.queue;
    for (const draft of drafts.slice(drafts.indexOf(taken))) this.queue.pass(draft);
    this.hiddenBefore(reply);
  }

  private push(kind: ExchangeKind, command: Command | null): Draft {
    if (this.begins === null) this.begins = this.connected ? 'greeting' : 'middle';
    return this.queue.push(kind, command);
  }

  private hidden(line: number, reading: MarkReading): void {
    const pending = this.drafts[this.drafts.length - 1];
    const unanswered = pending?.command && /^auth$/i.test(pending.command.verb) && pending.replies.length === 0;
    if (unanswered) this.queue.pass(pending);
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

  private bodyLine(line: number, reading: WireReading): void {
    const { body } = this;
    const took = body?.take(line, reading);
    if (!body || took === 'more') return;
    if (took === 'command') {
      this.body = null;
      this.client(line, reading);
      this.clientLines--;
    } else if (body.ofChunk) this.body = null;
    else this.endBody(line, reading.piece, body.command.elided);
  }

  /** The connection ended inside the mail data. */
  private cutBody(): void {
    const { body } = this;
    this.body = null;
    if (body && !body.ofChunk && body.lines > 0 && !body.command.elided) this.push('data', body.command);
  }

  private endBody(line: number, piece: Piece, elided: boolean): void {
    const { body } = this;
    this.body = null;
    if (body && !body.ofChunk) this.push('data', body.ended(line, piece, elided));
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
    if (this.body) this.interrupt(line, reading, parts !== null && parts.code >= 400);
    this.serverLines++;
    if (parts) {
      for (const reply of this.assembly.add(line, reading, parts, (before, code) => this.splits(before, code))) this.deliver(reply);
    } else if (!this.assembly.continue(line, reading)) {
      this.strayText.push({ span: spanOf(line, reading.piece), lastLine: line, text, after: this.drafts.length - 1, side: 'server' });
    }
  }

  /** A line of the server ends the mail data that the producer did not show to its end, or that the server did not want to see. */
  private interrupt(line: number, reading: WireReading, refused: boolean): void {
    const { body } = this;
    this.body = null;
    if (!body || body.ofChunk) return;
    const cut = refused && body.lines > 0 && !body.command.elided;
    const data = this.push('data', body.interrupted(line, reading, cut));
    // Without the 354 it was only a guess that this is mail data.
    if (body.draft.passed && !this.sidesCertain) data.degraded = true;
    this.afterCut = cut;
  }

  /** Two replies run together only where two are owed and the classes differ; else it is one reply with a wrong line (RULES.md B.3, 3). */
  private splits(before: number, code: number): boolean {
    return this.drafts.length - this.queue.head >= 2 && Math.floor(code / 100) !== Math.floor(before / 100);
  }

  private closeReply(): void {
    const reply = this.assembly.close();
    if (reply) this.deliver(reply);
  }

  private deliver(reply: Reply): void {
    const first = this.begins === null;
    const { queue } = this;
    for (const at = answeredBy(queue.drafts, queue.head, reply); queue.head < at; queue.head++) {
      // One reply of several that never came is the server's fault (LMTP); one of one is a line that the text lost.
      if (queue.drafts[queue.head].replies.length === 0) queue.drafts[queue.head].degraded = true;
    }
    const { pending } = queue;
    const said = this.lastSaid;
    this.lastSaid = reply;
    const greeted = this.drafts[0]?.kind === 'greeting';
    const early =
      pending !== undefined &&
      !greeted &&
      queue.head === 0 &&
      reply.code === 220 &&
      !SECOND_GREETING.test(pending.command?.verb ?? '') &&
      pending.replies.length === 0;
    if ((first && isGreetingCode(reply)) || early) {
      this.begins = 'greeting';
      for (const each of [...this.marks, ...this.strayText] as Mutable<Mark | StrayText>[]) if (each.after >= 0) each.after++;
      queue.greet(reply);
      if (reply.code === 421) this.endsBy = 'closed';
      return;
    }
    if (first) this.begins = 'middle';
    const asked = queue.drafts[queue.head - 1];
    if (reply.code === 354 && pending?.kind === 'data' && asked?.passed && asked.replies.length === 0) {
      // It was asked for too late: the whole message had been sent by then.
      asked.replies.push(reply);
      return;
    }
    if (this.awaitingAuth) {
      this.awaitingAuth = false;
      const answer = this.push('auth', null);
      answer.replies.push(reply);
      queue.answerAll();
      this.effects(answer, reply);
      return;
    }
    if (!pending) {
      this.unasked(reply, said);
      return;
    }
    const verb = pending.command?.verb;
    pending.replies.push(reply);
    if (pending.owed === 1 && reply.code === 353 && (pending.kind === 'data' || verb === 'BDAT'))
      pending.owed = 2 + queue.acceptedRecipients();
    queue.advance();
    this.effects(pending, reply);
  }

  /** A reply that no visible command waits for: of a command that is not shown, or of none. */
  private unasked(reply: Reply, said: Reply | null): void {
    const before = this.drafts[this.drafts.length - 1];
    const duplicate = before !== undefined && said !== null && sameWords(said, reply);
    const hidden = this.clientLines === 0 || this.queue.gap || before === undefined || (!duplicate && commandIsHidden(before, reply));
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
    this.queue.answerAll();
    this.effects(draft, reply);
  }

  private effects(draft: Draft, reply: Reply): void {
    const verb = draft.command?.verb;
    if (reply.code === 421) {
      this.endsBy = 'closed';
      this.queue.answerAll();
    } else if (reply.code === 354 && (verb === 'DATA' || draft.command === null) && draft.kind === 'command') {
      this.body = MailBody.untilDot(reply.lines[reply.lines.length - 1].line + 1, draft);
    } else if (reply.code === 334 && (draft.kind === 'auth' || verb === 'AUTH' || draft.command === null)) {
      this.awaitingAuth = true;
    } else if (verb === 'QUIT' || (reply.code === 221 && draft.command === null)) {
      this.endsBy = 'quit';
    } else if ((verb === 'ATRN' || verb === 'TURN') && reply.code >= 200 && reply.code < 300) {
      this.endsBy = 'closed';
      this.turned = true;
    }
  }
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
