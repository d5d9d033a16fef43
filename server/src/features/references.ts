import type { Analysis } from '../analysis/analysis';
import { mentions, type Name } from '../analysis/names';
import type { Span } from '../text/span';

export { type Name, nameAt } from '../analysis/names';

/** More places than this are of no use. */
const MOST = 10_000;

/**
 * Every place of a document that names a mailbox, a message id or a queue id, in the order of the text. Yields now and then: the caller
 * may pause.
 */
export function* references(analysis: Analysis, name: Pick<Name, 'kind' | 'text'>): Generator<void, Span[]> {
  const found: Span[] = [];
  for (const some of mentions(analysis, name)) {
    for (const span of some) found.push(span);
    if (found.length >= MOST) break;
    yield;
  }
  return found.slice(0, MOST);
}
