import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { t } from '../text/l10n';
import { decode } from './decode';
import { checkFormat, type FilePart, hintsFor, refusePacked } from './files';
import { type Io, ReadError } from './io';
import { isBinary } from './packed';
import { partsOf, WINDOW } from './parts';
import { fileName } from './screen/names';
import { Tally } from './tally';

/** A file of at most so many bytes is read once: its parts are held. */
const HELD = 16_000_000;
/** Bytes, packed, of a text that cannot be read again: about ten times as many of a log. */
const MOST_PACKED = 500_000_000;

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
 * Reads and analyses a file of any length twice, part by part, in constant memory; the parts have their line ends. Where it cannot be read
 * again (a pipe), what came is kept packed in memory, not in a file: it may contain secrets. What is written to the file meanwhile is not
 * read; if what was read has changed, that is reported before anything of it is used. What cannot be read is reported as by `eachPart`.
 */
export async function eachTwice(file: string, as: string | undefined, io: Io, uses: Uses, { held = HELD, window = WINDOW } = {}) {
  checkFormat(as);
  const size = file === '-' ? null : io.size(file) || null;
  const tally = new Tally(io, size !== null && size > held && !file.endsWith('.gz') ? 2 * size : size);
  try {
    tally.begin(file);
    const source = size === null ? new Packed(io.chunks(file), file) : new Again(() => io.chunks(file));
    await twice(file, as, io, tally, source, uses, { held, window });
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
  source: Source,
  uses: Uses,
  { held, window }: { readonly held: number; readonly window: number },
): Promise<void> {
  let bytes = 0;
  let known = false;
  let parts: FilePart[] | null = [];
  const digests: string[] = [];
  const read = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      tally.read(chunk.length);
      yield chunk;
    }
  };
  const options = { live: false, ends: true, window };
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of read(source.first())) {
      if (bytes === 0) refuse(file, chunk, io);
      bytes += chunk.length;
      yield chunk;
    }
  };
  for await (const one of partsOf(counted(), hintsFor(file, as), options)) {
    const part = { file, ...one };
    if (bytes > held) parts = null;
    parts?.push(part);
    digests.push(digestOf(part));
    known ||= isRecognised(part);
    uses.first(part);
  }
  if (known) tally.know();
  const again = parts ?? partsOf(read(upTo(bytes, source.again())), hintsFor(file, as), options);
  for await (const one of again) {
    const part = { file, ...one };
    if (!parts && digests.shift() !== digestOf(part)) throw new ReadError(t('{0} was changed while it was read', fileName(file)));
    tally.makeRoom();
    uses.second(part);
    await io.drained();
  }
  if (!parts && digests.length > 0) throw new ReadError(t('{0} was changed while it was read', fileName(file)));
}

function refuse(file: string, head: Uint8Array, io: Io): void {
  refusePacked(file, head, io);
  if (isBinary(decode(head.subarray(0, HEAD)))) throw new ReadError(t('cannot read {0}: it is not text', fileName(file)));
}

/** Whether there is a session or a line of a log; reads no further than to the first one. */
const isRecognised = ({ analysis, to }: FilePart): boolean => !analysis.sessions(0, to).next().done || !analysis.entries(0, to).next().done;

const digestOf = ({ analysis: { lines }, to, ends }: FilePart): string => {
  const hash = createHash('sha256');
  for (let line = 0; line < to; line++) hash.update(lines.line(line) + (ends?.[line] ?? ''));
  return hash.digest('base64');
};

async function* upTo(bytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    yield chunk.length > left ? chunk.subarray(0, left) : chunk;
    left -= chunk.length;
    if (left <= 0) return;
  }
}

/** Bytes that can be read twice. */
interface Source {
  first(): AsyncIterable<Uint8Array>;
  again(): AsyncIterable<Uint8Array>;
}

class Again implements Source {
  constructor(readonly first: () => AsyncIterable<Uint8Array>) {}

  again(): AsyncIterable<Uint8Array> {
    return this.first();
  }
}

/** What can only be read once. */
class Packed implements Source {
  private readonly packed: Uint8Array[] = [];

  constructor(
    private readonly chunks: AsyncIterable<Uint8Array>,
    private readonly file: string,
  ) {}

  async *first(): AsyncGenerator<Uint8Array> {
    let size = 0;
    for await (const chunk of this.chunks) {
      const one = deflateRawSync(chunk, { level: 1 });
      size += one.length;
      if (size > MOST_PACKED)
        throw new ReadError(t('cannot read {0}: {1}', fileName(this.file), t('this much can only be read from a file')));
      this.packed.push(one);
      yield chunk;
    }
  }

  async *again(): AsyncGenerator<Uint8Array> {
    for (const one of this.packed) yield inflateRawSync(one);
  }
}
