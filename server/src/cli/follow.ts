import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** How often a file is checked, in milliseconds: much less than a person notices, and hardly any work. */
const EVERY = 100;
const CHUNK = 1 << 20;

/**
 * The bytes of a file as they are written, from its beginning, until `SIGINT` or `SIGTERM`. A file that was moved away is read to its end
 * before the new one with its name; one that became shorter is read again from its beginning.
 */
export async function* followed(file: string): AsyncGenerator<Uint8Array> {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  let opened = openSync(file, 'r');
  let at = 0;
  let whole = true;
  try {
    while (!stop.signal.aborted) {
      const { size, ino, dev } = fstatSync(opened);
      if (size < at) at = 0;
      const bytes = Buffer.alloc(Math.min(CHUNK, size - at));
      const read = bytes.length > 0 ? readSync(opened, bytes, 0, bytes.length, at) : 0;
      at += read;
      if (read > 0) {
        whole = bytes[read - 1] === LF;
        yield bytes.subarray(0, read);
        continue;
      }
      const now = statSync(file, { throwIfNoEntry: false });
      if (now && (now.ino !== ino || now.dev !== dev)) {
        closeSync(opened);
        opened = openSync(file, 'r');
        at = 0;
        // A last line without its end is not the beginning of the new file's first line.
        if (!whole) yield Uint8Array.of(LF);
        continue;
      }
      await pause(EVERY, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  } finally {
    closeSync(opened);
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

const LF = 10;
