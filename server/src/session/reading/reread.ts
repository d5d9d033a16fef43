import type { DialogueView } from '../../formats/format';
import type { Lines } from '../../text/lines';
import { type Choice, type Dialogue, DialogueReading, KEYED_GAP, readAs, SILENT, unwrapped } from './dialogue';
import type { Heard } from './ledger';

/** An edit that kept the number of lines. Lines are 0-based in the dialogue; `to` is exclusive. */
export interface LinesChanged {
  readonly from: number;
  readonly to: number;
}

const sameShape = (a: Choice, b: Choice): boolean =>
  a.format === b.format && a.wrappers.length === b.wrappers.length && a.wrappers.every((wrapper, n) => wrapper === b.wrappers[n]);

/**
 * The dialogue that `readDialogue` would read at line `start` of `lines`, made from the dialogue `before` an edit: only the sessions that said
 * a changed line are read again; the others stay the same objects. Null if it has to be read as a whole.
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

/** A view without history: which session a line belongs to does not depend on the lines before. */
const UNHEARD: DialogueView = { expecting: () => 'body', chunk: () => null, peek: () => '' };
