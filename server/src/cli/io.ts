import { once } from 'node:events';
import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import * as zlib from 'node:zlib';
import type { FolderText } from '../rules/folder-file';
import { t } from '../text/l10n';
import { followed } from './follow';
import { isSameFile, outputTo } from './output';
import { packingOf } from './packed';
import { fileName } from './screen/names';
import { readSettingsFile } from './settings-file';
import { type Changes, changes } from './watch';

/** A subcommand's access to its environment. Tests provide their own. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Settles when the reader of the output has taken most of it: a slow reader must not fill the memory. */
  drained(): Promise<unknown>;
  /** Bytes of a file, or of standard input for `-`. Throws a `ReadError`. */
  read(file: string): Uint8Array;
  /** The text of a settings file, as `readSettingsFile`. */
  settings(file: string): FolderText;
  /** The same bytes piece by piece. While reading, it may throw what `read` throws. */
  chunks(file: string): AsyncIterable<Uint8Array>;
  /** The folder of a file, from the root; that of the process for `-`. */
  folderOf(file: string): string;
  exists(file: string): boolean;
  /** The entries of a folder, in the order of the names; null for anything but a folder. */
  list(path: string): readonly Listed[] | null;
  /** The size of a file in bytes; null if unknown. */
  size(file: string): number | null;
  /** A function that writes to a file, which is created or emptied when it is first called. Throws a `ReadError`. */
  create(file: string): (text: string) => void;
  /** Whether two names are those of one file on a disk; false if it does not exist. */
  isSame(one: string, other: string): boolean;
  /** Replaces the bytes of a file. Throws a `ReadError`. */
  write(file: string, bytes: Uint8Array): void;
  /** A growing file, from its beginning; ends only when the process is asked to end. Rotation and truncation start it again. */
  follow(file: string): AsyncIterable<Uint8Array>;
  /** Yields whenever a file, or something in a folder, was changed since it was called; ends when the process is asked to end. */
  changes(paths: readonly string[]): Changes;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
  /** Standard input is a terminal: nothing is piped in. */
  readonly inputTerminal: boolean;
  /** Standard error is a terminal. */
  readonly errTerminal: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Only results are wanted. */
  readonly quiet: boolean;
  /** Standard output may be coloured. */
  readonly color: boolean;
  /** The running subcommand: messages name it. */
  readonly command: string;
  /** Threads that there are cores for. */
  readonly cores: number;
  /** Makes a thread that reads parts (worker.ts); null where there is none to make. */
  readonly worker: (() => Worker) | null;
}

/** An entry of a folder. */
export interface Listed {
  readonly name: string;
  readonly folder: boolean;
}

const reasons = (): Record<string, string> => ({
  ENOENT: t('no such file'),
  ELOOP: t('is a link'),
  EACCES: t('permission denied'),
  EISDIR: t('is a directory'),
  EPERM: t('permission denied'),
  ERR_BUFFER_TOO_LARGE: tooLong(),
  ERR_FS_FILE_TOO_LARGE: tooLong(),
  Z_DATA_ERROR: t('damaged gzip data'),
  Z_BUF_ERROR: t('the gzip data ends early'),
});

