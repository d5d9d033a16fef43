import type { DialogueView } from '../../formats/format';
import type { Lines } from '../../text/lines';
import { type Choice, type Dialogue, DialogueReading, KEYED_GAP, readAs, SILENT, unwrapped } from './dialogue';
import type { Heard } from './ledger';

/** An edit that left the number of lines as it was. Lines from 0, counted from the dialogue's first; `to` exclusive. */
export interface LinesChanged {
  readonly from: number;
  readonly to: number;
}

const sameShape = (a: Choice, b: Choice): boolean =>
  a.format === b.format && a.wrappers.length === b.wrappers.length && a.wrappers.every((wrapper, n) => wrapper === b.wrappers[n]);

/**
 * The dialogue that `readDialogue` would read at line `start` of `lines`, made of what it was `before` an edit: only the sessions are read again
 * that said one of the changed lines; the others stay the same objects. Null where that cannot be told without reading all of it.
 */
export function reread(lines: Lines, start: number, choice: Choice, before: Dialogue, { from, to }: LinesChanged): Dialogue | null {
  if (!before.ledger || !sameShape(choice, before.choice) || to > before.end - before.start) return null;
  const reader = choice.format.reader();
  const heard = (line: number): Heard => {
    const source = lines.line(start + line);
    return { text: unwrapped(source, choice) || source, readings: readAs(choice, reader, source, UNHEARD) };
  };
  const touched = before.ledger.touchedBy(from, to, heard, KEYED_GAP);
  if (!touched) return null;
  const { keys, ledger, visits } = touched;
  const sessions = new DialogueReading(lines, start, choice, lines.count).again(visits, ledger);
  if (!sessions || !ledger.endsAs(before.ledger, SILENT)) return null;
  const others = before.sessions.filter(({ key }) => key === null || !keys.has(key));
  const claimed = before.claimed.slice();
  for (let line = from; line < to; line++) claimed[line] = ledger.isSaid(line) ? 1 : 0;
  return {
    ...before,
    claimed,
    sessions: [...others, ...sessions].sort((a, b) => a.firstLine - b.firstLine),
    start,
    end: start + before.end - before.start,
    readTo: start + before.readTo - before.start,
    ledger,
  };
}

/** Whose line it is hangs on nothing that was said before. */
const UNHEARD: DialogueView = { expecting: () => 'body', chunk: () => null, peek: () => '' };
