import type { MarkReading, WireReading } from '../../formats/reading';
import { commandLikeness } from '../../syntax/command-line';
import type { Reply } from '../model';
import { BodyRecord } from './body-record';
import { commandOf, type Draft } from './draft';
import { tells } from './hidden';
import { MailBody } from './mail-body';
import { asksForMore, commandIsHidden, sameWords } from './repair';

/** A session including what the text does not show: commands that were masked or left out, inferred from what precedes and follows them. */
export abstract class HiddenRecord extends BodyRecord {
  /** The last reply was a 334: the next line of the client is its answer. */
  protected awaitingAuth = false;

  /** The reply that is being read has no more lines. */
  protected abstract closeReply(): void;
  /** Applies what a reply to an exchange changes in the session. */
  protected abstract effects(draft: Draft, reply: Reply): void;

  /** A challenge that appears twice but is answered once: no hidden answer lies between, because programs hide every answer or none. */
  protected askedOnce(): void {
    const { drafts } = this.queue;
    const [asked, again] = drafts.slice(-2);
    if (again?.kind !== 'auth' || again.command || !asked.replies[0] || !sameWords(asked.replies[0], again.replies[0])) return;
    this.queue.drop();
    this.strayReplies.push({ reply: again.replies[0], after: drafts.length - 1, duplicate: true });
  }

  /** Handles a line that implies earlier lines which the text lost; false if it implies none. */
  protected followsHidden(line: number, reading: WireReading): boolean {
    const { last } = this.queue;
    const told = tells(last, reading);
    if (!last) return false;
    if (!told) {
      // In a group of commands the 354 went to an older one.
      if (last.replies.length === 0 && (reading.body || commandLikeness(reading.piece.text) === 0)) this.askedByHidden();
      if (this.body) this.bodyLine(line, reading);
      return this.body !== null;
    }
    if (told === 'asked') {
      const reply = last.replies.pop();
      this.queue.pass(last);
      if (reply) this.hiddenBefore(reply);
      this.clientLines--;
      this.client(line, reading);
      return true;
    }
    if (told !== 'message') this.queue.pass(last);
    else if (last.replies.length === 0) for (const waiting of this.queue.drafts.slice(this.queue.head)) this.queue.pass(waiting);
    if (told === 'auth') {
      this.push('auth', commandOf('auth', 'auth', line, reading)).degraded = true;
    } else {
      this.body = MailBody.untilDot(line, last);
      this.bodyLine(line, reading);
    }
    return true;
  }

  /** Mail data was sent: the 354 that counting gave to another command therefore answered a DATA that is not shown. */
  protected askedByHidden(): void {
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

  protected hidden(line: number, reading: MarkReading): void {
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

  /** A reply that no visible command waits for: to a command that is not shown, or to none. */
  protected unasked(reply: Reply, said: Reply | null): void {
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
  protected hiddenBefore(reply: Reply): void {
    const draft = this.push('command', null);
    draft.degraded = true;
    draft.replies.push(reply);
    this.queue.answerAll();
    this.effects(draft, reply);
  }
}
