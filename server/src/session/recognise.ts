import type { FirstUnits } from '../formats/first-units';
import { firstUnits, OTHER_UNITS } from '../formats/first-units';
import type { DialogueView, TranscriptFormat } from '../formats/format';
import { transcriptFormats } from '../formats/transcripts';
import type { Wrapper } from '../formats/wrapper';
import { peelAll } from '../formats/wrapper';
import { wrappers as allWrappers } from '../formats/wrappers';
import { commandLikeness } from '../syntax/command-line';
import { looksLikeReply } from '../syntax/reply-line';
import type { Lines } from '../text/lines';
import type { Piece } from '../text/span';
import { ehloShaped, fit } from './compatibility';
import type { Choice, Dialogue } from './dialogue';
import { readDialogue } from './dialogue';
import type { Session, StrayText } from './model';

/** How many lines are read to weigh one hypothesis. */
const WINDOW = 160;
/** A hypothesis must make sense within the first window to be read to the end of the next: the less its markers tell, the sooner. */
const WINDOWS = { certain: [WINDOW], likely: [48, WINDOW], weak: [64] } as const;
const DEEPEST = 4;
/** A reading that scores less may be a part of what a fallback can read. */
const UNSURE = 6;
/** How many lines are looked through for a format's telltale. */
const TELLTALE = 80;

/** What the user knows better: a format by its id, or that the document is a transcript at all. */
export interface Hints {
  /** Id of the format to read everything in; wrappers are still looked for. */
  readonly format?: string;
  /** The document says of itself that it is a transcript (language `smtp`): one side and a line are enough. */
  readonly explicit?: boolean;
}

