import { once } from 'node:events';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { t } from '../text/l10n';

/** What a subcommand may touch of the world. Tests give it their own. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Settles when whoever reads the output has taken most of it: a slow reader must not fill the memory. */
  drained(): Promise<unknown>;
  /** Bytes of a file, or of standard input for `-`. Throws a `ReadError`. */
  read(file: string): Uint8Array;
  /** The same bytes piece by piece. Throws while they come what `read` throws. */
  chunks(file: string): AsyncIterable<Uint8Array>;
  /** The folder that a file lies in, from the root; that of the process for `-`. */
  folderOf(file: string): string;
  exists(file: string): boolean;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
}

const reasons = (): Record<string, string> => ({
  ENOENT: t('no such file'),
  EACCES: t('permission denied'),
  EISDIR: t('is a directory'),
  EPERM: t('permission denied'),
  Z_DATA_ERROR: t('damaged gzip data'),
  Z_BUF_ERROR: t('the gzip data ends early'),
});

export function processIo(): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    drained: async () => process.stdout.writableNeedDrain && once(process.stdout, 'drain'),
    terminal: process.stdout.isTTY === true,
    read(file) {
      try {
        const bytes = readFileSync(file === '-' ? 0 : file);
        return isGzip(bytes) ? gunzipSync(bytes) : bytes;
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    async *chunks(file) {
      try {
        yield* unpacked(file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK }));
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    folderOf: (file) => (file === '-' ? process.cwd() : dirname(resolve(file))),
    exists: existsSync,
  };
}

const CHUNK = 1 << 20;

/** A file that cannot be read; the message is fit for people. */
export class ReadError extends Error {}

function unreadable(file: string, error: unknown): ReadError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new ReadError(t('cannot read {0}: {1}', file, reasons()[code] ?? (code || String(error))));
}

/** What a stream holds; unpacked where its first bytes are those of gzip. */
async function* unpacked(stream: Readable): AsyncGenerator<Uint8Array> {
  const source: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  const head = await source.next();
  if (head.done) return;
  const all = (async function* () {
    yield head.value;
    yield* { [Symbol.asyncIterator]: () => source };
  })();
  if (!isGzip(head.value)) yield* all;
  else yield* pipeline(Readable.from(all), createGunzip({ chunkSize: CHUNK }), () => undefined);
}

/** RFC 1952 §2.3.1. Logs are packed when they are rotated. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark (PowerShell's `>` writes it), and where the bytes are not valid UTF-8,
 * Windows-1252, so that every byte becomes one character and columns stay true. Never throws.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
