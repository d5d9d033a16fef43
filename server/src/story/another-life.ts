import type { LogEntry } from '../formats/log';
import { traitsOf } from '../formats/logs';

/**
 * Whether a line of an id begins another life of it. `begun`: the life so far has lines; `ended`: one of them was its end. After the end that
 * takes an arrival: syslog may deliver any other line late.
 */
export function beginsAnother(
  { begun, ended }: { readonly begun: boolean; readonly ended: boolean },
  entry: LogEntry,
  family: string,
): boolean {
  if (!ended) return entry.life === 'begin' && begun;
  const { uniqueIds, senderBegins } = traitsOf(family);
  if (uniqueIds) return false;
  if (entry.life === 'begin') return true;
  if (entry.status !== null || entry.life === 'end') return false;
  return entry.fields.some((f) => f.name === 'messageId' || (f.name === 'from' && senderBegins === true));
}
