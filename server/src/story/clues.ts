import type { LogEntry } from '../formats/log';
import { traitsOf } from '../formats/logs';

/**
 * Texts of which every line has at least one that may belong to the same story as an entry: the ids in it, its process where sessions and
 * asides are those of a process, its delivery. A number stands alone in a line, not in a longer word. They are what `LogIndex` goes by:
 * an index of the lines that have one tells the same story as one of all lines.
 */
export function cluesOf(entry: LogEntry): string[] {
  const { sessionIds, processOf, deliveryNumbers } = traitsOf(entry.format);
  const found: string[] = entry.id === null ? [] : [entry.id];
  for (const { name, piece } of entry.fields) if (name === 'newId' || (name === 'session' && sessionIds)) found.push(piece.text);
  if (entry.session && (deliveryNumbers || processOf?.(entry.daemon))) found.push(entry.session);
  return found;
}
