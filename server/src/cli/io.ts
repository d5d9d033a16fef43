import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** What a subcommand may touch of the world. Tests give it their own. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Bytes of a file, or of standard input for `-`. Throws an `Error` whose message is fit for people. */
  read(file: string): Uint8Array;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  EPERM: 'permission denied',
  Z_DATA_ERROR: 'damaged gzip data',
  Z_BUF_ERROR: 'the gzip data ends early',
};

export function processIo(): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    terminal: process.stdout.isTTY === true,
    read(file) {
      try {
        const bytes = readFileSync(file === '-' ? 0 : file);
        return isGzip(bytes) ? gunzipSync(bytes) : bytes;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        throw new Error(`cannot read ${file}: ${REASONS[code] ?? code}`);
      }
    },
  };
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
