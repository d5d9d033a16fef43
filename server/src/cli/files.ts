import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Analysis } from '../analysis/analysis';
import { t } from '../text/l10n';
import { lineEndsOf, splitFileText, textOf } from '../text/lines';
import type { Io } from './io';
import { decode, ReadError } from './io';
import { type Part, partsOf } from './parts';

/** Options that every subcommand reading files has. */
export const FILE_OPTIONS = {
  format: { type: 'string', default: 'text' },
  as: { type: 'string' },
  'stdin-name': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** Wrong usage: the message goes to standard error, the exit status is 2. */
export class UsageError extends Error {}

/** Parses arguments; an unknown option is a `UsageError`. */
export function parse<T extends ParseArgsConfig['options']>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Fails where a value is not one of those allowed. */
export function oneOf<T extends string>(name: string, value: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(t('--{0} takes one of: {1}', name, allowed.join(', ')));
  return found;
}

export interface ReadFile {
  readonly file: string;
  readonly analysis: Analysis;
  /** What stands behind each line but the last: its line end as the file has it. */
  readonly ends: readonly string[];
}

/** A file that holds more of these than one character in fifty is no text: what is not read cannot be made safe to share. */
const UNREADABLE = /[\0\ufffd]/g;

/**
 * Reads and analyses files one after another, each whole. One that cannot be read, or is no text, is reported on standard error and makes
 * `failed` true; the others go on. The language `smtp` of a file is told by its name's ending.
 */
export function eachFile(files: readonly string[], as: string | undefined, io: Io, use: (read: ReadFile) => void): { failed: boolean } {
  if (files.length === 0) throw new UsageError(t('no file given (- is standard input)'));
  let failed = false;
  for (const file of files) {
    let content: string;
    try {
      content = decode(io.read(file));
    } catch (error) {
      io.err(`smtp-lens: ${error instanceof Error ? error.message : String(error)}\n`);
      failed = true;
      continue;
    }
    const head = content.slice(0, 8192);
    if ((head.match(UNREADABLE)?.length ?? 0) * 50 > head.length) {
      io.err(`smtp-lens: ${t('cannot read {0}: it is not text', file)}\n`);
      failed = true;
      continue;
    }
    use({ file, analysis: Analysis.of(textOf(splitFileText(content)), hintsFor(file, as)), ends: lineEndsOf(content) });
  }
  return { failed };
}

/** A stretch of a named file. */
export interface FilePart extends Part {
  readonly file: string;
}

/**
 * Reads and analyses files of any length one after another, part by part; otherwise as `eachFile`. `--stdin-name` is what standard input is
 * called in what is printed, and its ending counts as a file's would: an editor passes the text that it has not saved yet.
 */
export async function eachPart(
  files: readonly string[],
  options: { readonly as?: string; readonly 'stdin-name'?: string },
  io: Io,
  use: (part: FilePart) => void,
): Promise<{ failed: boolean }> {
  if (files.length === 0) throw new UsageError(t('no file given (- is standard input)'));
  let failed = false;
  for (const named of files) {
    const file = named === '-' ? (options['stdin-name'] ?? named) : named;
    try {
      for await (const part of partsOf(io.chunks(named), hintsFor(file, options.as))) {
        use({ file, ...part });
        await io.drained();
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      io.err(`smtp-lens: ${error.message}\n`);
      failed = true;
    }
  }
  return { failed };
}

/** The language `smtp` is told by the ending. */
const hintsFor = (file: string, format: string | undefined) => ({ format, explicit: /\.smtp$/i.test(file) });
