import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { type FolderText, LONGEST_FILE } from '../rules/folder-file';
import { decode } from './decode';

/**
 * The text of a settings file, null if there is none. It may come from a stranger: only a regular file is opened (no link, device or pipe,
 * which may never end or belong to someone else), and no more of it is read than such a file may contain. Never throws.
 */
export function readSettingsFile(path: string): FolderText {
  let opened: number | undefined;
  try {
    if (!lstatSync(path).isFile()) return { refused: 'no-file' };
    // It may have been replaced by now: a link is not followed, and a pipe is not waited for.
    opened = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(opened).isFile()) return { refused: 'no-file' };
    const bytes = new Uint8Array(LONGEST_FILE + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < bytes.length; size += read) read = readSync(opened, bytes, size, bytes.length - size, null);
    return size > LONGEST_FILE ? { refused: 'too-long' } : decode(bytes.subarray(0, size));
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    return gone ? null : { refused: 'no-file' };
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}
