import { createHash } from 'node:crypto';
import { t } from '../text/l10n';
import { decode } from './decode';
import { checkFormat, type FilePart, hintsFor, refusePacked } from './files';
import { type Io, ReadError } from './io';
import { isBinary } from './packed';
import { isRecognised, partsOf, WINDOW } from './parts';
import { fileName } from './screen/names';
import { changed, Source } from './source';
import { Tally } from './tally';

/** A file of at most so many bytes is read once: its parts are held. */
const HELD = 16_000_000;
/** So many bytes tell whether a file is text. */
const HEAD = 32_768;

/** What is done with a file that is read twice. */
export interface Uses {
  /** With each part, in order. */
  first(part: FilePart): void;
  /** Then with each part again, in the same order. */
  second(part: FilePart): void;
}

/**
 * Reads and analyses a file of any length twice, part by part, in constant memory; the parts have their line ends. If the file
 * changes meanwhile, that is reported before anything of the change is used. What cannot be read is reported as by `eachPart`.
 */
export async function eachTwice(file: string, as: string | undefined, io: Io, uses: Uses, { held = HELD, window = WINDOW } = {}) {
  checkFormat(as);
  const size = file === '-' ? null : io.size(file) || null;
  const tally = new Tally(io, size !== null && size > held && !file.endsWith('.gz') ? 2 * size : size);
  try {
    tally.begin(file);
    await twice(file, as, io, tally, uses, { held, window });
    tally.end();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    tally.fail(error.message);
  }
  return tally;
}

async function twice(
  file: string,
  as: string | undefined,
  io: Io,
  tally: Tally,
  uses: Uses,
  { held, window }: { readonly held: number; readonly window: number },
): Promise<void> {
  const source = new Source(file, io);
  let bytes = 0;
  let known = false;
  let parts: FilePart[] | null = [];
  const digests: string[] = [];
  const read = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.chunks()) {
      if (bytes === 0) refuse(file, chunk, io);
      bytes += chunk.length;
      tally.read(chunk.length);
      yield chunk;
    }
  };
  const options = { live: false, ends: true, window };
  for await (const one of partsOf(read(), hintsFor(file, as), options)) {
    const part = { file, ...one };
    if (bytes > held) parts = null;
    parts?.push(part);
    digests.push(digestOf(part));
    known ||= isRecognised(part);
    uses.first(part);
  }
  if (known) tally.know();
  const again = parts ?? partsOf(read(), hintsFor(file, as), options);
  for await (const one of again) {
    const part = { file, ...one };
    if (!parts && digests.shift() !== digestOf(part)) throw changed(file);
    tally.makeRoom();
    uses.second(part);
    await io.drained();
  }
  if (!parts && digests.length > 0) throw changed(file);
}

function refuse(file: string, head: Uint8Array, io: Io): void {
  refusePacked(file, head, io);
  if (isBinary(decode(head.subarray(0, HEAD)))) throw new ReadError(t('cannot read {0}: it is not text', fileName(file)));
}

const digestOf = ({ analysis: { lines }, to, ends }: FilePart): string => {
  const hash = createHash('sha256');
  for (let line = 0; line < to; line++) hash.update(lines.line(line) + (ends?.[line] ?? ''));
  return hash.digest('base64');
};
