import type { Analysis } from '../analysis/analysis';
import { indexedLog, logTextOf } from '../analysis/indexed-log';
import { nameAt } from '../analysis/names';
import { type Story, storyAt, storyOfId } from '../session/story';
import { storyNotes } from '../session/story-notes';
import { storyText } from '../session/story-text';
import type { Position } from '../text/range';
import { visible } from '../text/visible';

/** What a log says about one message, as plain text that may be pasted into a ticket. */
export interface StoryPage {
  /** The queue or session id, fit to be shown. */
  readonly id: string;
  readonly text: string;
}

/**
 * The story of the message that a position of a log is about: of the id that stands there, else of the message that the line belongs to.
 * Null where there is none. Yields now and then, so that the caller may pause: the first story of a version reads the whole log.
 */
export function* story(analysis: Analysis, at: Position): Generator<void, StoryPage | null> {
  const found = yield* storyIn(analysis, at);
  if (!found) return null;
  const index = yield* indexedLog(analysis);
  const log = logTextOf(analysis);
  const notes = storyNotes(found, index, log.entry, log.text);
  return { id: visible(found.id), text: storyText(found, log, notes) };
}

function* storyIn(analysis: Analysis, at: Position): Generator<void, Story | null> {
  if (!analysis.entryAt(at.line)) return null;
  const index = yield* indexedLog(analysis);
  const name = nameAt(analysis, at);
  const named = name?.kind === 'queue-id' ? storyOfId(index, name.text, at.line) : null;
  return named ?? storyAt(index, at.line);
}

/** The lines of the story at a position, from 0, ascending; empty where there is none. Yields as `story` does. */
export function* storyLines(analysis: Analysis, at: Position): Generator<void, readonly number[]> {
  const found = yield* storyIn(analysis, at);
  return found?.lines ?? [];
}
