import type { WireReading } from '../../formats/reading';
import type { Reply, ReplyLine } from '../model';
import { HiddenRecord } from './hidden-record';
import { continued } from './reply-assembly';
import { extend, hyphenLost, restOf } from './split-reply';

/** A session whose replies were split in the text: joined again by what their lines say. */
export abstract class SplitRecord extends HiddenRecord {
  /** A reply whose last line had not come when the client spoke. */
  protected cut: Reply | null = null;

  /** Whether a line without a code continues the text of the reply that was complete on the line before. */
  protected continuesLast(line: number, reading: WireReading): boolean {
    const said = this.lastWasReply && reading.continues ? this.lastSaid : null;
    const before = said?.lines[said.lines.length - 1];
    if (!said || before?.line !== line - 1) return false;
    (said.lines as ReplyLine[]).push(continued(before, line, reading));
    return true;
  }

  /** A line beside the dialogue repeats the last reply after a verb: the reply answered that verb. */
  nameLast(repeats: (reply: Reply) => string | null): void {
    const draft = this.drafts[this.drafts.length - 1];
    const reply = draft?.command === null && draft.kind === 'command' && this.lastWasReply ? draft.replies[0] : undefined;
    const verb = reply && repeats(reply);
    if (draft && verb) draft.named = verb;
  }

  /** Joins the rest of a reply between whose lines the client spoke, or whose hyphens a logger lost. */
  protected joins(reply: Reply): boolean {
    const { cut, lastSaid } = this;
    const { pending } = this.queue;
    if (cut && this.drafts.some(({ replies }) => replies.includes(cut)) && restOf(cut, reply, pending)) {
      this.cut = reply.complete ? null : cut;
      extend(cut, reply, false);
      return true;
    }
    if (!lastSaid || pending || !this.lastWasReply || this.closed || !hyphenLost(lastSaid, reply, this.drafts[this.drafts.length - 1]))
      return false;
    extend(lastSaid, reply, true);
    return true;
  }
}
