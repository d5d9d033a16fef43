import type { LogEntry } from '../formats/log';
import { traitsOf } from '../formats/logs';
import { duration } from '../text/duration';
import { t } from '../text/l10n';
import { sentence } from '../text/phrases';
import { YEAR_ENDS } from './lives';
import type { LogIndex } from './log-index';
import { type Story, storyRecipients } from './story';

/** Something odd about a story as a whole, which no single line shows: `line` (from 0) is where to look. */
export interface StoryNote {
  readonly id: 'log-timestamp-backwards' | 'log-deferred-loop' | 'log-nrcpt-mismatch' | 'log-queue-id-orphan' | 'log-queue-id-reuse';
  readonly line: number;
  readonly message: string;
}

/** Notes about a story. `read` gives the entry of a line, `text` the line. */
export function storyNotes(
  story: Story,
  index: LogIndex,
  read: (line: number) => LogEntry | null,
  text: (line: number) => string,
): StoryNote[] {
  const notes: StoryNote[] = [];
  const own = story.chapters[0].life;
  const lines = [...own.lines].sort((a, b) => a - b);
  const entries = lines.flatMap((line) => {
    const entry = read(line);
    return entry ? [{ line, entry }] : [];
  });

  let latest = Number.NaN;
  for (const { line, entry } of entries) {
    // Because of stamps of whole seconds and syslog's buffers, a second back means nothing; most of a year back is a year that ended.
    const back = latest - entry.time;
    if (back > 1000 && back < YEAR_ENDS) {
      notes.push({
        id: 'log-timestamp-backwards',
        line,
        message: t('The clock goes back by {0} here: several files were joined, or the clock was set.', duration(back)),
      });
      break;
    }
    if (!(entry.time < latest)) latest = entry.time;
  }

  for (const { to, attempts } of storyRecipients(own, read)) {
    const deferred = attempts.filter((a) => a.status === 'deferred');
    const last = deferred.at(-1);
    if (deferred.length < 4 || !last) continue;
    const span = last.time - deferred[0].time;
    const times =
      span > 0
        ? t('<{0}> was deferred {1} times in {2}', to, deferred.length, duration(span))
        : t('<{0}> was deferred {1} times', to, deferred.length);
    const same = deferred.every((a) => a.reply === last.reply) && last.reply ? t(', ') + t('each time {0}', last.reply) : '';
    notes.push({
      id: 'log-deferred-loop',
      line: last.line,
      message: sentence(times + same),
    });
  }

  if (traitsOf(own.family).passage && !own.session) notes.push(...passageNotes(own, lines, read, text));
  const lives = (index.lives.get(own.id) ?? []).filter((life) => life.host === own.host && life.family === own.family);
  const other = lives.find((life) => life !== own);
  if (other)
    notes.push({
      id: 'log-queue-id-reuse',
      line: other.lines[0],
      message: t('The same id also belongs to another message, from line {0} on.', other.lines[0] + 1),
    });
  return notes;
}

/** What is missing from a log that shows a message's way through the queue. */
function passageNotes(
  own: Story['chapters'][number]['life'],
  lines: readonly number[],
  read: (line: number) => LogEntry | null,
  text: (line: number) => string,
): StoryNote[] {
  const notes: StoryNote[] = [];
  const told = lines.flatMap((line) => {
    const entry = read(line);
    const passage = entry && traitsOf(entry.format).passage?.(entry, text(line));
    return passage ? [{ line, ...passage }] : [];
  });
  const queued = told.find((each) => each.queued !== undefined);
  const arrived = told.some((each) => each.arrival);
  if (queued === undefined || !arrived)
    notes.push({ id: 'log-queue-id-orphan', line: lines[0], message: t('How the message came in is not in this log.') });
  else if (!own.ended)
    notes.push({
      id: 'log-queue-id-orphan',
      line: lines[lines.length - 1],
      message: t('It is still in the queue, or the log ends before it left.'),
    });
  if (queued !== undefined && own.ended) {
    const recipients = queued.queued ?? 0;
    const seen = storyRecipients(own, read).length;
    // More than announced is normal: aliases and lists grow in the queue.
    if (seen < recipients)
      notes.push({
        id: 'log-nrcpt-mismatch',
        line: queued.line,
        message: t('{0} recipients were queued, {1} of them have a delivery in this log.', recipients, seen),
      });
  }
  return notes;
}
