import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

let folder: Promise<string> | undefined;

/**
 * Writes a page to a file that only its reader can see, in a folder that is removed with this process; returns the file's URI. `name`: the
 * file's name, any text with an extension; characters that a file name cannot have become `-`. The same name is the same file.
 */
export async function writePage(name: string, text: string): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'smtp-lens-')).then((path) => {
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    return path;
  });
  const plain = name.replace(/[^\p{L}\p{N}.-]+/gu, '-').slice(-100);
  // A name that begins with a dot is hidden, or another folder.
  const path = join(await folder, plain.replace(/^[.-]{1,100}/, '') || 'page');
  await writeFile(path, text, { mode: 0o600 });
  return pathToFileURL(path).href;
}
