import { LogIndex } from '../story/log-index';
import type { LogText } from '../story/text';
import type { Analysis } from './analysis';

/** Lines between two pauses. */
const STEP = 512;

const indexes = new WeakMap<object, LogIndex>();

/**
 * Which lines of a document belong to one message. Built on demand, once for each state of the log lines, and kept as long as a version
 * with them lives. Yields now and then: the caller may pause. Costs one pass over all lines.
 */
export function* indexedLog(analysis: Analysis): Generator<void, LogIndex> {
  const known = indexes.get(analysis.log);
  if (known) return known;
  const index = new LogIndex();
  for (let from = 0; from < analysis.lines.count; from += STEP) {
    for (const { line, entry } of analysis.entries(from, from + STEP)) index.add(line, entry);
    yield;
  }
  indexes.set(analysis.log, index);
  return index;
}

/** Keeps an index that was built while reading all lines for another purpose. */
export function keepIndex(analysis: Analysis, index: LogIndex): void {
  indexes.set(analysis.log, index);
}

/** The lines of a document as stories read them. */
export const logTextOf = (analysis: Analysis): LogText => ({
  text: (line) => analysis.lines.line(line),
  entry: (line) => analysis.entryAt(line),
});
