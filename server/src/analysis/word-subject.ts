import { queueIdTime } from '../syntax/queue-id';
import type { Position } from '../text/range';
import type { Span } from '../text/span';

export interface QueueIdSubject {
  readonly kind: 'queue-id';
  readonly span: Span;
  readonly id: string;
  readonly program: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
}

const isIdUnit = (unit: string | undefined): boolean => unit !== undefined && /^[0-9A-Za-z-]$/.test(unit);

/** The word of letters, digits and hyphens at a position, if it is a queue id that contains a time; else null. */
export function queueIdAt(text: string, { line, character }: Position): QueueIdSubject | null {
  if (!isIdUnit(text[character])) return null;
  let from = character;
  let to = character + 1;
  while (character - from < 40 && isIdUnit(text[from - 1])) from--;
  while (to - character < 40 && isIdUnit(text[to])) to++;
  const id = text.slice(from, to);
  // Any word of letters may decode to some time; an id that a server wrote has digits and both cases.
  if (id.length < 11 || !/\d/.test(id)) return null;
  const found = queueIdTime(id);
  return found && { kind: 'queue-id', span: { line, from, to }, id, program: found.program, time: found.time };
}

const TIMESTAMP =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|\b\d{10}\.\d{1,9}\b|@[0-9a-f]{24}/g;

/** The timestamp at a position before column `end`, or null. */
export function timestampAt(text: string, end: number, { line, character }: Position): Span | null {
  if (character >= end) return null;
  for (const match of text.slice(0, Math.min(end, 300)).matchAll(TIMESTAMP)) {
    if (character >= match.index && character < match.index + match[0].length)
      return { line, from: match.index, to: match.index + match[0].length };
  }
  return null;
}
