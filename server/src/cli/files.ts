import { type ParseArgsConfig, parseArgs } from 'node:util';
import { formatChoices } from '../formats/choices';
import { t } from '../text/l10n';
import { nearest } from '../text/near';
import { filesIn, type Listed } from './folders';
import type { Io } from './io';
import { ReadError } from './io';
import { inTimeOrder } from './log-files';
import { packingOf } from './packed';
import { type Part, partsOf } from './parts';
import { fileName } from './screen/names';
import { Tally } from './tally';
import { UsageError, withGuess } from './usage-error';

/** Options that every subcommand reading files has. */
export const FILE_OPTIONS = {
  format: { type: 'string', default: 'text' },
  as: { type: 'string' },
  'stdin-name': { type: 'string' },
  exclude: { type: 'string', multiple: true, default: [] as string[] },
} as const satisfies ParseArgsConfig['options'];

/** The option of the subcommands that can wait for more input. */
export const FOLLOW_OPTION = { follow: { type: 'boolean', default: false } } as const satisfies ParseArgsConfig['options'];

/** The option of the subcommands that can use several threads. */
export const JOBS_OPTION = { jobs: { type: 'string' } } as const satisfies ParseArgsConfig['options'];

/** Options that `main` removes from every command line; they are known here to recognise misspellings of them. */
const COMMON = ['quiet', 'color', 'output', 'language', 'help'];

/** Parses arguments; an unknown option is a `UsageError`. */
export function parse<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '(--?[^']+)'/.exec(message)?.[1];
    if (unknown === undefined) throw new UsageError(message);
    const meant = nearest(unknown.replace(/^-+/, ''), [...Object.keys(options), ...COMMON]);
    throw new UsageError(withGuess(t('unknown option {0}', fileName(unknown)), meant && `--${meant}`));
  }
}

export const noFile = (): string => t('no file given (- is standard input)');

/** The ids that `--as` accepts. */
export const formatIds = (): readonly string[] =>
  formatChoices()
    .map(({ id }) => id)
    .sort();

/** Fails if `--as` does not name a format. */
export function checkFormat(as: string | undefined): void {
  const ids = formatIds();
  if (as === undefined || ids.includes(as)) return;
  throw new UsageError(`${withGuess(t('there is no format {0}', fileName(as)), nearest(as, ids))}\n${t('the formats')}: ${ids.join(', ')}`);
}

/** How files are read part by part: options of the command line, by name. */
export interface PartOptions {
  readonly as?: string;
  readonly 'stdin-name'?: string;
  readonly exclude?: readonly string[];
  /** Wait for more to be written. */
  readonly follow?: boolean;
  /** The files are parts of one log: the oldest comes first. */
  readonly asOneLog?: boolean;
  /** The caller counts messages. */
  readonly uncounted?: boolean;
}

/** A stretch of a named file. */
export interface FilePart extends Part {
  readonly file: string;
}

/**
 * Reads and analyses files of any length one after another, part by part; and tells what could not be read. A folder means all files in it.
 * `--stdin-name` is the name of standard input in what is printed, and its ending counts as a file's would: an editor passes text
 * that it has not saved yet. `use` returns true if it could tell something about a part in which nothing was recognised.
 */
export async function eachPart(files: readonly string[], options: PartOptions, io: Io, use: (part: FilePart) => unknown): Promise<Tally> {
  const found = await listedFiles(files, options, io);
  const tally = new Tally(io, options.follow ? null : sizeOf(found, io));
  for (const { path, named } of found) {
    const file = path === '-' ? (options['stdin-name'] ?? path) : path;
    try {
      tally.begin(file, named);
      const chunks = options.follow && path !== '-' ? io.follow(path) : io.chunks(path);
      const live = options.follow === true || path === '-';
      for await (const part of partsOf(
        textOnly(file, named, chunks, io, (bytes) => tally.read(bytes)),
        hintsFor(file, options.as),
        { live },
      )) {
        tally.take(part, !options.uncounted);
        tally.makeRoom();
        if (use({ file, ...part }) === true) tally.know();
        await io.drained();
      }
      tally.end();
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      tally.fail(error.message);
    }
  }
  return tally;
}

/** The files that are to be read, in the order in which they are read. */
export async function listedFiles(files: readonly string[], options: PartOptions, io: Io): Promise<readonly Listed[]> {
  if (files.length === 0) throw new UsageError(noFile());
  checkFormat(options.as);
  const listed = filesIn(files, options.exclude ?? [], io);
  const found = options.asOneLog ? await inTimeOrder(listed, io) : listed;
  if (options.follow && found.length !== 1) throw new UsageError(t('--follow takes one file'));
  return found;
}

/** Bytes of all files; null if the size of one is unknown. */
export function sizeOf(files: readonly Listed[], io: Io): number | null {
  const sizes = files.map(({ path }) => (path === '-' || path.endsWith('.gz') ? null : io.size(path)));
  return sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/** The input, unless it is packed; nothing of a file that was not named and is not text. */
export async function* textOnly(
  file: string,
  named: boolean,
  chunks: AsyncIterable<Uint8Array>,
  io: Io,
  read: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  let began = false;
  for await (const chunk of chunks) {
    if (!began) {
      began = true;
      if (!named && chunk.subarray(0, 8192).includes(0)) return;
      refusePacked(file, chunk, io);
    }
    read(chunk.length);
    yield chunk;
  }
}

/** Fails for a file packed in a format that is not unpacked here. */
export function refusePacked(file: string, bytes: Uint8Array, io: Io): void {
  const packing = packingOf(bytes);
  if (!packing) return;
  const name = fileName(file);
  const unpack = `${packing.tool} ${/^[\w./@+-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`} | smtp-lens ${io.command} -`;
  throw new ReadError(t('{0} is packed with {1}: {2}', name, packing.by, unpack));
}

/** The extension shows the language `smtp`. */
export const hintsFor = (file: string, format: string | undefined) => ({ format, explicit: /\.smtp$/i.test(file) });
