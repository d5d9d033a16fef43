import type { Analysis, PlacedSession } from '../analysis/analysis';
import { verdict } from '../meaning/of-session';
import { t } from '../text/l10n';
import type { Span } from '../text/span';
import { label } from '../text/visible';

/** A session or a queue id to jump to. */
export interface Found {
  readonly name: string;
  readonly kind: 'session' | 'queue-id';
  /** Line from 0 in the document. */
  readonly at: Span;
}

/** Lines between two pauses, and the maximum number of results per document. */
const STEP = 4096;
const MOST = 200;

/**
 * Sessions and queue ids of a document whose name contains `query`, ignoring case (with an empty query the first of them). Yields now and
 * then: the caller may pause.
 */
export function* findSymbols(analysis: Analysis, query: string): Generator<void, Found[]> {
  const wanted = query.trim().toLowerCase();
  const found: Found[] = [];
  for (const placed of analysis.dialogues()) {
    for (const session of analysis.dialogueOf(placed)?.sessions ?? []) {
      const one = ofSession(analysis, { session, start: placed.start });
      if (one.name.toLowerCase().includes(wanted)) found.push(one);
    }
    if (found.length >= MOST) break;
    yield;
  }
  const ids = new Set<string>();
  for (let from = 0; from < analysis.lines.count && found.length < MOST; from += STEP) {
    const to = Math.min(analysis.lines.count, from + STEP);
    for (let line = from; line < to && found.length < MOST; line++) {
      const text = analysis.lines.line(line);
      if (wanted !== '' && !text.toLowerCase().includes(wanted)) continue;
      const id = analysis.entryAt(line)?.id ?? null;
      if (id === null || ids.has(id) || !id.toLowerCase().includes(wanted)) continue;
      ids.add(id);
      const at = Math.max(0, text.indexOf(id));
      found.push({ name: label(id), kind: 'queue-id', at: { line, from: at, to: Math.min(text.length, at + id.length) } });
    }
    yield;
  }
  return found.slice(0, MOST);
}

function ofSession(analysis: Analysis, { session, start }: PlacedSession): Found {
  const line = start + session.firstLine;
  const name = session.key ? t('Session {0}', label(session.key)) : t('Session');
  return { name: `${name}: ${verdict(session)}`, kind: 'session', at: { line, from: 0, to: analysis.lines.line(line).length } };
}
