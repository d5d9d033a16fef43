import { askedFailuresIn, failuresIn } from '../analysis/failures';
import { gateOf } from '../analysis/gate';
import { type Cause, Causes, whyRecord, whyText } from '../features/why';
import type { Meaning } from '../meaning/meaning';
import { type Gate, inTexts, withoutOwnSecrets } from '../redaction/gate';
import { t } from '../text/l10n';
import { jsonOf } from '../text/visible';
import { eachPart, FILE_OPTIONS, type FilePart, FOLLOW_OPTION, parse } from './files';
import type { Io } from './io';
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
  gate: Gate;
  /** For the screen, the first line of each cause. */
  readonly lines: Map<Meaning, Framed>;
}

/**
 * `smtp-lens why [FILE…]`: for every failure what it means and what to do, the most decisive first, equal causes once. Without a file it
 * reads standard input. If the input pauses, new causes are printed at once. Exit status: 0 nothing failed, 1 something did, 2 a file cannot
 * be read, or nothing was recognised in any.
 */
export async function why(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, ...FOLLOW_OPTION });
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
    const safe = (text: string): string => found.gate.text(withoutOwnSecrets(text));
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

  const take = ({ file, analysis, first, from, to, alone, quiet }: FilePart): boolean => {
    const found = files.get(file) ?? { causes: new Causes(), printed: new Set(), lines: new Map(), gate: gateOf(analysis) };
    found.gate = gateOf(analysis);
    files.set(file, found);
    for (const some of alone ? askedFailuresIn(analysis, from, to) : failuresIn(analysis, from, to)) {
      for (const place of some) {
        if (place.at.line < from || place.at.line >= to) continue;
        found.causes.add(place, first);
        count++;
      }
    }
    if (io.terminal) keepLines(found, new SourceLines(analysis, first), first);
    if (quiet) print(file, found);
    return found.causes.any;
  };

  const tally = await eachPart(positionals.length > 0 ? positionals : ['-'], values, io, take);
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
