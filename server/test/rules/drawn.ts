import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { readLogLine } from '../../src/formats/logs/index';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { type Drawing, draw, type Mark } from '../../src/rules/drawing';
import { judgeEntry } from '../../src/rules/judge-entry';
import type { Finding } from '../../src/rules/select';
import { splitFileText, textOf } from '../../src/text/lines';
import { PEDANTIC, STANDARD } from '../settings';

type Found = Pick<Finding, 'at' | 'message' | 'severity' | 'related' | 'fixes'> & { readonly rule: { readonly id: string } };

/** A finding of a text, and the line (from 0) from which its spans count. */
export interface Placed {
  readonly finding: Found;
  readonly start: number;
}

const known = new Map<string, Placed[]>();

/** Everything that is said of a transcript, the rules that are off by default included. Several tests ask of the same examples. */
export function foundIn(text: string): Placed[] {
  const found = known.get(text) ?? findingsOf(Analysis.of(textOf(splitFileText(text)), { explicit: true }), PEDANTIC);
  known.set(text, found);
  return found;
}

/** What is said of an example of a rule, asked as such a rule is: of a session, of one line of a log, or of a whole log. */
export function askedFor(id: string, text: string): Placed[] {
  if (rules.some((rule) => rule.id === id)) return foundIn(text);
  if (lifeRules.some((rule) => rule.id === id)) return findingsOf(Analysis.of(textOf(text.split('\n'))), STANDARD);
  const entry = logRules.some((rule) => rule.id === id) ? readLogLine(text) : null;
  return entry ? judgeEntry(entry, text, STANDARD).map((finding) => ({ finding, start: 0 })) : [];
}

/** Findings as they are drawn, their related places behind them; `named`: each says its rule. */
export const marksOf = (found: readonly Placed[], named: boolean): Mark[] =>
  found.flatMap(({ finding, start }) =>
    [
      { at: finding.at, message: finding.message, severity: finding.severity as Mark['severity'] },
      ...finding.related.map((related) => ({ at: related.at, message: related.message, severity: null as Mark['severity'] })),
    ].map(({ at, message, severity }) => ({
      line: at.line + start,
      from: at.from,
      to: at.to,
      severity,
      rule: named ? finding.rule.id : null,
      words: message,
      cut: false,
    })),
  );

/** Marks with no more words than a drawing has in the same place. */
function cutAs(marks: readonly Mark[], drawn: readonly Mark[]): Mark[] {
  const left = [...drawn];
  return marks.map((mark) => {
    const at = left.findIndex(
      (one) =>
        one.cut &&
        one.line === mark.line &&
        one.from === mark.from &&
        one.to === mark.to &&
        one.severity === mark.severity &&
        one.rule === mark.rule &&
        mark.words.startsWith(one.words),
    );
    return at < 0 ? mark : left.splice(at, 1)[0];
  });
}

/**
 * A drawing as it is and as it has to be, for a test to compare: the same text where the marks tell all that was found, and nothing else.
 * What was found is as long as the drawing says it.
 */
export function compared(drawing: Drawing, found: readonly Placed[], named = false): { drawn: string; wanted: string } {
  const marks = cutAs(marksOf(found, named), drawing.marks);
  return { drawn: draw(drawing), wanted: draw({ lines: drawing.lines, marks }) };
}
