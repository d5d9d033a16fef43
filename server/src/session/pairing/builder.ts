import type { DialogueView } from '../../formats/format';
import type { MarkReading, WireReading } from '../../formats/reading';
import { commandLikeness, readCommandLine } from '../../syntax/command-line';
import { readReplyLine } from '../../syntax/reply-line';
import { spanOf } from '../../text/span';
import type { Mark, Reply, Session, StrayText } from '../model';
import type { Stage } from './beside';
import type { Draft, Mutable } from './draft';
import { commandOf } from './draft';
import { greetsAnew, greetsLate, isGreetingCode, isGreetingText } from './greeting';
import { leavesAuth } from './hidden';
import { MailBody } from './mail-body';
import { answeredBy } from './repair';
import { ReplyAssembly } from './reply-assembly';
import { SplitRecord } from './split-record';

/**
 * Makes a session of what was said, line by line: assembles replies, pairs them with commands by counting (RFC 2920 §3.1), follows the
 * mail data and the AUTH dialogue. Never throws; every line finds a place.
 */
export class SessionBuilder extends SplitRecord {
  private readonly assembly = new ReplyAssembly();
  /** The command with which the client seemed to leave AUTH; the server may have taken it for the answer. */
  private leftAuth: Draft | null = null;
  /** ATRN or TURN was accepted: from here on the client is the server (RFC 2645 §4.3). */
  turned = false;

  /** Whether something was said that makes this a session: a command, a reply (even without its last line), or a line in place of one. */
  get said(): boolean {
    return !this.empty || this.assembly.open || this.strayText.some((stray) => stray.side === 'server');
  }

  expecting(): ReturnType<DialogueView['expecting']> {
    if (this.body) return 'body';
    if (this.assembly.open) return 'open';
    if (this.closed) return 'closed';
    if (this.awaitingAuth) return 'auth';
    if (this.empty) return this.connected ? 'greeting' : 'idle';
    return this.queue.pending ? 'reply' : 'command';
  }

  /** What a line without a mark, at `line`, may continue: the open reply, or a refusal that ended on the line before. */
  goesOn(line: number): { code: number; open: boolean } | null {
    if (this.assembly.open) return { code: this.assembly.code, open: true };
    const { lastSaid } = this;
    if (!this.sidesCertain || !this.lastWasReply || !lastSaid || lastSaid.lines[lastSaid.lines.length - 1].line !== line - 1) return null;
    return { code: lastSaid.code, open: false };
  }

  /** Octets of the current chunk that are still to come: between `least` and `most`; null if there is no chunk. */
  chunk(): { least: number; most: number } | null {
    return this.body?.ofChunk ? this.body.left() : null;
  }

  /** Whether this line begins another session: a greeting where nothing, or nothing that a 220 answers, is owed. */
  startsAnother(reading: WireReading): boolean {
    if (this.empty || this.body) return false;
    const text = reading.piece.text;
    if (reading.side === 'client') return this.closed && commandLikeness(text) === 2 && /^(?:EHLO|HELO|LHLO)\b/i.test(text);
    if (this.assembly.open || !/^(?:220|554|421|521)[ -]/.test(text)) return false;
    // No one spoke in between: the same line again.
    if (this.lastWasReply && this.lastSaid?.lines[0].piece.text === text) return false;
    return this.closed || greetsAnew(text, this.queue.pending, this.drafts[0], this.serverLines > 0);
  }

  get stage(): Stage {
    return this.closed ? 'over' : this.clientLines === 0 && this.drafts.length === 1 ? 'greeted' : 'under way';
  }

  /** Another server greets in the same lines while this session continues. */
  greetBeside(line: number, reading: WireReading): void {
    const parts = readReplyLine(reading.piece.text);
    this.touch(line);
    this.beside = true;
    this.closeReply();
    this.serverLines++;
    if (parts) for (const reply of this.assembly.add(line, reading, parts, () => false)) this.queue.greetAgain(reply);
  }

  wire(line: number, reading: WireReading): void {
    this.touch(line);
    if (reading.side === 'client') this.client(line, reading);
    else this.server(line, reading);
  }

  mark(line: number, reading: MarkReading): void {
    this.touch(line);
    if (reading.mark === 'connect' || reading.mark === 'close' || reading.mark === 'tls') this.lastWasReply = false;
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
        this.cut = null;
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
    return this.finished();
  }

