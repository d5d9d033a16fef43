import { gateOf, nearLines } from '../analysis/gate';
import { storyPicture } from '../features/story-ladder';
import { type Gate, withoutOwnSecrets } from '../redaction/gate';
import { storyNotes } from '../story/notes';
import { storyLines } from '../story/text';
import { t } from '../text/l10n';
import { storiesIn, storiesOf } from './asked-stories';
import { FILE_OPTIONS, listedFiles, parse } from './files';
import type { Io } from './io';
import { fileName } from './screen/names';
import { storyOnScreen } from './screen/story';
import { type Lines, SearchedLog } from './searched-log';
import { Tally } from './tally';
import { oneOf, UsageError } from './usage-error';

/**
 * `smtp-lens story ID FILE…`: what the log says about one message, by queue id, message id or an address. Several files are one rotated log,
 * in any order. With `svg` it is drawn (the first message that is found). Exit status 1: no line has it.
 *
 * A log may be of any length: its bytes are searched, and only the lines with the ids of the story are read, until they name no further one.
 */
export async function story(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { format: FILE_OPTIONS.format, exclude: FILE_OPTIONS.exclude });
  const format = oneOf('format', values.format, ['text', 'svg']);
  const [id, ...files] = positionals;
  if (id === undefined || files.length === 0) throw new UsageError(t('usage: smtp-lens story ID FILE…'));
  const tally = new Tally(io);
  const log = new SearchedLog(await listedFiles(files, { ...values, asOneLog: true }, io), io, tally);
  const { needles, ...searched } = await storiesOf(id, log);
  const numbers = searched.stories.flatMap(({ lines }) => lines);
  // What is beside the lines tells which secrets must not be shown.
  const { excerpt, index, stories } = numbers.length > 0 ? storiesIn(await log.read(needles, near(numbers, log.count)), id) : searched;
  const gates = new Map<number, Gate>();
  const gateAt = (lines: Lines): Gate => {
    const gate = gates.get(lines.from) ?? gateOf(excerpt.within(lines));
    gates.set(lines.from, gate);
    return gate;
  };
  for (const [n, found] of stories.entries()) {
    if (format === 'svg' && n > 0) break;
    const safe = (text: string): string =>
      near(found.lines, log.count).reduce((safer, lines) => gateAt(lines).text(safer), withoutOwnSecrets(text));
    if (format === 'svg') io.out(safe(`${storyPicture(found, excerpt).svg}\n`));
    else {
      const lines = storyLines(found, { ...excerpt, place: log.joined.name }, storyNotes(found, index, excerpt.entry, excerpt.text));
      const text = safe(`${lines.map((line) => line.text).join('\n')}\n`);
      io.out(`${n > 0 ? '\n' : ''}${io.terminal ? storyOnScreen(lines, text.split('\n'), io) : text}`);
    }
  }
  if (stories.length === 0) io.err(`smtp-lens: ${t('no line has the id, the address or the message id {0}', fileName(id))}\n`);
  return tally.conclude(stories.length === 1 ? t('1 story') : t('{0} stories', stories.length), stories.length > 0 ? 0 : 1);
}

/** The stretches whose secrets are known near to some lines, in ascending order, each once. */
function near(lines: readonly number[], count: number): Lines[] {
  const all = new Map(lines.map((line) => nearLines(line, count)).map((one) => [one.from, one]));
  return [...all.values()].sort((a, b) => a.from - b.from);
}
