import type { Command, ExchangeKind, Reply } from '../model';
import type { Draft } from './draft';
import { isAccepted, repliesOwed } from './exceptions';

/** The exchanges of a session in order, and which of them is owed a reply: first in, first out (RFC 2920 §3.1). */
export class ExchangeQueue {
  readonly drafts: Draft[] = [];
  /** Index of the oldest exchange that is owed a reply. */
  head = 0;
  /** Lines are missing before the next exchange. */
  gap = false;
  lmtp = false;

  get last(): Draft | undefined {
    return this.drafts[this.drafts.length - 1];
  }

  /** The exchange that the next reply answers. */
  get pending(): Draft | undefined {
    return this.drafts[this.head];
  }

  push(kind: ExchangeKind, command: Command | null): Draft {
    // The client continued after missing lines: the reply that it waited for is among them.
    if (this.gap && command !== null) for (const waiting of this.drafts.slice(this.head)) this.pass(waiting);
    const before = this.last;
    if (before && this.head < this.drafts.length) before.pipelined = true;
    const draft: Draft = { kind, command, replies: [], owed: 1, pipelined: false, degraded: this.gap };
    draft.owed = repliesOwed(draft, this.drafts, this.lmtp);
    this.gap = false;
    this.drafts.push(draft);
    if (draft.owed === 0 && this.head === this.drafts.length - 1) this.head++;
    return draft;
  }

  /** The reply to `draft` is missing from the text; those after it belong to others. */
  pass(draft: Draft): void {
    draft.passed = true;
    draft.degraded = true;
    this.advance();
  }

  /** Moves past the exchanges that are no longer owed a reply. */
  advance(): void {
    while (settled(this.drafts[this.head])) this.head++;
  }

  /** Removes the last exchange: it was not one. */
  drop(): void {
    this.drafts.pop();
    this.head = Math.min(this.head, this.drafts.length);
  }

  /** From here on no reply is owed. */
  answerAll(): void {
    this.head = this.drafts.length;
  }

  /** The greeting, put before whatever the client said too early. */
  greet(reply: Reply): void {
    this.drafts.unshift({ kind: 'greeting', command: null, replies: [reply], owed: 1, pipelined: false, degraded: false });
    this.head++;
  }

  /** Adds the greeting of another session that shares the same lines. */
  greetAgain(reply: Reply): void {
    this.drafts.push({ kind: 'greeting', command: null, replies: [reply], owed: 1, pipelined: false, degraded: true });
    this.advance();
  }

  /** Lines are missing here: replies that are still owed cannot be relied on. */
  doubt(): void {
    this.gap = true;
    for (let i = this.head; i < this.drafts.length; i++) this.drafts[i].degraded = true;
  }

  /** How many recipients of the current transaction were accepted. */
  acceptedRecipients(): number {
    let count = 0;
    for (let i = this.drafts.length - 1; i >= 0; i--) {
      if (this.drafts[i].command?.verb === 'MAIL') break;
      if (isAccepted(this.drafts[i])) count++;
    }
    return count;
  }
}

function settled(draft: Draft | undefined): boolean {
  return draft !== undefined && (draft.owed === 0 || draft.passed === true || draft.replies.length >= draft.owed);
}
