import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { everyFileIn } from './folders';
import { processIo } from './io';

/** Names of transcripts and logs; what is in them is decided by their content. */
const NAMES = /\.(?:smtp|swaks|lmtp|log|eml|txt)$|^(?:mail\.(?:log|err|info|warn)|maillog|mainlog|rejectlog|paniclog)(?:[.-][\w.-]*)?$/i;
/** Packed files would have to be unpacked to be recognised. */
const PACKED = /\.(?:gz|zst|bz2|xz)$/i;
/** How many files are considered by name: a folder with more is probably a whole disk. */
const MOST_SEEN = 20_000;
/** Files between two pauses. */
const STEP = 500;

/**
 * Transcripts and logs below a folder (a `file:` URI), at most `most`, in the order of their names, as `check` would find them: without
 * hidden files and what a `.gitignore` excludes. Empty for a folder that cannot be read, or is on another host.
 */
export async function workspaceFiles(folder: string, most: number): Promise<{ uri: string; size: number; written: number }[]> {
  const found: { uri: string; size: number; written: number }[] = [];
  if (!folder.startsWith('file:')) return found;
  let seen = 0;
  for (const path of everyFileIn(fileURLToPath(folder), processIo())) {
    if (found.length >= most || ++seen > MOST_SEEN) break;
    if (seen % STEP === 0) await new Promise((resolve) => setImmediate(resolve));
    const name = basename(path);
    if (!NAMES.test(name) || PACKED.test(name)) continue;
    const at = await stat(path).catch(() => null);
    if (at?.isFile()) found.push({ uri: pathToFileURL(path).href, size: at.size, written: at.mtimeMs });
  }
  return found;
}

/** The text of a file of {@link workspaceFiles}; null if it can no longer be read. */
export const workspaceFile = (uri: string): Promise<string | null> => readFile(fileURLToPath(uri), 'utf8').catch(() => null);
