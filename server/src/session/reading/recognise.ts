import type { DialogueView, TranscriptFormat } from '../../formats/format';
import { transcriptFormats } from '../../formats/transcripts';
import type { Wrapper } from '../../formats/wrapper';
import { peelAll } from '../../formats/wrapper';
import { partial } from '../../formats/wrappers';
import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import type { Lines } from '../../text/lines';
import { choices, worthATry } from './candidates';
import type { Choice, Dialogue } from './dialogue';
import { readDialogue } from './dialogue';
import type { Hints } from './evidence';
import { endsScript, weigh } from './evidence';
import { LineAhead } from './line-ahead';
import type { Skimmed } from './skim';
import { skim } from './skim';

export type { Hints } from './evidence';
export { isSure } from './tell-tale';

/** How many lines are read to weigh one hypothesis. */
const WINDOW = 160;
/** A hypothesis must make sense within the first window to be read to the end of the next: the less distinctive its markers, the sooner. */
const WINDOWS = { certain: [WINDOW], likely: [48, WINDOW], weak: [64] } as const;
/** A reading with a lower score may be a part of what a fallback can read. */
const UNSURE = 6;
/** If two readings make as much sense, the one inside fewer wrappers wins. */
const WRAPPED = 0.25;
/** How many lines are searched for a format's telltale. */
const TELLTALE = 80;

