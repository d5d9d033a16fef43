import type { BounceReply } from '../bounce';
import type { LocatedReply, Status } from '../log';

/** Folded lines, joined again; each unit remembers its place in the text. */
export class Folded {
  readonly text: string;
  private readonly starts: number[] = [];
  private readonly lines: number[] = [];
  private readonly columns: number[] = [];
  /** Units at which a line begins that does not merely continue a word of the line before. */
  private readonly begun = new Set<number>();

  /** `parts`: stretches of lines in order; joined by a space, or by nothing after a soft line break of quoted-printable. */
  constructor(parts: readonly { readonly line: number; readonly text: string; readonly from: number }[]) {
    let text = '';
    let soft = false;
    for (const part of parts) {
      if (!soft && text !== '') text += ' ';
      if (!soft || text === '') this.begun.add(text.length);
      this.starts.push(text.length);
      this.lines.push(part.line);
      this.columns.push(part.from);
      soft = /[^=]=$/.test(part.text);
      text += soft ? part.text.slice(0, -1) : part.text;
    }
    this.text = text;
  }

  /** Line and column of a unit of the text. */
  at(unit: number): { line: number; column: number } {
    let part = this.starts.length - 1;
    while (part > 0 && this.starts[part] > unit) part--;
    return { line: this.lines[part], column: this.columns[part] + unit - this.starts[part] };
  }

  /** Whether a line begins at this unit. */
  begins(unit: number): boolean {
    return this.begun.has(unit);
  }

  /** The unit after the last one of the line that contains `unit`. */
  endOf(unit: number): number {
    const next = this.starts.find((start) => start > unit);
    return next === undefined ? this.text.length : next - 1;
  }

  /** A reply of the text as replies of lines: its enhanced code may be on the next line, and is then listed there again. */
  place(reply: LocatedReply, status: Status | null): BounceReply[] {
    const { line, column } = this.at(reply.from);
    const shift = column - reply.from;
    const end = this.endOf(reply.from);
    const enhanced = reply.enhanced === null ? null : this.at(reply.enhancedFrom);
    const here = enhanced?.line === line;
    const textFrom = Math.min(reply.textFrom, end);
    const placed: BounceReply[] = [
      {
        line,
        status,
        reply: {
          ...reply,
          from: column,
          to: reply.to + shift,
          enhancedFrom: here ? reply.enhancedFrom + shift : -1,
          enhancedTo: here ? reply.enhancedTo + shift : -1,
          textFrom: textFrom + shift,
          textTo: Math.max(textFrom, Math.min(reply.textTo, end)) + shift,
        },
      },
    ];
    if (enhanced && !here && reply.code !== null) {
      const to = Math.min(reply.enhancedTo, this.endOf(reply.enhancedFrom)) - reply.enhancedFrom + enhanced.column;
      const alone = { from: enhanced.column, to, enhancedFrom: enhanced.column, enhancedTo: to, textFrom: to, textTo: to };
      placed.push({ line: enhanced.line, status, reply: { ...reply, ...alone, code: null, continues: true } });
    }
    return placed;
  }
}

/** What the writer of a bounce says after a reply in the same paragraph. */
const REMARK = /\((?:in reply to |state \d)[^)]{0,40}\)| Giving up on | \(Other MX|(?: |^)[<>]{3} |I'm not going to try again/;

/**
 * The replies of a folded text, each with its whole text if that continues after its line: up to the next reply that is not a further
 * line of it. All lines of one reply get the same text.
 */
export function withWhole(folded: Folded, replies: readonly LocatedReply[]): LocatedReply[] {
  const found: LocatedReply[] = [];
  for (let first = 0; first < replies.length; ) {
    let next = first + 1;
    while (next < replies.length && replies[next].continues) next++;
    const group = replies.slice(first, next);
    const texts = group.map(({ textFrom, textTo }) => folded.text.slice(textFrom, textTo).trim());
    const remark = REMARK.exec(texts[texts.length - 1]);
    if (remark) texts[texts.length - 1] = texts[texts.length - 1].slice(0, remark.index);
    const last = group[group.length - 1];
    const goesOn = last.textFrom + texts[texts.length - 1].length > folded.endOf(group[0].from);
    const whole = texts.filter((text) => text !== '').join(' ');
    found.push(...(goesOn && whole !== '' ? group.map((reply) => ({ ...reply, whole })) : group));
    first = next;
  }
  return found;
}
