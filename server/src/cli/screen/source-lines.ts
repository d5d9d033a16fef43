import type { Analysis } from '../../analysis/analysis';
import { redact } from '../../features/redact';
import type { Span } from '../../text/span';
import type { Framed } from './frame';

/** The lines of a text as they may be shown: verbatim, but without secrets. The copy without secrets is made when first needed. */
export class SourceLines {
  private copy: ReturnType<typeof redact> | null = null;

  constructor(
    private readonly analysis: Analysis,
    private readonly first: number,
  ) {}

  /** The line of a place (its line counts from 0 in the analysis), with the columns adjusted to the stand-ins. */
  at({ line, from, to }: Span): Framed {
    this.copy ??= redact(this.analysis, { keepIdentities: true, keepMailData: true });
    let [begin, end] = [from, to];
    for (const one of this.copy.replaced) {
      if (one.line !== line) continue;
      const longer = one.standIn.length - (one.to - one.from);
      if (one.to <= from) begin += longer;
      if (one.from < to) end += longer;
    }
    return { line: this.first + line + 1, text: this.copy.lines[line] ?? '', from: begin, to: Math.max(end, begin + 1) };
  }
}