const BARE: readonly Wrapper[] = [];
/** How many lines are searched for such a wrapper. */
const PARTLY_WITHIN = 6;
/** What every line has that shows a wrapper around only some of the lines: hardly any line of a plain dialogue has it. */
const PARTLY =
  /\\|^(?:\u001b|\^|#)?\[|\u001b\[|\u200b|&[lgaqn#]|<(?:br|\/|pre|str|em>|kbd|samp|code|span|font|li>|p>|div|[biu]>)|^[ \t]{0,8}(?:`|\*\*|__)|^[^\w"'`]{0,6}[[(][2-5]\d\d/i;

/** The dialogue that begins at a line, in the shape of a choice, if it is known without reading it; otherwise null. */
export type Again = (start: number, choice: Choice) => Dialogue | null;

/** What was recognised, and how far the text was looked at to decide it. */
export interface Recognition {
  readonly found: Found | null;
  /** One past the last line that was read. */
  readonly readTo: number;
}

/** A dialogue that was found: the shape in which it is read, and the line after its last one. */
export interface Found {
  readonly choice: Choice;
  readonly end: number;
  /** Null if its end was found without reading it. */
  readonly dialogue: Dialogue | null;
}

/**
 * Recognises the dialogues of a text. What it remembers is only to be quick: `at` is a pure function of the lines from `start` on.
 * `plain`: dialogues whose end can be told without reading them are not read. `again`: what is known of a dialogue before it is read whole.
 */
export class Recogniser {
  private readonly formats: readonly TranscriptFormat[];
  /** By the wrappers around the lines. */
  private readonly telltales = new WeakMap<readonly Wrapper[], Map<RegExp, LineAhead>>();
  /** The line asked for last, and its choices: a long file begins thousands of sessions with the same greeting. */
  private line: string | null = null;
  private choices: readonly Choice[] = [];

  constructor(
    private readonly lines: Lines,
    private readonly hints: Hints,
    private readonly plain = true,
    private readonly again: Again = () => null,
  ) {
    this.formats = hints.format ? transcriptFormats.filter((format) => format.id === hints.format) : transcriptFormats;
  }

  /**
   * The dialogue that begins at line `start`: it is read in every shape that its first line could have, and the shape wins in which replies
   * look like replies and commands like commands. Null if there is none. At most `WINDOW` lines are read to decide.
   */
  at(start: number): Recognition {
    const { lines, hints } = this;
    const line = lines.line(start);
    let readTo = Math.min(lines.count, start + 1);
    if (!hints.format && !worthATry(line)) return { found: null, readTo };
    const likely: Choice[] = [];
    const fallbacks: Choice[] = [];
    const found = this.choicesFor(line);
    if (found.length > 0) readTo = Math.max(readTo, Math.min(lines.count, start + PARTLY_WITHIN));
    for (const choice of found.length > 0 && this.near(PARTLY, start, { wrappers: BARE }, PARTLY_WITHIN)
      ? this.alsoPartly(found, start)
      : found) {
      const { telltale, unless, fallback } = choice.format;
      if (telltale || unless) readTo = Math.max(readTo, Math.min(lines.count, start + TELLTALE));
      if (telltale && !this.near(telltale, start, choice)) continue;
      if (unless && this.near(unless, start, choice)) continue;
      if (fallback) fallbacks.push(choice);
      else likely.push(choice);
    }
    const skimmed = this.plain && likely.length === 1 ? skimmedAs(likely[0], lines, start) : null;
    if (skimmed) return { found: { choice: likely[0], end: skimmed.end, dialogue: null }, readTo: Math.max(readTo, skimmed.readTo) };
    const best = weighed(lines, start, hints, likely, fallbacks, this.again);
    return { found: best.found, readTo: Math.max(readTo, best.readTo) };
  }

  /** The choices, and each of them inside the wrapper that some of the following lines have. */
  private alsoPartly(found: readonly Choice[], start: number): readonly Choice[] {
    const shown = partial.filter(({ shows }) => shows && this.near(shows, start, { wrappers: BARE }, PARTLY_WITHIN));
    const around = shown.length > 1 ? [...shown.map((one) => [one]), shown] : shown.map((one) => [one]);
    return [
      ...found,
      ...found.flatMap(({ format, wrappers }) =>
        around
          .map((more) => more.filter((one) => wrappers.every(({ id }) => id !== one.id)))
          .filter((more) => more.length > 0)
          .map((more) => ({ format, wrappers: [...wrappers, ...more] })),
      ),
    ];
  }

  private choicesFor(line: string): readonly Choice[] {
    if (line !== this.line) {
      this.line = line;
      this.choices = [...choices(line, this.formats)].filter((choice) => isPossible(line, choice));
    }
    return this.choices;
  }

  /** Whether one of the first lines of the dialogue matches the pattern. */
  private near(pattern: RegExp, start: number, { wrappers }: Pick<Choice, 'wrappers'>, within = TELLTALE): boolean {
    const { lines } = this;
    const stack = wrappers.length > 0 ? wrappers : BARE;
    let known = this.telltales.get(stack);
    if (!known) {
      known = new Map();
      this.telltales.set(stack, known);
    }
    const ahead =
      known.get(pattern) ??
      new LineAhead(stack === BARE ? (n) => lines.line(n) : (n) => peelAll(lines.line(n), stack)?.piece.text, pattern);
    known.set(pattern, ahead);
    return ahead.within(start, Math.min(lines.count, start + within));
  }
}

/** The end of the only likely reading, if it certainly makes sense. */
function skimmedAs(choice: Choice, lines: Lines, start: number): Skimmed | null {
  const skimmed = skim(lines, start, choice, WINDOWS[choice.format.trust][0]);
  return skimmed?.sure && skimmed.score >= UNSURE + choice.wrappers.length * WRAPPED ? skimmed : null;
}

/** The reading that makes most sense. */
function weighed(
  lines: Lines,
  start: number,
  hints: Hints,
  likely: readonly Choice[],
  fallbacks: readonly Choice[],
  again: Again,
): Recognition {
  let best: Dialogue | null = null;
  let bestScore = 0;
  let bestWindow = 0;
  let readTo = 0;
  const attempt = (choice: Choice): void => {
    for (const window of WINDOWS[choice.format.trust]) {
      const dialogue = readDialogue(lines, start, choice, start + window);
      readTo = Math.max(readTo, dialogue.readTo);
      const sense = weigh(dialogue, hints);
      const score = sense > 0 ? sense - costOf(choice) : 0;
      if (score > bestScore) {
        best = dialogue;
        bestScore = score;
        bestWindow = window;
      }
      if (score <= 0 || dialogue.readTo < start + window) return;
    }
  };
  likely.forEach(attempt);
  if (bestScore < UNSURE || oneSided(best)) fallbacks.forEach(attempt);
  return settle(lines, start, best, bestWindow, readTo, hints.explicit === true, again);
}

/** If two readings make the same sense, the one with fewer wrappers wins; but a fallback learns best from decoded text. */
const costOf = ({ format, wrappers }: Choice): number =>
  wrappers.reduce((cost, wrapper) => cost + (!wrapper.decodes ? 0.25 : format.fallback ? -0.01 : -0.05), 0);

const UNHEARD: DialogueView = { expecting: () => 'idle', chunk: () => null, peek: () => '' };

/** A fallback learns any prefix on its own: only wrappers that change the text are removed before it,
 * with those around them. */
const isPossible = (line: string, choice: Choice): boolean =>
  choice.format.fallback
    ? choice.wrappers.length === 0 || choice.wrappers[choice.wrappers.length - 1].decodes === true
    : !absurd(line, choice);

/** Whether the first line would make the client speak like a server, or the server like a client: the markers then mean something else. */
function absurd(line: string, { format, wrappers }: Choice): boolean {
  const text = wrappers.length > 0 ? peelAll(line, wrappers)?.piece.text : line;
  const said = text === undefined ? undefined : format.reader().read(text, UNHEARD)?.[0];
  if (said?.kind !== 'wire' || said.body || said.continues) return false;
  return said.side === 'client' ? looksLikeReply(said.piece.text) : commandLikeness(said.piece.text) === 2;
}

/** Whether only one party speaks, and nothing in its markers is certain: another reading may find the other party. */
const oneSided = (dialogue: Dialogue | null): boolean =>
  dialogue !== null &&
  dialogue.choice.format.trust !== 'certain' &&
  dialogue.sessions.every(
    (session) => session.sides !== 'both' || !session.exchanges.some(({ kind, command }) => kind === 'command' && command),
  );

const unanswered = ({ sessions }: Dialogue): boolean =>
  sessions.every(({ exchanges, strayReplies }) => strayReplies.length === 0 && exchanges.every(({ replies }) => replies.length === 0));

function settle(
  lines: Lines,
  start: number,
  best: Dialogue | null,
  window: number,
  readTo: number,
  explicit: boolean,
  again: Again,
): Recognition {
  if (!best || best.sessions.length === 0) return { found: null, readTo };
  // Commands alone, and the end of the here-document that contains them.
  if (!explicit && unanswered(best)) {
    readTo = Math.max(readTo, Math.min(lines.count, best.end + 1));
    if (best.end < lines.count && endsScript(lines.line(best.end))) return { found: null, readTo };
  }
  // A dialogue that ended within the window need not be read again.
  const whole = best.readTo < start + window || lines.count <= start + window;
  const dialogue = whole ? best : (again(start, best.choice) ?? readDialogue(lines, start, best.choice));
  const { choice, end } = dialogue;
  return { found: { choice, end, dialogue }, readTo: Math.max(readTo, dialogue.readTo) };
}

/** How many lines after `start` `recognise` may read. */
export const LOOKAHEAD = WINDOW + 4;
