import type { WireReading } from '../../formats/reading';
import { spanOf } from '../../text/span';
import type { Command, ExchangeKind, Mark, Session, StrayReply, StrayText } from '../model';
import { mixed } from './beside';
import type { Draft } from './draft';
import { exchangeOf } from './draft';
import { ExchangeQueue } from './exchange-queue';
import { doubtUneven, mend } from './repair';

/** What is known about a session so far, without how it became known (builder.ts); makes the finished one. */
export abstract class SessionRecord {
  protected readonly queue = new ExchangeQueue();
  protected readonly strayReplies: StrayReply[] = [];
  protected readonly strayText: StrayText[] = [];
  protected readonly marks: Mark[] = [];
  protected serverLines = 0;
  protected clientLines = 0;
  protected begins: Session['begins'] | null = null;
  protected connected = false;
  /** Another server greeted in the same lines. */
  protected beside = false;
  protected endsBy: Session['ends'] = 'open';
  private firstLine = -1;
  private lastLine = -1;

  constructor(
    readonly key: string | null,
    private readonly format: string,
    protected readonly sidesCertain: boolean,
  ) {}

  protected get drafts(): readonly Draft[] {
    return this.queue.drafts;
  }

  get empty(): boolean {
    return this.drafts.length === 0 && this.strayReplies.length === 0;
  }

  get closed(): boolean {
    return this.endsBy !== 'open';
  }

  get last(): number {
    return this.lastLine;
  }

  /** Notes that a line of the text belongs to this session. */
  protected touch(line: number): void {
    if (this.firstLine < 0) this.firstLine = line;
    this.lastLine = line;
  }

  protected push(kind: ExchangeKind, command: Command | null): Draft {
    if (this.begins === null) this.begins = this.connected ? 'greeting' : 'middle';
    return this.queue.push(kind, command);
  }

  /** A line that is neither command nor mail data nor reply. */
  protected stray(line: number, reading: WireReading): void {
    const { piece, side } = reading;
    const at = { span: spanOf(line, piece), lastLine: line, text: piece.text, after: this.drafts.length - 1 };
    this.strayText.push(side === 'server' ? { ...at, side } : at);
  }

  /** The finished session; nothing may be added to it afterwards. */
  protected finished(): Session {
    const { drafts, lmtp } = this.queue;
    const gaps = new Set(this.marks.filter((mark) => mark.kind === 'elided').map((mark) => mark.after + 1));
    const mended = mend(drafts, this.strayReplies, gaps);
    if (mended.quits && !this.closed) this.endsBy = 'quit';
    doubtUneven(mended.drafts, mended.strays, this.closed);
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
      interleaved: this.key === null && (this.beside || mixed(mended.drafts, mended.strays)),
    };
  }
}