/** `worker`: makes a thread that reads parts, where there are threads. */
export function processIo(worker: Io['worker'] = null): Io {
  return {
    cores: availableParallelism(),
    worker,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    drained: async () => process.stdout.writableNeedDrain && once(process.stdout, 'drain'),
    terminal: process.stdout.isTTY === true,
    inputTerminal: process.stdin.isTTY === true,
    errTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns || 80,
    env: process.env,
    quiet: false,
    color: false,
    command: 'check',
    read(file) {
      try {
        const bytes = file === '-' || statSync(file).isFile() ? readFileSync(file === '-' ? 0 : file) : readDevice(file);
        const most = { maxOutputLength: MOST_WHOLE };
        const whole = isGzip(bytes)
          ? zlib.gunzipSync(bytes, most)
          : isZstd(bytes)
            ? (ZSTD?.zstdDecompressSync(bytes, most) ?? bytes)
            : bytes;
        if (whole.length > MOST_WHOLE) throw new ReadError(t('cannot read {0}: {1}', fileName(file), tooLong()));
        return whole;
      } catch (error) {
        throw error instanceof ReadError ? error : unreadable(file, error);
      }
    },
    settings: readSettingsFile,
    async *chunks(file) {
      try {
        yield* unpacked(file, file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK }));
      } catch (error) {
        throw error instanceof ReadError ? error : unreadable(file, error);
      }
    },
    folderOf: (file) => (file === '-' ? process.cwd() : dirname(resolve(file))),
    exists: existsSync,
    list(path) {
      try {
        if (!statSync(path).isDirectory()) return null;
        const entries = readdirSync(path, { withFileTypes: true });
        // A link to a folder is not followed: it may lead back.
        return entries
          .filter((one) => one.isDirectory() || one.isFile() || (one.isSymbolicLink() && isFile(join(path, one.name))))
          .map((one) => ({ name: one.name, folder: one.isDirectory() }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch {
        return null;
      }
    },
    size(file) {
      try {
        return statSync(file).size;
      } catch {
        return null;
      }
    },
    create(file) {
      try {
        return outputTo(file);
      } catch (error) {
        throw new ReadError(t('cannot write {0}: {1}', fileName(file), reasonOf(error)));
      }
    },
    isSame: isSameFile,
    write(file, bytes) {
      try {
        // Not through a link: it may lead out of a folder that someone else made.
        const opened = openSync(file, constants.O_WRONLY | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0));
        try {
          writeFileSync(opened, bytes);
        } finally {
          closeSync(opened);
        }
      } catch (error) {
        throw new ReadError(t('cannot write {0}: {1}', fileName(file), reasonOf(error)));
      }
    },
    async *follow(file) {
      try {
        yield* followed(file);
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    changes(paths) {
      try {
        return changes(paths);
      } catch (error) {
        throw unreadable(paths.join(' '), error);
      }
    },
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const CHUNK = 1 << 20;
/** Bytes of a text that is read as a whole: the longest possible string has not many more characters. */
const MOST_WHOLE = 500_000_000;
const tooLong = (): string => t('more than {0} MB cannot be read as a whole', MOST_WHOLE / 1e6);

/** A packed file may yield at most this many times its bytes. Logs yield 10 to 100 times; more was made to fill a disk or a memory. */
const MOST_TIMES = 500;
/** This many bytes it may yield in any case. */
const FREE = 64 * CHUNK;

/** A file that cannot be read; the message is for people. */
export class ReadError extends Error {}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons()[code] ?? (code || String(error));
}

const unreadable = (file: string, error: unknown): ReadError => new ReadError(t('cannot read {0}: {1}', fileName(file), reasonOf(error)));

/** What a pipe or a device yields; it may never end. */
function readDevice(file: string): Uint8Array {
  const opened = openSync(file, 'r');
  try {
    const chunks: Uint8Array[] = [];
    for (let size = 0; ; ) {
      const chunk = new Uint8Array(CHUNK);
      const read = readSync(opened, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      size += read;
      if (size > MOST_WHOLE) throw new ReadError(t('cannot read {0}: {1}', fileName(file), tooLong()));
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(opened);
  }
}

/** The content of a stream; unpacked if its first bytes are those of gzip or Zstandard. */
async function* unpacked(file: string, stream: Readable): AsyncGenerator<Uint8Array> {
  const source: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  const head = await source.next();
  if (head.done) return;
  let packed = 0;
  const all = (async function* () {
    yield head.value;
    for await (const chunk of { [Symbol.asyncIterator]: () => source }) {
      packed += chunk.length;
      yield chunk;
    }
  })();
  const unpack = isGzip(head.value)
    ? zlib.createGunzip({ chunkSize: CHUNK })
    : isZstd(head.value)
      ? ZSTD?.createZstdDecompress()
      : undefined;
  if (!unpack) return yield* all;
  packed = head.value.length;
  let given = 0;
  for await (const chunk of pipeline(Readable.from(all), unpack, () => undefined) as AsyncIterable<Uint8Array>) {
    given += chunk.length;
    if (given > FREE && given > MOST_TIMES * packed)
      throw new ReadError(t('cannot read {0}: {1}', fileName(file), t('it unpacks to more than {0} times its size', MOST_TIMES)));
    yield chunk;
  }
}

/** Zstandard is in Node from 22.15 on; its types here are those of Node 20. */
const ZSTD = 'createZstdDecompress' in zlib ? (zlib as unknown as Zstd) : null;

interface Zstd {
  createZstdDecompress(): NodeJS.ReadWriteStream & AsyncIterable<Uint8Array>;
  zstdDecompressSync(bytes: Uint8Array, options: { readonly maxOutputLength: number }): Uint8Array;
}

const isZstd = (bytes: Uint8Array): boolean => packingOf(bytes)?.by === 'zstd';

/** RFC 1952 §2.3.1. Logs are packed when they are rotated. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
