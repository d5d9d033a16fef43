import type { Analysis } from '../analysis/analysis';
import { gateOf } from '../analysis/gate';
import { Summariser, summaryText } from '../story/summary';

/** Lines between two pauses. */
const STEP = 512;

/**
 * The summary of a log as plain text, every row with a line to look at. Null if no line belongs to a mail system. Yields now and then: the
 * caller may pause. Reads the whole document once.
 */
export function* logSummary(analysis: Analysis): Generator<void, string | null> {
  const gate = gateOf(analysis);
  const summariser = new Summariser((words, line) => gate.text(words, line));
  let mailLines = 0;
  let next = 0;
  for (let from = 0; from < analysis.lines.count; from += STEP) {
    const to = Math.min(analysis.lines.count, from + STEP);
    for (const { line, entry } of analysis.entries(from, to)) {
      for (; next < line; next++) summariser.add(next, analysis.lines.line(next), null);
      summariser.add(next++, analysis.lines.line(line), entry);
      mailLines++;
    }
    for (; next < to; next++) summariser.add(next, analysis.lines.line(next), null);
    yield;
  }
  return mailLines > 0 ? summaryText(summariser.summary()) : null;
}
