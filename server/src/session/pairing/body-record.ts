import type { WireReading } from '../../formats/reading';
import type { ReplyLineParts } from '../../syntax/reply-line';
import type { Piece } from '../../text/span';
import type { Reply, ReplyLine } from '../model';
import type { MailBody } from './mail-body';
import { SessionRecord } from './record';

/** A session with the mail data that is being sent in it: how it continues, how it ends, and what shows that the text lost its end. */
export abstract class BodyRecord extends SessionRecord {
  protected body: MailBody | null = null;
  /** The mail data was cut short by a reply; what follows may be the rest of the data. */
  protected afterCut = false;
  protected lastSaid: Reply | null = null;
  /** Nothing was said since `lastSaid`. */
  protected lastWasReply = false;

  /** Processes a line of the client. */
  protected abstract client(line: number, reading: WireReading): void;

  protected bodyLine(line: number, reading: WireReading): void {
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
  protected cutBody(): void {
    const { body } = this;
    this.body = null;
    if (body && !body.ofChunk && body.lines > 0 && !body.command.elided) this.push('data', body.command);
  }

  protected endBody(line: number, piece: Piece, elided: boolean): void {
    const { body } = this;
    this.body = null;
    if (body && !body.ofChunk) this.push('data', body.ended(line, piece, elided));
  }

  /** Handles a 354 that comes while the mail data is already being sent: late, or a second time. False if the reply is neither. */
  protected askedAgain(line: number, reading: WireReading, parts: ReplyLineParts): boolean {
    const { body, lastSaid } = this;
    if (!body || parts.code !== 354) return false;
    const said: ReplyLine = { line, piece: reading.piece, ...parts, time: reading.time ?? null };
    const reply: Reply = { code: 354, enhanced: null, lines: [said], complete: true, mixed: false };
    if (body.draft.passed && body.draft.replies.length === 0) {
      // The client did not wait for the 354: the mail data continues.
      body.draft.replies.push(reply);
      return true;
    }
    if (body.lines > 0 || !this.lastWasReply || lastSaid?.lines[0].piece.text !== reading.piece.text) return false;
    this.strayReplies.push({ reply, after: this.drafts.length - 1, duplicate: true });
    return true;
  }

  /** A line of the server ends mail data whose end the producer did not show, or that the server refused to read. */
  protected interrupt(line: number, reading: WireReading, parts: ReplyLineParts | null): void {
    const { body } = this;
    this.body = null;
    if (!body || body.ofChunk) return;
    const commands = parts && body.endsIn(parts, reading.piece.text);
    if (commands) {
      this.queue.pass(this.push('data', body.cutBefore(commands[0].line)));
      for (const sent of commands) this.client(sent.line, sent.reading);
      this.clientLines -= commands.length;
      return;
    }
    const refused = parts !== null && parts.code >= 400;
    const cut = refused && body.lines > 0 && !body.command.elided;
    const data = this.push('data', body.interrupted(line, reading, cut));
    // Without the 354 it was only a guess that this was mail data.
    if (body.draft.passed && !this.sidesCertain) data.degraded = true;
    this.afterCut = cut;
  }
}
