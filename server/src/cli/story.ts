import { Analysis } from '../analysis/analysis';
import { gateOf } from '../analysis/gate';
import { indexedLog, logTextOf } from '../analysis/indexed-log';
import { storyLadder } from '../features/story-ladder';
import { withoutOwnSecrets } from '../redaction/gate';
import { YEAR_ENDS } from '../story/lives';
import type { Life, LogIndex } from '../story/log-index';
import { storyNotes } from '../story/notes';
import { storyOf } from '../story/story';
import { storyText } from '../story/text';
import { t } from '../text/l10n';
import { splitFileText, textOf } from '../text/lines';
import { FILE_OPTIONS, oneOf, parse, UsageError } from './files';
import { decode, type Io } from './io';

/** One file of a log that was rotated. */
interface Part {
  readonly file: string;
  readonly lines: readonly string[];
}

/**
 * `smtp-lens story ID FILE…`: what the log says about one message, by queue id or message id. Several files are one log that was rotated, in
 * any order. As `svg` it is drawn (the first message that had the id). Exit status 1: no line has the id.
 */
export async function story(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { format: FILE_OPTIONS.format });
  const format = oneOf('format', values.format, ['text', 'svg']);
  const [id, ...files] = positionals;
  if (id === undefined || files.length === 0) throw new UsageError(t('usage: smtp-lens story ID FILE…'));
  let failed = false;
  const parts: Part[] = [];
  for (const file of files) {
    try {
      const lines = splitFileText(decode(io.read(file)));
      if (lines[lines.length - 1] === '') lines.pop();
      if (lines.length > 0) parts.push({ file, lines });
    } catch (error) {
      io.err(`smtp-lens: ${error instanceof Error ? error.message : String(error)}\n`);
      failed = true;
    }
  }
  const ordered = inOrder(parts);
  const analysis = Analysis.of(textOf(ordered.flatMap(({ lines }) => lines).concat('')));
  const index = indexOf(analysis);
  const log = { ...logTextOf(analysis), ...(ordered.length > 1 ? { place: placeIn(ordered) } : {}) };
  const told = new Set<Life>();
  for (const life of livesOf(id, analysis, index)) {
    if (told.has(life) || (format === 'svg' && told.size > 0)) continue;
    const found = storyOf(index, life);
    // A file may hold an id that was used again, and then another message's story too.
    for (const chapter of found.chapters) if (chapter.life.id === id) told.add(chapter.life);
    const text = (): string => `${told.size > 1 ? '\n' : ''}${storyText(found, log, storyNotes(found, index, log.entry, log.text))}`;
    const drawn = (): string => `${result(storyLadder(analysis, life.lines[0]))?.svg ?? ''}\n`;
    io.out(gateOf(analysis).text(withoutOwnSecrets(format === 'text' ? text() : drawn()), life.lines[0]));
    told.add(life);
  }
  if (told.size === 0) io.err(`smtp-lens: ${t('no line has the id {0}', id)}\n`);
  return failed ? 2 : told.size > 0 ? 0 : 1;
}

const indexOf = (analysis: Analysis): LogIndex => result(indexedLog(analysis));

/** What a reading that may be paused comes to, without a pause. */
function result<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The messages with an id: by queue id, or by message id with or without its angle brackets. */
function livesOf(id: string, analysis: Analysis, index: LogIndex): readonly Life[] {
  const known = index.lives.get(id);
  if (known) return known;
  const bare = id.replace(/^<(.*)>$/, '$1');
  const found = new Set<Life>();
  for (const { line, entry } of analysis.entries()) {
    const named = entry.fields.find(({ name }) => name === 'messageId')?.piece.text.replace(/^<(.*)>$/, '$1');
    const life = named === bare ? index.lifeAt(line) : null;
    if (life) found.add(life);
  }
  return [...found];
}

/** Files by the time of their first lines, where a first line of January is behind one of December if no line tells its year; without times as they were given. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const timed = parts.map((part) => ({ part, time: beginOf(part) }));
  if (timed.some(({ time }) => Number.isNaN(time))) return parts;
  return timed.sort((a, b) => (Math.abs(a.time - b.time) > YEAR_ENDS ? b.time - a.time : a.time - b.time)).map(({ part }) => part);
}

/** The first time that one of the first lines has (ms); NaN without any. */
function beginOf({ lines }: Part): number {
  const head = Analysis.of(textOf(lines.slice(0, 200)));
  for (const { entry } of head.entries()) if (!Number.isNaN(entry.time)) return entry.time;
  return Number.NaN;
}

/** `mail.log.1:12` for a line of the joined log. */
function placeIn(parts: readonly Part[]): (line: number) => string {
  return (line) => {
    let rest = line;
    for (const { file, lines } of parts) {
      if (rest < lines.length) return `${file}:${rest + 1}`;
      rest -= lines.length;
    }
    return String(line + 1);
  };
}