  protected client(line: number, reading: WireReading): void {
    this.clientLines++;
    this.closeReply();
    this.lastWasReply = false;
    if (this.body) {
      this.bodyLine(line, reading);
      return;
    }
    const text = reading.piece.text;
    const leaves = this.awaitingAuth && leavesAuth(text);
    if (leaves) this.awaitingAuth = false;
    if (this.awaitingAuth) {
      this.awaitingAuth = false;
      this.askedOnce();
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
      // The dot after a placeholder that already ended the mail data.
      last.command = { ...last.command, lastLine: line, piece: reading.piece };
      return;
    }
    if (this.afterCut && commandLikeness(text) === 0) {
      // The rest of mail data that the server has already refused.
      this.afterCut = text !== '.';
      this.stray(line, reading);
      return;
    }
    this.afterCut = false;
    if (reading.body) {
      this.stray(line, reading);
      return;
    }
    if (parts?.verb === 'PROXY' && this.drafts.length === 0 && /^PROXY (?:TCP[46]|UNKNOWN)\b/.test(text)) {
      this.stray(line, reading);
      return;
    }
    const command = commandOf('command', parts ? parts.verb : '?', line, reading);
    if (parts) {
      command.verbFrom = parts.verbFrom;
      command.verbTo = parts.verbTo;
      command.argumentAt = parts.argumentAt;
    }
    if (command.verb === 'LHLO') this.queue.lmtp = true;
    const draft = this.push('command', command);
    if (leaves) this.leftAuth = draft;
    if (command.verb === 'BDAT' && this.queue.last) this.body = MailBody.chunk(this.queue.last, command);
  }

  private server(line: number, reading: WireReading): void {
    const text = reading.piece.text;
    const parts = reading.continues ? null : readReplyLine(text);
    if (parts && this.askedAgain(line, reading, parts)) return;
    if (this.body) this.interrupt(line, reading, parts);
    this.serverLines++;
    if (parts?.code === 220 && this.assembly.openWith(250) && isGreetingText(text)) {
      // A greeting never comes in the middle of another reply.
      this.beside = true;
      const said = { line, piece: reading.piece, ...parts, time: reading.time ?? null };
      this.queue.greetAgain({ code: 220, enhanced: null, lines: [said], complete: parts.separator !== '-', mixed: false });
    } else if (parts) {
      for (const reply of this.assembly.add(line, reading, parts, (before, code) => this.splits(before, code))) this.deliver(reply);
    } else if (!this.assembly.continue(line, reading) && !this.continuesLast(line, reading)) {
      this.stray(line, reading);
    }
  }

  /** Two replies run together only if two are owed and the classes differ; otherwise it is one reply with a wrong line. */
  private splits(before: number, code: number): boolean {
    return this.drafts.length - this.queue.head >= 2 && Math.floor(code / 100) !== Math.floor(before / 100);
  }

  protected closeReply(): void {
    const reply = this.assembly.close();
    if (!reply) return;
    this.deliver(reply);
    this.cut = reply.complete ? null : reply;
  }

  private deliver(reply: Reply): void {
    if (this.joins(reply)) return;
    const first = this.begins === null;
    const { queue } = this;
    for (const at = answeredBy(queue.drafts, queue.head, reply); queue.head < at; queue.head++) {
      // If one of several replies never came, the server is at fault (LMTP); if the only one did not, the text lost a line.
      if (queue.drafts[queue.head].replies.length === 0) queue.drafts[queue.head].degraded = true;
    }
    const { pending } = queue;
    if (
      pending &&
      pending === this.leftAuth &&
      pending.command &&
      (reply.code === 334 || reply.code === 235 || /^501 5\.[57]/.test(reply.lines[0].piece.text))
    ) {
      const { piece, line } = pending.command;
      pending.kind = 'auth';
      pending.command = commandOf('auth', 'auth', line, { kind: 'wire', side: 'client', piece });
    }
    const said = this.lastSaid;
    this.lastSaid = reply;
    this.lastWasReply = true;
    const greeted = this.drafts[0]?.kind === 'greeting';
    const early = queue.head === 0 && !greeted && greetsLate(reply, pending);
    if ((first && isGreetingCode(reply, this.connected)) || early) {
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

  protected effects(draft: Draft, reply: Reply): void {
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
