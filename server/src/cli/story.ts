import { Analysis } from '../analysis/analysis';
import { livesOf } from '../analysis/asked-lives';
import { withoutSecretsNear } from '../analysis/gate';
import { indexedLog, logTextOf } from '../analysis/indexed-log';
import { storyLadder } from '../features/story-ladder';
import { withoutOwnSecrets } from '../redaction/gate';
import type { Life } from '../story/log-index';
import { storyNotes } from '../story/notes';
import { storyOf } from '../story/story';
import { storyLines } from '../story/text';
import { t } from '../text/l10n';

import { eachPart, FILE_OPTIONS, parse } from './files';
import type { Io } from './io';
import { JoinedLines } from './log-files';
import { fileName } from './screen/names';
import { storyOnScreen } from './screen/story';
import { oneOf, UsageError } from './usage-error';

/**
 * `smtp-lens story ID FILE…`: what the log says about one message, by queue id, message id or an address. Several files are one rotated log,
 * in any order. With `svg` it is drawn (the first message that is found). Exit status 1: no line has it.
 */
export async function story(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { format: FILE_OPTIONS.format, exclude: FILE_OPTIONS.exclude });
  const format = oneOf('format', values.format, ['text', 'svg']);
  const [id, ...files] = positionals;
  if (id === undefined || files.length === 0) throw new UsageError(t('usage: smtp-lens story ID FILE…'));
  // Stories go back and forth in a log: it is held as a whole.
  const lines: string[] = [];
  const joined = new JoinedLines();
  const tally = await eachPart(files, { ...values, asOneLog: true }, io, ({ file, analysis, first, from, to }) => {
    joined.startOf(file, first + to);
    for (let line = from; line < to; line++) lines.push(analysis.lines.line(line));
    // The empty line after the last line end is not a line of the next file.
    if (lines.at(-1) === '') lines.pop();
  });
  if (tally.failed && lines.length === 0) return 2;
  const analysis = Analysis.of([...lines, '']);
  const index = result(indexedLog(analysis));
  const log = { ...logTextOf(analysis), place: joined.name };
  const told = new Set<Life>();
  for (const life of livesOf(id, analysis, index)) {
    if (told.has(life) || (format === 'svg' && told.size > 0)) continue;
    const found = storyOf(index, life);
    // A file may contain an id that was reused, and then also the story of another message.
    for (const chapter of found.chapters) if (chapter.life.id === id) told.add(chapter.life);
    const safe = (text: string): string => result(withoutSecretsNear(analysis, withoutOwnSecrets(text), found.lines));
    if (format === 'svg') io.out(safe(`${result(storyLadder(analysis, life.lines[0]))?.svg ?? ''}\n`));
    else {
      const lines = storyLines(found, log, storyNotes(found, index, log.entry, log.text));
      const text = safe(`${lines.map((line) => line.text).join('\n')}\n`);
      io.out(`${told.size > 1 ? '\n' : ''}${io.terminal ? storyOnScreen(lines, text.split('\n'), io) : text}`);
    }
    told.add(life);
  }
  if (told.size === 0) io.err(`smtp-lens: ${t('no line has the id, the address or the message id {0}', fileName(id))}\n`);
  return tally.conclude(told.size === 1 ? t('1 story') : t('{0} stories', told.size), told.size > 0 ? 0 : 1);
}

/** The result of steps that may be paused, without a pause. */
function result<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
