import { askedFailuresIn, type FailurePlace, failuresIn } from '../analysis/failures';
import { gateOf } from '../analysis/gate';
import { type Cause, Causes, whyRecord, whyText } from '../features/why';
import type { LogEntry } from '../formats/log';
import type { Meaning } from '../meaning/meaning';
import { type Gate, inTexts, withoutOwnSecrets } from '../redaction/gate';
import { t } from '../text/l10n';
import { jsonOf } from '../text/visible';
import { FILE_OPTIONS, FOLLOW_OPTION, JOBS_OPTION, parse } from './files';
import type { Io } from './io';
import type { Work } from './jobs';
import { eachMapped } from './mapped';
import type { Framed } from './screen/frame';
import { fileName } from './screen/names';
import { SourceLines } from './screen/source-lines';
import { causesOnScreen, type ToldCause } from './screen/why';
import { oneOf, UsageError } from './usage-error';

/** What was found in one file. */
interface Found {
  readonly causes: Causes;
  readonly printed: Set<Meaning>;
  /** Keeps the file's secrets from being shown: the gate of its last part. */
  gate: Gate | null;
  /** For the screen, the first line of each cause. */
  readonly lines: Map<Meaning, Framed>;
}

/** The causes that are met in a part, in the order of its lines; their lines are those of the file. The context: frames are wanted. */
export const whyWork: Work<boolean, readonly { readonly cause: Cause; readonly frame: Framed | null }[]> = {
  name: 'why',
  map({ analysis, first, from, to, alone }, frames) {
    const causes = new Causes(gateOf(analysis));
    for (const some of alone ? askedFailuresIn(analysis, from, to) : failuresIn(analysis, from, to))
      for (const place of some) if (place.at.line >= from && place.at.line < to) causes.add(asData(place), first);
    const source = new SourceLines(analysis, first);
    return causes.met().map((cause) => {
      const { at } = cause.places[0];
      return { cause, frame: frames ? source.at({ ...at, line: at.line - first }) : null };
    });
  },
};

/** A line of a log of which nothing is known. */
const A_LINE: LogEntry = {
  format: '',
  daemon: null,
  id: null,
  time: Number.NaN,
  status: null,
  replies: [],
  fields: [],
  session: null,
  messageFrom: 0,
};

/** The place as data: a line's entry reads its fields when they are asked for, and a row that matched drags its whole table along. */
const asData = (place: FailurePlace): FailurePlace => ({
  ...place,
  entry: place.entry && { ...A_LINE, status: place.entry.status, daemon: place.entry.daemon },
  meaning: { ...place.meaning, found: { ...place.meaning.found, match: null } },
});

/**
 * `smtp-lens why [FILE…]`: for every failure what it means and what to do, the most decisive first, equal causes once. Without a file it
 * reads standard input. If the input pauses, new causes are printed at once. Exit status: 0 nothing failed, 1 something did, 2 a file cannot
 * be read, or nothing was recognised in any.
 */
export async function why(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, ...FOLLOW_OPTION, ...JOBS_OPTION });
  const format = oneOf('format', values.format, ['text', 'json']);
  if (positionals.length === 0 && io.inputTerminal)
    throw new UsageError(t('nothing to read: name a file, or pipe a log or a transcript in'));
  const files = new Map<string, Found>();
  let shownFile: string | null = null;
  let count = 0;

  const print = (file: string, found: Found): void => {
    const fresh = found.causes.ranked().filter(({ meaning }) => !found.printed.has(meaning));
    if (fresh.length === 0) return;
    for (const { meaning } of fresh) found.printed.add(meaning);
    const safe = (text: string): string => found.gate?.told(withoutOwnSecrets(text)) ?? withoutOwnSecrets(text);
    if (format === 'json') {
      for (const cause of fresh) io.out(`${jsonOf(inTexts({ file, ...whyRecord(cause) }, safe))}\n`);
      return;
    }
    if (shownFile !== null) io.out('\n');
    if (files.size > 1 && shownFile !== file) io.out(`${fileName(file)}${t(':')}\n`);
    shownFile = file;
    const text = (causes: readonly Cause[]): string => safe(whyText(causes));
    const told = (cause: Cause): ToldCause => ({
      text: text([cause]),
      framed: found.lines.get(cause.meaning),
      passing: cause.meaning.retry === 'minutes' || cause.meaning.retry === 'hours',
    });
    io.out(io.terminal ? causesOnScreen(fresh.map(told), io) : text(fresh));
  };

  const tally = await eachMapped(positionals.length > 0 ? positionals : ['-'], values, io, whyWork, {
    context: (_, part) => io.terminal && part === null,
    lastHere: true,
    use(met, { file, first, quiet, part }) {
      const found = files.get(file) ?? { causes: new Causes(), printed: new Set(), lines: new Map(), gate: null };
      if (part) found.gate = gateOf(part.analysis);
      files.set(file, found);
      for (const { cause, frame } of met) {
        const meaning = found.causes.merge(cause);
        count += cause.count;
        if (frame && !found.lines.has(meaning)) found.lines.set(meaning, frame);
      }
      if (io.terminal && part) keepLines(found, new SourceLines(part.analysis, first), first);
      if (quiet) print(file, found);
      return found.causes.any;
    },
  });
  for (const [file, found] of files) print(file, found);
  if (io.terminal && shownFile !== null) io.out('\n');
  const outcome = count === 0 ? t('no refusal and no failure found') : count === 1 ? t('1 failure') : t('{0} failures', count);
  return tally.conclude(outcome, count > 0 ? 1 : 0);
}

/** Keeps the first line of each new cause: the text itself need not be kept. */
function keepLines({ causes, lines }: Found, source: SourceLines, first: number): void {
  for (const { meaning, places } of causes.ranked() satisfies Cause[]) {
    if (lines.has(meaning)) continue;
    const { at } = places[0];
    lines.set(meaning, source.at({ ...at, line: at.line - first }));
  }
}