/** Both cases of every letter: a case-insensitive pattern costs twice as much on the lines of a log. */
const anyCase = (word: string): string => word.replace(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`);

/** Where a command or a reply may begin: what stands in the middle of a log's own words (`(250`, `size=220`) is neither. */
const OPENS = new RegExp(
  `(?:^|[^\\w(=.-]|\\x1b\\[[\\d;]{0,12}m)(?:(?:${anyCase('EHLO')}|${anyCase('LHLO')})\\b|${anyCase('HELO')}\\b|${anyCase('MAIL')}[ \\t]+${anyCase('F')}|${anyCase('RCPT')}[ \\t]+${anyCase('T')}|2[25]0[ +-]|354[ -]|[45]\\d\\d[ -]|${anyCase('AUTH')} |BDAT|${anyCase('STARTTLS')}|${anyCase('VRFY')} |${anyCase('EXPN')} |DEBUG(?: SMTPS?)?: |Connected to |=== Trying |smtps?://)|Follow: t(?:cp|ls),|^peers:|\\b(?:45484c4f20|RUhMTy)`,
);

const SURE = new RegExp(
  `\\b(?:(?:${anyCase('EHLO')}|${anyCase('HELO')}|${anyCase('LHLO')})(?:[ \\t]+[^ \\t,;]|\\\\r)|${anyCase('MAIL')}[ \\t]+${anyCase('FROM')}:|${anyCase('RCPT')}[ \\t]+${anyCase('TO')}:|220[ -].{0,160}?\\b[Ee]?${anyCase('SMTP')}|250[ -](?:PIPELINING|SIZE|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|HELP|DSN)|354[ -]|${anyCase('AUTH')} (?:PLAIN|LOGIN|plain|login)|BDAT \\d|${anyCase('STARTTLS')}|(?:${anyCase('VRFY')}|${anyCase('EXPN')}) \\S)|^\\W{0,8}(?:S: ?)?[245]\\d\\d[ -](?:[245]\\.\\d\\.\\d|${anyCase('OK')}\\b)|Follow: t(?:cp|ls),|^peers:$|\\b(?:45484c4f20|RUhMTy)`,
);

/** What every line that `SURE` matches has, in the form that is found fastest: the lines of a log are millions. */
const DIGITS = /(?:^|[^\w(=.-])(?:2[25]0[ +-]|354[ -]|[45]\d\d[ -])/;
const LETTERS =
  /[HhEe][Ll][Oo](?:[ \t]|\\r)|[Ff][Rr][Oo][Mm]:|[Tt][Oo]:|[Ss][Tt][Aa][Rr][Tt][Tt]|[Aa][Uu][Tt][Hh] [PLpl]|BDAT|[Vv][Rr][Ff][Yy] |[Ee][Xx][Pp][Nn] |^(?:Follow: |peers:|\t?45484c4f| {4,10}RUhMT)/;

/** Whether a line has a word that only SMTP uses: without one nearby, nothing is tried. */
export const isSure = (line: string): boolean => (DIGITS.test(line) || LETTERS.test(line)) && SURE.test(line);

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
  if (!worthATry(line, hints)) return { dialogue: null, readTo };
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

/** Takes nearly any line to look further inside it: such a hint is tested only where a command or a reply may begin. */
const searches = (first: FirstUnits): boolean => first.reduce((sum, holds) => sum + holds, 0) > 100;
const firsts = transcriptFormats.map((format) => firstUnits(format.hint));
const searching = union((first) => searches(first));
const byUnit = new Map<number, readonly RegExp[]>();
const formatsByUnit = new Map<number, readonly TranscriptFormat[]>();

/** The formats whose hint a line may match that begins like this one. */
function beginningLike(line: string): readonly TranscriptFormat[] {
  const unit = Math.min(line.charCodeAt(0), OTHER_UNITS);
  let formats = formatsByUnit.get(unit);
  if (!formats) {
    formats = transcriptFormats.filter((_, n) => firsts[n][unit] === 1);
    formatsByUnit.set(unit, formats);
  }
  return formats;
}

/** The hints of the formats whose first units suit, as one pattern with and one without regard to case. */
function union(suits: (first: FirstUnits) => boolean): readonly RegExp[] {
  return ['', 'i'].flatMap((flags) => {
    const sources = transcriptFormats
      .filter(({ hint }, n) => hint.flags.includes('i') === (flags === 'i') && suits(firsts[n]))
      .map(({ hint }) => `(?:${hint.source.replace(/\(\?<\w+>/g, '(?:')})`);
    return sources.length > 0 ? [new RegExp(sources.join('|'), flags)] : [];
  });
}

/** Whether any format's hint matches: most lines of a log are settled by their first character. */
function hinted(line: string): boolean {
  if (line === '') return false;
  const unit = Math.min(line.charCodeAt(0), OTHER_UNITS);
  let hints = byUnit.get(unit);
  if (!hints) {
    hints = union((first) => first[unit] === 1 && !searches(first));
    byUnit.set(unit, hints);
  }
  return hints.some((hint) => hint.test(line)) || (OPENS.test(line) && searching.some((hint) => hint.test(line)));
}

function worthATry(line: string, hints: Hints): boolean {
  if (hints.format) return true;
  return hinted(line) || (OPENS.test(line) && allWrappers.some((wrapper) => shown(wrapper, line) !== null));
}

/** The wrapper as this line shows it; null where it is not around the line. */
function shown(wrapper: Wrapper, line: string): Wrapper | null {
  if (wrapper.like) return wrapper.like(line);
  return wrapper.peel(line) ? wrapper : null;
}

/**
 * Every format whose hint the line matches, bare or inside wrappers. Wrappers stand in the order of their list: what a person put around
 * the text outside what carried it, and that outside what logged it. A dialogue inside wrappers begins with a line that says something.
 */
function* choices(line: string, formats: readonly TranscriptFormat[]): Generator<Choice> {
  yield* inside({ text: line, from: 0, to: line.length }, formats, []);
  if (OPENS.test(line) || formats.length === 1) yield* wrapped({ text: line, from: 0, to: line.length }, formats, [], 0);
}

function* inside(piece: Piece, formats: readonly TranscriptFormat[], stack: readonly Wrapper[]): Generator<Choice> {
  if (formats.length > 1 && !hinted(piece.text)) return;
  for (const format of formats.length > 1 ? beginningLike(piece.text) : formats)
    if (format.hint.test(piece.text)) yield { format, wrappers: stack };
}

function* wrapped(piece: Piece, formats: readonly TranscriptFormat[], stack: readonly Wrapper[], from: number): Generator<Choice> {
  for (let n = from; n < allWrappers.length; n++) {
    const wrapper = shown(allWrappers[n], piece.text);
    const peeled = wrapper?.peel(piece.text);
    if (!wrapper || !peeled || peeled.piece.text === '') continue;
    const deeper = [...stack, wrapper];
    yield* inside(peeled.piece, formats, deeper);
    if (deeper.length < DEEPEST) yield* wrapped(peeled.piece, formats, deeper, allWrappers[n].repeats ? n : n + 1);
  }
}

const CERTAINTY = { certain: 3, likely: 1, weak: 0 } as const;

/** How much sense a reading makes; 0 or less is no dialogue of SMTP. */
export function weigh(dialogue: Dialogue, hints: Hints): number {
  let score = 0;
  let sure = 0;
  let replies = 0;
  let telling = 0;
  for (const session of dialogue.sessions) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (exchange.kind === 'command' && command && !command.masked) {
        const likeness = commandLikeness(command.piece.text);
        sure += likeness === 2 ? 1 : 0;
        score +=
          likeness === 2
            ? 2
            : likeness === 1
              ? 1
              : /^(?:USER|PASS|RETR|STOR|PASV|LIST|GET|POST|CAPA|STAT|UIDL|GROUP|ARTICLE)$/.test(command.verb)
                ? -4
                : -1;
      }
      for (const reply of exchange.replies) {
        replies++;
        const suits = fit(exchange, reply);
        score += suits === 'impossible' ? -3 : suits === 'odd' ? -0.5 : command || exchange.kind === 'greeting' ? 1.5 : 0.5;
        // A reply whose end is not there may be one whose other lines this reading does not see.
        if (!reply.complete) score -= 0.5;
        if (tellsSmtp(reply.lines[0]?.piece.text ?? '') || ehloShaped(reply)) telling++;
        if (/^(?:1\d\d|2[03]\d|22[5-9]|33[0-35-9]|4[2-4][5-9]|[67]\d\d)/.test(String(reply.code)) && reply.code !== 235) score -= 3;
      }
    }
    score -=
      session.strayReplies.length +
      2 * session.strayText.filter((stray) => /^(?:\* |\+OK|-ERR|[a-zA-Z]\w* (?:OK|NO|BAD)\b)/.test(stray.text)).length;
  }
  if (!plausible(dialogue, { sure, replies, telling }, hints)) return 0;
  return Math.max(score, hints.explicit ? 0.5 : score) + CERTAINTY[dialogue.choice.format.trust];
}

const tellsSmtp = (text: string): boolean =>
  /^220[ -].*\b(?:E?SMTP|LMTP)\b|^354[ -]|^[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}\b|^334(?: |$)|^250[ -].*(?:queued|id=|Hello|Sender|Recipient|Accepted|recipient)/i.test(
    text,
  );

/** Markers that name the parties: in a document that says it is SMTP they need no word of SMTP beside them, as in an excerpt of mail data. */
const named = ({ format }: Choice): boolean => format.viewpoint === 'absolute' && format.trust === 'likely';

/** A line of the server that was meant for a reply: `25O OK`, `OK`, an HTTP status. */
const nearReply = ({ side, text }: StrayText): boolean => side === 'server' && /^(?:[0-9OoIl]{1,5}[ :.-]|OK\b|HTTP\/\d)/.test(text);

/** A greeting that names the protocol: what follows it can not be that of FTP or NNTP. */
const greets = ({ begins, exchanges }: Session): boolean =>
  begins === 'greeting' && /^220[ -].{0,200}\b(?:E?SMTP|LMTP)\b/.test(exchanges[0].replies[0]?.lines[0].piece.text ?? '');

/** What was seen that only SMTP says: commands, replies, and replies whose text tells. */
interface Evidence {
  readonly sure: number;
  readonly replies: number;
  readonly telling: number;
}

function plausible({ sessions, choice }: Dialogue, { sure, replies, telling }: Evidence, hints: Hints): boolean {
  if (hints.explicit || hints.format)
    return sure + replies > 0 || sessions.some((session) => session.strayText.some(nearReply)) || named(choice);
  if (choice.format.fallback) return sure >= 2 && replies >= 2;
  if (sure > 0 && replies > 0) return true;
  if (choice.format.trust === 'certain' && telling > 0) return true;
  const serverOnly = sessions.every(({ exchanges }) => exchanges.every(({ kind, command }) => kind === 'data' || command === null));
  if (replies >= (serverOnly ? 3 : 2) && sessions.some(greets)) return true;
  if (serverOnly) return replies >= 2 && telling >= 2 && telling * 3 >= replies;
  return sure >= 3;
}
