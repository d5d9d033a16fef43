import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FOLDER_FILE } from '../rules/folder-file';

/** An editor saves in several steps: after this many milliseconds without another change, they are complete. */
const SETTLED = 80;

/** Yields whenever something was changed. Whoever does not read to the end closes it: what is watched keeps the process alive. */
export interface Changes extends AsyncIterable<void> {
  close(): void;
}

/**
 * Yields whenever one of the files, something in one of the folders, or a `.smtp-lens.json` beside them was changed since it was called,
 * until `SIGINT` or `SIGTERM`. Folders are watched instead of their files, because an editor replaces a file by another one with the same
 * name. Throws where there is nothing to watch.
 */
export function changes(paths: readonly string[]): Changes {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  let changed = 0;
  let wake = (): void => undefined;
  const note = (): void => {
    changed++;
    wake();
  };
  stop.signal.addEventListener('abort', note);
  const watchers: FSWatcher[] = [];
  const close = (): void => {
    for (const one of watchers) one.close();
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
  try {
    for (const path of paths) watchers.push(watcher(path, note));
  } catch (error) {
    close();
    throw error;
  }
  const all = async function* (): AsyncGenerator<void> {
    try {
      while (!stop.signal.aborted) {
        const seen = changed;
        if (seen === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        await pause(SETTLED);
        if (changed !== seen || stop.signal.aborted) continue;
        changed = 0;
        yield;
      }
    } finally {
      close();
    }
  };
  return { close, [Symbol.asyncIterator]: all };
}

function watcher(path: string, note: () => void): FSWatcher {
  const folder = statSync(path).isDirectory();
  const concerns = (name: string): boolean => {
    if (!folder) return name === basename(path) || name === FOLDER_FILE;
    // What a repository or an editor keeps for itself is not checked either.
    return name.split(sep).every((part) => !part.startsWith('.') || part === FOLDER_FILE);
  };
  const found = watch(folder ? path : dirname(path), { recursive: folder }, (_, name) => {
    if (name === null || concerns(name)) note();
  });
  // A folder that was removed reports nothing any more; the next run says so.
  return found.on('error', note);
}
