import type { PlacedFinding } from '../../src/features/diagnostics';

/** A finding as it is drawn under a line: `#   ^^^ error rule-id: beginning of the message`; `~~~` marks its related information. */
export interface Drawn {
  /** Line of the transcript, from 0, without the drawings. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** `error rule-id`, or `related rule-id`. */
  readonly what: string;
  readonly message: string;
}

const DRAWING = /^#\s*([\^~]+) (?:(error|warning|information|hint) )?([a-z0-9-]+)(?:: (.*))?$/;

/** Takes a fixture apart into its transcript and what is drawn under its lines. Lines that begin with `# ` and draw nothing are remarks. */
export function readDrawn(text: string): { readonly lines: string[]; readonly drawn: Drawn[] } {
  const lines: string[] = [];
  const drawn: Drawn[] = [];
  for (const source of text.replace(/\n$/, '').split('\n')) {
    if (!source.startsWith('#')) {
      lines.push(source);
      continue;
    }
    const match = DRAWING.exec(source);
    if (!match) continue;
    const [, marks, severity, id, message = ''] = match;
    const from = source.indexOf(marks);
    drawn.push({
      line: lines.length - 1,
      from,
      to: from + marks.length,
      what: `${marks[0] === '^' ? severity : 'related'} ${id}`,
      message,
    });
  }
  return { lines, drawn };
}

/** The findings in the same form, their related information behind them. */
export function drawnOf(findings: readonly PlacedFinding[]): Drawn[] {
  return findings.flatMap(({ finding, start }) => [
    {
      line: finding.at.line + start,
      from: finding.at.from,
      to: finding.at.to,
      what: `${finding.severity} ${finding.rule.id}`,
      message: finding.message,
    },
    ...finding.related.map(({ at, message }) => ({
      line: at.line + start,
      from: at.from,
      to: at.to,
      what: `related ${finding.rule.id}`,
      message,
    })),
  ]);
}
