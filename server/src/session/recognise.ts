import type { DialogueView } from '../formats/format';
import { transcriptFormats } from '../formats/transcripts';
import { peelAll } from '../formats/wrapper';
import { commandLikeness } from '../syntax/command-line';
import { looksLikeReply } from '../syntax/reply-line';
import type { Lines } from '../text/lines';
import { choices, worthATry } from './candidates';
import type { Choice, Dialogue } from './dialogue';
import { readDialogue } from './dialogue';
import type { Hints } from './evidence';
import { weigh } from './evidence';

export type { Hints } from './evidence';
export { isSure } from './gate';

/** How many lines are read to weigh one hypothesis. */
const WINDOW = 160;
/** A hypothesis must make sense within the first window to be read to the end of the next: the less its markers tell, the sooner. */
const WINDOWS = { certain: [WINDOW], likely: [48, WINDOW], weak: [64] } as const;
/** A reading that scores less may be a part of what a fallback can read. */
const UNSURE = 6;
/** How many lines are looked through for a format's telltale. */
const TELLTALE = 80;

/** What was recognised, and how far the text was looked at to decide it. */
export interface Recognition {
  readonly dialogue: Dialogue | null;
  /** One past the last line that was looked at. */
  readonly readTo: number;
}

/**
 * Recognises and reads the dialogue that begins at line `start`: it is read in every shape that its first line could have, and the one
 * is taken in which replies look like replies and commands like commands. No dialogue where none does. A pure function of the lines from
 * `start` on; at most `WINDOW` lines are read to decide.
 */
export function recognise(lines: Lines, start: number, hints: Hints): Recognition {
  const line = lines.line(start);
  let readTo = Math.min(lines.count, start + 1);
  if (!hints.format && !worthATry(line)) return { dialogue: null, readTo };
  const formats = hints.format ? transcriptFormats.filter((format) => format.id === hints.format) : transcriptFormats;
  let best: Dialogue | null = null;
  let bestScore = 0;
  let bestWindow = 0;
  const fallbacks: Choice[] = [];
  const attempt = (choice: Choice): void => {
    if (!choice.format.fallback && absurd(line, choice)) return;
    for (const window of WINDOWS[choice.format.trust]) {
      const dialogue = readDialogue(lines, start, choice, start + window);
      readTo = Math.max(readTo, dialogue.readTo);
      const score = weigh(dialogue, hints) - choice.wrappers.length * 0.25;
      if (score > bestScore) {
        best = dialogue;
        bestScore = score;
        bestWindow = window;
      }
      if (score <= 0 || dialogue.readTo < start + window) return;
    }
  };
  for (const choice of choices(line, formats)) {
    if (choice.format.fallback) {
      // It learns any prefix by itself; only what changes the text must be peeled before.
      if (choice.wrappers.every((wrapper) => wrapper.decodes)) fallbacks.push(choice);
      continue;
    }
    const { telltale, unless } = choice.format;
    if (telltale || unless) readTo = Math.max(readTo, Math.min(lines.count, start + TELLTALE));
    if (telltale && !near(telltale, lines, start, choice)) continue;
    if (unless && near(unless, lines, start, choice)) continue;
    attempt(choice);
  }
  if (bestScore < UNSURE || oneSided(best)) fallbacks.forEach(attempt);
  return settle(lines, start, best, bestWindow, readTo);
}

const UNHEARD: DialogueView = { expecting: () => 'idle', chunk: () => null, peek: () => '' };

/** The first line would make the client speak like a server, or the server like a client: the markers mean something else here. */
function absurd(line: string, { format, wrappers }: Choice): boolean {
  const text = wrappers.length > 0 ? peelAll(line, wrappers)?.piece.text : line;
  const said = text === undefined ? undefined : format.reader().read(text, UNHEARD)?.[0];
  if (said?.kind !== 'wire' || said.body || said.continues) return false;
  return said.side === 'client' ? looksLikeReply(said.piece.text) : commandLikeness(said.piece.text) === 2;
}

/** Only one party speaks in it, and nothing in its markers is certain: another reading may find the other party. */
const oneSided = (dialogue: Dialogue | null): boolean =>
  dialogue !== null && dialogue.choice.format.trust !== 'certain' && dialogue.sessions.every(({ sides }) => sides !== 'both');

function settle(lines: Lines, start: number, best: Dialogue | null, window: number, readTo: number): Recognition {
  if (!best || best.sessions.length === 0) return { dialogue: null, readTo };
  // A dialogue that ended by itself inside the window need not be read again.
  const whole = best.readTo < start + window || lines.count <= start + window;
  const dialogue = whole ? best : readDialogue(lines, start, best.choice);
  return { dialogue, readTo: Math.max(readTo, dialogue.readTo) };
}

/** How many lines `recognise` may look at beyond `start`. */
export const LOOKAHEAD = WINDOW + 4;

/** Whether a line that the pattern matches stands among the first lines of the dialogue. */
function near(pattern: RegExp, lines: Lines, start: number, { wrappers }: Choice): boolean {
  for (let n = start; n < start + TELLTALE && n < lines.count; n++) {
    const source = lines.line(n);
    const text = wrappers.length > 0 ? peelAll(source, wrappers)?.piece.text : source;
    if (text !== undefined && pattern.test(text)) return true;
  }
  return false;
}
