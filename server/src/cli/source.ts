import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { t } from '../text/l10n';
import { type Io, ReadError } from './io';
import { fileName } from './screen/names';

/** Bytes, packed, of a text that cannot be read again: about ten times as many of a log. */
const MOST_PACKED = 500_000_000;

/**
 * The bytes of a file, any number of times. What cannot be read again (a pipe) is kept packed in memory, not in a file: it may contain secrets.
 * What is written to the file after the first reading is not read; where it has become shorter, reading throws a `ReadError`.
 */
export class Source {
  private bytes: number | null = null;
  private readonly packed: Uint8Array[] | null;

  constructor(
    private readonly file: string,
    private readonly io: Pick<Io, 'chunks' | 'size'>,
  ) {
    this.packed = file === '-' || (io.size(file) || null) === null ? [] : null;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    if (this.bytes === null) yield* this.first();
    else yield* this.again(this.bytes);
  }

  private async *first(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    let held = 0;
    for await (const chunk of this.io.chunks(this.file)) {
      bytes += chunk.length;
      if (this.packed) {
        const packed = deflateRawSync(chunk, { level: 1 });
        held += packed.length;
        if (held > MOST_PACKED)
          throw new ReadError(t('cannot read {0}: {1}', fileName(this.file), t('this much can only be read from a file')));
        this.packed.push(packed);
      }
      yield chunk;
    }
    this.bytes = bytes;
  }

  private async *again(bytes: number): AsyncGenerator<Uint8Array> {
    if (this.packed) {
      for (const chunk of this.packed) yield inflateRawSync(chunk);
      return;
    }
    let left = bytes;
    if (left > 0)
      for await (const chunk of this.io.chunks(this.file)) {
        yield chunk.length > left ? chunk.subarray(0, left) : chunk;
        left -= chunk.length;
        if (left <= 0) return;
      }
    if (left > 0) throw changed(this.file);
  }
}

/** What was read before is no longer there. */
export const changed = (file: string): ReadError => new ReadError(t('{0} was changed while it was read', fileName(file)));
