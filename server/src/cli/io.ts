import { once } from 'node:events';
import { closeSync, createReadStream, existsSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import type { FolderText } from '../features/folder-settings';
import { t } from '../text/l10n';
import { followed } from './follow';
import { packingOf } from './packed';
import { fileName } from './screen/names';
import { readSettingsFile } from './settings-file';

/** What a subcommand may touch of the world. Tests give it their own. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Settles when whoever reads the output has taken most of it: a slow reader must not fill the memory. */
  drained(): Promise<unknown>;
  /** Bytes of a file, or of standard input for `-`. Throws a `ReadError`. */
  read(file: string): Uint8Array;
  /** The text of a file that holds settings, as `readSettingsFile`. */
  settings(file: string): FolderText;
  /** The same bytes piece by piece. Throws while they come what `read` throws. */
  chunks(file: string): AsyncIterable<Uint8Array>;
  /** The folder that a file lies in, from the root; that of the process for `-`. */
  folderOf(file: string): string;
  exists(file: string): boolean;
  /** What a folder holds, in the order of the names; null for anything but a folder. */
  list(path: string): readonly Listed[] | null;
  /** Bytes that a file has; null where that is not known. */
  size(file: string): number | null;
  /** Begins a file and gives what writes to it. Throws a `ReadError`. */
  create(file: string): (text: string) => void;
  /** A file that grows, from its beginning; ends only when the process is asked to end. Rotation and truncation begin it anew. */
  follow(file: string): AsyncIterable<Uint8Array>;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
  /** Standard input is one: nobody pipes anything in. */
  readonly inputTerminal: boolean;
  /** Standard error is one. */
  readonly errTerminal: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Nothing but results is wanted. */
  readonly quiet: boolean;
  /** Standard output may be coloured. */
  readonly color: boolean;
  /** The subcommand that runs: messages name it. */
  readonly command: string;
}

/** An entry of a folder. */
export interface Listed {
  readonly name: string;
  readonly folder: boolean;
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
    inputTerminal: process.stdin.isTTY === true,
    errTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns || 80,
    env: process.env,
    quiet: false,
    color: false,
    command: 'check',
    read(file) {
      try {
        const bytes = readFileSync(file === '-' ? 0 : file);
        return isGzip(bytes) ? zlib.gunzipSync(bytes) : isZstd(bytes) ? (ZSTD?.zstdDecompressSync(bytes) ?? bytes) : bytes;
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    settings: readSettingsFile,
    async *chunks(file) {
      try {
        yield* unpacked(file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK }));
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    folderOf: (file) => (file === '-' ? process.cwd() : dirname(resolve(file))),
    exists: existsSync,
    list(path) {
      try {
        if (!statSync(path).isDirectory()) return null;
        const entries = readdirSync(path, { withFileTypes: true });
        // A link to a folder is not gone into: it may lead back.
        return entries
          .filter((one) => one.isDirectory() || one.isFile() || (one.isSymbolicLink() && isFile(join(path, one.name))))
          .map((one) => ({ name: one.name, folder: one.isDirectory() }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch {
        return null;
      }
    },
    size: (file) => statSync(file, { throwIfNoEntry: false })?.size ?? null,
    create(file) {
      try {
        const opened = openSync(file, 'w');
        process.once('exit', () => closeSync(opened));
        return (text) => void writeSync(opened, text);
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

/** A file that cannot be read; the message is fit for people. */
export class ReadError extends Error {}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons()[code] ?? (code || String(error));
}

const unreadable = (file: string, error: unknown): ReadError => new ReadError(t('cannot read {0}: {1}', fileName(file), reasonOf(error)));

/** What a stream holds; unpacked where its first bytes are those of gzip. */
async function* unpacked(stream: Readable): AsyncGenerator<Uint8Array> {
  const source: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  const head = await source.next();
  if (head.done) return;
  const all = (async function* () {
    yield head.value;
    yield* { [Symbol.asyncIterator]: () => source };
  })();
  if (isGzip(head.value)) yield* pipeline(Readable.from(all), zlib.createGunzip({ chunkSize: CHUNK }), () => undefined);
  else if (isZstd(head.value) && ZSTD) yield* pipeline(Readable.from(all), ZSTD.createZstdDecompress(), () => undefined);
  else yield* all;
}

/** Zstandard is in Node from 22.15 on; its types here are those of Node 20. */
const ZSTD = 'createZstdDecompress' in zlib ? (zlib as unknown as Zstd) : null;

interface Zstd {
  createZstdDecompress(): NodeJS.ReadWriteStream & AsyncIterable<Uint8Array>;
  zstdDecompressSync(bytes: Uint8Array): Uint8Array;
}

const isZstd = (bytes: Uint8Array): boolean => packingOf(bytes)?.by === 'zstd';

/** RFC 1952 §2.3.1. Logs are packed when they are rotated. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
