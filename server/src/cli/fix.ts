import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import { Analysis } from '../analysis/analysis';
import { gateOf } from '../analysis/gate';
import { safeFixes } from '../features/actions';
import { findingsOf } from '../features/diagnostics';
import { redact } from '../features/redact';
import type { JudgeSettings } from '../rules/judge';
import { withoutEnd } from '../text/ends';
import { t } from '../text/l10n';
import { lineEndsOf, splitFileText } from '../text/lines';
import type { TextEdit } from '../text/range';
import { visibleLine } from '../text/visible';
import { decode } from './decode';
import { encoderOf } from './encodings';
import { hintsFor, type PartOptions, refusePacked } from './files';
import { filesIn } from './folders';
import { type Io, ReadError } from './io';
import { isBinary } from './packed';
import type { RuleSettings } from './rule-settings';
import { fileName } from './screen/names';
import { Style } from './screen/style';
import { Tally } from './tally';
import { UsageError } from './usage-error';

/** Fixes that write in the same place wait for the next round; fixes that cause each other endlessly stop after this many. */
const MOST_ROUNDS = 10;
/** Longer files, in bytes, are logs: they contain nothing written by hand. */
const LONGEST = 64 * 1024 * 1024;
/** Lines before and after a change, as in `diff -u`. */
const CONTEXT = 3;

interface Mended {
  readonly before: Analysis;
  readonly after: Analysis;
  /** Line ends, as in the file. */
  readonly ends: readonly string[];
  /** How many findings were fixed. */
  readonly count: number;
  /** The new bytes of the file; null if nothing changes. */
  readonly bytes: Uint8Array | null;
}

/** What `--fix` did or would do. */
export interface Fixed {
  readonly count: number;
  readonly files: number;
}

/** `check --fix`: applies the safe fixes in place. What cannot be read is left to `check` itself to report. */
export function fix(given: readonly string[], options: PartOptions, settings: RuleSettings, io: Io): Fixed {
  if (given.includes('-')) throw new UsageError(t('--fix cannot write to standard input; --diff shows what it would do'));
  let [count, files] = [0, 0];
  for (const { path } of filesIn(given, options.exclude ?? [], io)) {
    // A packed file, or one that is being written, is not as long as what was read.
    const one = attempt(() => {
      const bytes = (io.size(path) ?? 0) > LONGEST ? null : io.read(path);
      return bytes && io.size(path) === bytes.length ? mended(bytes, hintsFor(path, options.as), settings.of(path)) : null;
    });
    if (!one?.bytes) continue;
    const { bytes } = one;
    const failed =
      attempt(
        () => io.write(path, bytes),
        (error) => io.err(`smtp-lens: ${error.message}\n`),
      ) === null;
    if (failed) continue;
    count += one.count;
    files++;
  }
  return { count, files };
}

/**
 * `check --diff`: prints what `--fix` would do as a unified diff (for `patch -p0`). A secret is shown by its stand-in, as everywhere: a hunk
 * that contains one can only be read. Exit status: 1 if there is something to fix.
 */
export function diff(given: readonly string[], options: PartOptions, settings: RuleSettings, io: Io): { fixed: Fixed; tally: Tally } {
  const tally = new Tally(io);
  let [count, files] = [0, 0];
  for (const { path, named } of filesIn(given, options.exclude ?? [], io)) {
    const file = path === '-' ? (options['stdin-name'] ?? path) : path;
    try {
      const bytes = io.read(path);
      if (named) refusePacked(file, bytes, io);
      tally.begin(file, named);
      const found = mended(bytes, hintsFor(file, options.as), settings.of(file));
      if (found) tally.take({ analysis: found.before, from: 0, to: found.before.lines.count });
      tally.end(bytes.length === 0);
      if (!found?.bytes) continue;
      count += found.count;
      files++;
      io.out(unified(file, found, io));
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      tally.fail(error.message);
    }
  }
  return { fixed: { count, files }, tally };
}

/** The result of an action on a file; null if it fails, which is passed to `tell`. */
function attempt<T>(action: () => T, tell?: (error: ReadError) => void): T | null {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    tell?.(error);
    return null;
  }
}

function unified(file: string, { before, after, ends }: Mended, io: Io): string {
  const name = fileName(file);
  const shown = (analysis: Analysis): string => {
    const gate = gateOf(analysis);
    const { lines } = redact(analysis, { keepIdentities: true, keepMailData: true });
    return joined(
      lines.map((line, n) => gate.text(line, n)),
      ends,
    );
  };
  const patch = formatPatch(structuredPatch(name, name, shown(before), shown(after), '', '', { context: CONTEXT }), FILE_HEADERS_ONLY);
  if (!io.terminal) return patch;
  const style = Style.of(io);
  return patch
    .split('\n')
    .map((line) => visibleLine(withoutEnd(line, '\r')))
    .map((line) => {
      if (/^(?:---|\+\+\+) /.test(line)) return style.as(line, 'bold');
      if (line.startsWith('@@')) return style.as(line, 'cyan');
      return line.startsWith('+') ? style.as(line, 'green') : line.startsWith('-') ? style.as(line, 'red') : line;
    })
    .join('\n');
}

/** A text after all safe fixes. Null for what is not text. */
function mended(bytes: Uint8Array, hints: Parameters<typeof Analysis.of>[1], judge: JudgeSettings): Mended | null {
  const content = decode(bytes);
  if (isBinary(content)) return null;
  const ends = lineEndsOf(content);
  const lines = splitFileText(content);
  const before = Analysis.of([...lines], hints);
  const encode = encoderOf(bytes, content);
  // What is not recognised is not a transcript, and what cannot be written back unchanged would be damaged.
  if (before.sessions().next().done || encode === null) return { before, after: before, ends, count: 0, bytes: null };
  let after = before;
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { edits, count: fixed } = safeFixes(findingsOf(after, judge));
    if (fixed === 0) break;
    count += fixed;
    apply(lines, edits);
    after = Analysis.of([...lines], hints);
  }
  const written = count === 0 ? null : encode(joined(lines, ends));
  return { before, after, ends, count: written ? count : 0, bytes: written };
}

const joined = (lines: readonly string[], ends: readonly string[]): string => lines.map((line, n) => line + (ends[n] ?? '')).join('');

/** Applies edits that do not overlap, each within one line. */
function apply(lines: string[], edits: readonly TextEdit[]): void {
  const fromTheEnd = [...edits].sort((a, b) => b.range.start.character - a.range.start.character);
  for (const { range, newText } of fromTheEnd) {
    const { line, character } = range.start;
    lines[line] = lines[line].slice(0, character) + newText + lines[line].slice(range.end.character);
  }
}

/** `3 fixed in 2 files`. */
export function fixedText({ count, files }: Fixed): string {
  return files === 1 ? t('{0} fixed in 1 file', count) : t('{0} fixed in {1} files', count, files);
}

/** `3 would be fixed in 2 files`. */
export function fixableText({ count, files }: Fixed): string {
  if (count === 0) return t('nothing that can be fixed safely');
  return files === 1 ? t('{0} would be fixed in 1 file', count) : t('{0} would be fixed in {1} files', count, files);
}
