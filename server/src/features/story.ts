import type { Analysis } from '../analysis/analysis';
import { withoutSecretsNear } from '../analysis/gate';
import { indexedLog, logTextOf } from '../analysis/indexed-log';
import { mentions, nameAt } from '../analysis/names';
import { yearUnknown } from '../formats/log-line/time';
import type { Life } from '../story/log-index';
import { storyNotes } from '../story/notes';
import { type Story, storyAt, storyOfId } from '../story/story';
import { storyText } from '../story/text';
import type { Position } from '../text/range';
import type { Span } from '../text/span';
import { label } from '../text/visible';

/** What a log says about one message, as plain text that may be pasted into a ticket. */
export interface StoryPage {
  /** The queue or session id, safe to show. */
  readonly id: string;
  readonly text: string;
}

/**
 * The story of the message that a position of a log is about: that of the id at the position, else that of the line's message. Null if
 * there is none. Yields now and then: the caller may pause, because the first story of a version reads the whole log.
 */
export function* story(analysis: Analysis, at: Position): Generator<void, StoryPage | null> {
  const found = yield* storyIn(analysis, at);
  if (!found) return null;
  const index = yield* indexedLog(analysis);
  const log = logTextOf(analysis);
  const notes = storyNotes(found, index, log.entry, log.text);
  return { id: label(found.id), text: yield* withoutSecretsNear(analysis, storyText(found, log, notes), found.lines) };
}

function* storyIn(analysis: Analysis, at: Position): Generator<void, Story | null> {
  if (!analysis.entryAt(at.line)) return null;
  const index = yield* indexedLog(analysis);
  const name = nameAt(analysis, at);
  const named = name?.kind === 'queue-id' ? storyOfId(index, name.text, at.line) : null;
  return named ?? storyAt(index, at.line);
}

/**
 * Every place in the log that names the message at a position: by the queue id there, by the ids that it had before and after it was
 * handed on, and those of its notifications; where ids are reused, only within its life. Null if the position has no queue id, or the log
 * does not know it. Yields as `story` does.
 */
export function* storyMentions(analysis: Analysis, at: Position): Generator<void, Span[] | null> {
  if (nameAt(analysis, at)?.kind !== 'queue-id') return null;
  const found = yield* storyIn(analysis, at);
  if (!found) return null;
  const ids = found.chapters.filter(({ role }) => role !== 'session').map(({ life }) => life.id);
  const spans: Span[] = [];
  for (const line of found.lines) {
    const text = analysis.lines.line(line);
    for (const id of new Set(ids)) {
      if (!text.includes(id)) continue;
      for (const some of mentions(analysis, { kind: 'queue-id', text: id }, line, line + 1)) spans.push(...some);
    }
  }
  return spans.sort((a, b) => a.line - b.line || a.from - b.from);
}

/**
 * For a queue id that a log uses for several messages, the places of the one whose lines are nearest in time to `time` (milliseconds as in
 * `LogEntry.time`); null if the log knows the id once or not at all, or the times say nothing. Yields as `story` does.
 */
export function* mentionsNear(analysis: Analysis, id: string, time: number): Generator<void, Span[] | null> {
  if (!Number.isFinite(time)) return null;
  const index = yield* indexedLog(analysis);
  const lives = index.lives.get(id) ?? [];
  if (lives.length < 2) return null;
  const distance = (life: Life): number => {
    const [first, last] = [life.lines[0], life.lines[life.lines.length - 1]].map((line) => analysis.entryAt(line)?.time ?? Number.NaN);
    if (Number.isNaN(first) || Number.isNaN(last) || yearUnknown(first) !== yearUnknown(time)) return Number.POSITIVE_INFINITY;
    return time < first ? first - time : Math.max(0, time - last);
  };
  const nearest = lives.map((life) => ({ life, away: distance(life) })).sort((a, b) => a.away - b.away)[0];
  if (nearest.away > FAR_OFF) return null;
  return nearest.life.lines.flatMap((line) => [...mentions(analysis, { kind: 'queue-id', text: id }, line, line + 1)].flat());
}

/** A message does not take longer than this from one log to another: a day, in milliseconds. */
const FAR_OFF = 86_400_000;
