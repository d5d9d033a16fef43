import type { LogEntry } from '../formats/log';
import { askedEntry } from '../formats/log-line/asked';
import { readLogLine } from '../formats/logs';
import { brokenMeaning } from '../meaning/broken';
import { leftMeaning } from '../meaning/left';
import type { Meaning } from '../meaning/meaning';
import { entryMeaning } from '../meaning/of-entry';
import { replyMeaning } from '../meaning/of-session';
import { isGuessedGreeting } from '../session/guessed';
import { spokenName } from '../session/model';
import { failuresOf } from '../session/outcome/refusals';
import { codeSpan } from '../session/spans';
import { statesOf } from '../session/state';
import type { Span } from '../text/span';
import type { Analysis } from './analysis';

/** Something that was refused, deferred or ended early, at the place that says so. */
export interface FailurePlace {
  readonly meaning: Meaning;
  /** The reply code, or the words that report it. Lines of the document, from 0. */
  readonly at: Span;
  /** The line of a log that reports it; null in a dialogue. */
  readonly entry: LogEntry | null;
  /** The command or step that was refused, as people call it; null if it is not shown. */
  readonly step: string | null;
  /** Milliseconds as in `LogEntry.time`; NaN without a time. */
  readonly time: number;
}

/**
 * The failures of a document in the order of its lines: for a session what decided it or how it ended early, for a log every line that
 * reports one, for a bounce each cause once. Yields after each unit: the caller may pause. Lines `[from, to)`.
 */
export function* failuresIn(analysis: Analysis, from = 0, to: number = analysis.lines.count): Generator<FailurePlace[]> {
  for (const placed of analysis.unitsIn(from, to)) {
    const { start, unit } = placed;
    const found: FailurePlace[] = [];
    for (const session of analysis.dialogueOf(placed)?.sessions ?? []) {
      for (const { exchange, reply } of failuresOf(session)) {
        const meaning = replyMeaning(session, exchange, reply);
        if (!meaning) continue;
        const at = codeSpan(reply);
        const time = reply.lines[0].time;
        found.push({
          meaning,
          at: { ...at, line: at.line + start },
          entry: null,
          step: exchange.index >= 0 && !isGuessedGreeting(session, exchange) ? spokenName(exchange) : null,
          time: typeof time === 'number' ? time : Number.NaN,
        });
      }
      const broken = brokenMeaning(session, statesOf(session));
      const left = failuresOf(session).length > 0 || broken ? null : leftMeaning(session, statesOf(session));
      if (left) {
        const at = codeSpan(left.reply);
        const step = spokenName(left.exchange);
        found.push({ meaning: left.meaning, at: { ...at, line: at.line + start }, entry: null, step, time: Number.NaN });
      }
      if (broken) {
        const { mark, exchange } = broken.broken;
        const at = { ...mark.span, line: mark.span.line + start };
        found.push({ meaning: broken.meaning, at, entry: null, step: exchange ? spokenName(exchange) : null, time: Number.NaN });
      }
    }
    for (const { line, entry } of analysis.entries(Math.max(from, start), Math.min(to, start + unit.lines))) {
      found.push(...placesOf(entry, line, analysis));
    }
    yield unit.bounce ? onceEach(found) : found;
  }
}

/** A text with more lines than this is a log, not a few lines pasted to ask about one failure. */
const MOST_ASKED = 12;

/**
 * The failures of a text that somebody asks about, as `failuresIn` finds them in lines `from` to `to` (0-based, `to` exclusive). If a text of a
 * few lines has none and no session, each line is taken to be about mail: `dial tcp 192.0.2.5:25: i/o timeout`.
 */
