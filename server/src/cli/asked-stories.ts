import { livesOf } from '../analysis/asked-lives';
import { cluesOf } from '../story/clues';
import { indexLog, type Life, type LogIndex } from '../story/log-index';
import { type Story, storyOf } from '../story/story';
import { Needles } from './needles';
import type { Excerpt, SearchedLog } from './searched-log';

/** A message that was handed on more often than this is told as far as that: each hop costs a reading of the log. */
const MOST_READINGS = 12;

/** Stories, and the lines that they were found in. */
export interface Stories {
  readonly excerpt: Excerpt;
  readonly index: LogIndex;
  readonly stories: readonly Story[];
}

/**
 * The stories of an id, a message id or an address in a log of any length. It is read until the lines that were found name nothing further
 * that may belong to them; `needles` find those lines again.
 */
export async function storiesOf(id: string, log: SearchedLog): Promise<Stories & { readonly needles: Needles }> {
  const needles = new Needles(id.includes('@'));
  needles.add(askedFor(id));
  let found = storiesIn(await log.read(needles), id);
  for (let readings = 1; readings < MOST_READINGS && needles.add(cluesIn(found)); readings++)
    found = storiesIn(await log.read(needles), id);
  return { ...found, needles };
}

function* cluesIn({ excerpt, stories }: Stories): Generator<string> {
  for (const { lines } of stories)
    for (const line of lines) {
      const entry = excerpt.entry(line);
      if (entry) yield* cluesOf(entry);
    }
}

/** What a line has that may be asked for: a message id without its brackets, or the number of a process. */
const askedFor = (id: string): string[] => [/^[^[\]]+\[(\d+)\]$/.exec(id)?.[1] ?? id.replace(/^<(.*)>$/, '$1')];

/** The stories of what was asked for in some lines of a log, each once. */
export function storiesIn(excerpt: Excerpt, id: string): Stories {
  const index = indexLog(excerpt.entries());
  const told = new Set<Life>();
  const stories: Story[] = [];
  for (const life of livesOf(id, excerpt.entries(), index)) {
    if (told.has(life)) continue;
    const found = storyOf(index, life);
    // A file may contain an id that was reused, and then also the story of another message.
    for (const chapter of found.chapters) if (chapter.life.id === id) told.add(chapter.life);
    told.add(life);
    stories.push(found);
  }
  return { excerpt, index, stories };
}
