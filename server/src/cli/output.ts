import { accessSync, closeSync, constants, openSync, statSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * A function that writes to `file`, which is emptied or created only with its first text, or, if there is none, when the process ends with a
 * status below 2: a run that fails leaves the file of an earlier one as it is. Throws at once what `open` throws for a file that cannot be written.
 */
export function outputTo(file: string): (text: string) => void {
  const known = statSync(file, { throwIfNoEntry: false });
  if (!known) accessSync(dirname(resolve(file)), constants.W_OK);
  else if (known.isFile() || known.isDirectory()) closeSync(openSync(file, 'r+'));
  let opened: number | null = null;
  const open = (): number => {
    opened ??= openSync(file, 'w');
    return opened;
  };
  process.once('exit', (status) => {
    if (opened !== null || status < 2) closeSync(open());
  });
  return (text) => void writeSync(open(), text);
}

/** Whether two names are those of one file on a disk, through links as well. False for what does not exist, and for devices and pipes. */
export function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((file) => statSync(file, { throwIfNoEntry: false, bigint: true }));
  return first?.isFile() === true && first.ino === second?.ino && first.dev === second.dev;
}