export function* askedFailuresIn(analysis: Analysis, from = 0, to: number = analysis.lines.count): Generator<FailurePlace[]> {
  let found = false;
  let told = false;
  const known = new Set<number>();
  for (const some of failuresIn(analysis, from, to)) {
    for (const { at } of some) known.add(at.line);
    found ||= some.some(({ meaning }) => !isVague(meaning));
    told ||= some.some(({ meaning }) => !meaning.general && !isVague(meaning));
    yield some;
  }
  const last = Math.min(to, analysis.lines.count);
  if (told || last - from > MOST_ASKED) return;
  if (!analysis.sessions(from, to).next().done) {
    // A dialogue that was cut before the refusal, or shows no replies, with a message of the library that repeats it.
    for (let line = from; line < last; line++) {
      const entry = EXPECTED.test(analysis.lines.line(line)) ? readLogLine(analysis.lines.line(line)) : null;
      if (entry) yield placesOf(entry, line, analysis);
    }
    return;
  }
  for (let line = from; line < last && !found; line++) {
    const entry = known.has(line) ? null : askedEntry(analysis.lines.line(line));
    if (!entry) continue;
    // Beside a line that reports a failure, only a cause counts.
    const places = placesOf(entry, line, analysis).filter(({ meaning }) => known.size === 0 || !meaning.general);
    told ||= places.some(({ meaning }) => !meaning.general);
    yield places;
  }
  if (!told && last - from > 1) yield joinedPlaces(analysis, from, last);
}

/** What a program that shows both codes on each line of a reply, or a window that wraps, puts before the words. */
const BEFORE_WORDS = /^[\s>|]{0,40}(?:[45]\.\d{1,3}\.\d{1,3} {1,3})?/;

/**
 * Says that something failed and not why, in words that another line of the text may make exact; or of an IPv6 address that there is no route
 * to it, which matters only if nothing else fails.
 */
export const isVague = ({ answer, located: { text } }: Meaning): boolean =>
  'vague' in answer || ('id' in answer && answer.id === 'network-unreachable' && /[\da-f]{1,4}:[\da-f]{0,4}:/i.test(text));

/** What a library says about a reply, with the reply after it. */
const EXPECTED = /\bExpected response code\b.{0,40}\bbut got\b|\bSMTP ERROR: [\w ]{2,40} command failed: [45]\d\d[ -]/;

/** The failure that lines `[from, to)` report as one sentence that was wrapped; none if the sentence does not say why. */
function joinedPlaces(analysis: Analysis, from: number, to: number): FailurePlace[] {
  const texts: string[] = [];
  let first = -1;
  for (let line = from; line < to; line++) {
    const text = analysis.lines.line(line).slice(0, 1000);
    if (text.trim() === '') continue;
    if (first < 0) first = line;
    texts.push(first === line ? text.trimEnd() : text.replace(BEFORE_WORDS, '').trimEnd());
  }
  if (texts.length < 2) return [];
  const whole = texts.join(' ');
  const entry = askedEntry(whole, true);
  const meant = entry && entryMeaning(entry, whole);
  if (!meant || meant.meaning.general) return [];
  const at = { line: first, from: 0, to: texts[0].length };
  return [{ meaning: meant.meaning, at, entry, step: meant.reply?.phase ?? entry.phase ?? null, time: entry.time }];
}

/** The failure that a line reports: an array of one place, or an empty one. */
function placesOf(entry: LogEntry, line: number, analysis: Analysis): FailurePlace[] {
  const told = entryMeaning(entry, analysis.lines.line(line));
  if (!told) return [];
  const step = told.reply?.phase ?? entry.phase ?? null;
  return [{ meaning: told.meaning, at: { line, from: told.from, to: told.to }, entry, step, time: entry.time }];
}

/** The causes in a bounce without repetitions, and without those that only repeat a code whose cause the words name better. */
function onceEach(found: readonly FailurePlace[]): FailurePlace[] {
  const sure = found.filter(({ meaning }) => !meaning.general);
  const coded = found.filter(({ meaning }) => meaning.located.code !== null);
  const telling = [sure, coded].find((some) => some.length > 0) ?? found;
  const told = new Set<string>();
  return telling.filter(({ meaning: { kind } }) => !told.has(kind) && told.add(kind));
}
