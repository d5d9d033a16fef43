import { basename, dirname, join, relative, resolve } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Io } from './io';

/** A file to read. */
export interface Listed {
  readonly path: string;
  /** It was named on the command line: its problems are reported; a file that was only found in a folder may be anything. */
  readonly named: boolean;
}

/** The patterns of a `.gitignore`, for paths below its folder. */
interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * The files that arguments mean: themselves, and for a folder all files below it, in the order of their names. Hidden files and folders are
 * left out, as is what a `.gitignore` there or above (up to the repository's top) excludes. `exclude`: patterns as in `.gitignore`, matched
 * against paths below a folder and against the names of given files.
 */
export function filesIn(given: readonly string[], exclude: readonly string[], io: Io): Listed[] {
  const unwanted = ignore().add([...exclude]);
  return given.flatMap((path): Listed[] => {
    const listed = path === '-' ? null : io.list(path);
    if (listed === null) return unwanted.ignores(plainPath(path)) ? [] : [{ path, named: true }];
    return [...below(path, path, layersAbove(path, io), unwanted, io)].map((file) => ({ path: file, named: false }));
  });
}

/** Every file below a folder, in the order of the names, without those that `filesIn` leaves out. */
export const everyFileIn = (folder: string, io: Io): Iterable<string> => below(folder, folder, layersAbove(folder, io), ignore(), io);

function* below(folder: string, top: string, above: readonly Layer[], unwanted: Ignore, io: Io): Generator<string> {
  const layers = withOwn(folder, above, io);
  for (const { name, folder: isFolder } of io.list(folder) ?? []) {
    if (name.startsWith('.')) continue;
    const path = folder === '.' ? name : join(folder, name);
    const slash = isFolder ? '/' : '';
    if (unwanted.ignores(relative(top, path) + slash)) continue;
    if (leftOut(path, slash, layers)) continue;
    if (isFolder) yield* below(path, top, layers, unwanted, io);
    else yield path;
  }
}

/** The innermost `.gitignore` with a matching pattern decides. */
function leftOut(path: string, slash: string, layers: readonly Layer[]): boolean {
  for (const { folder, rules } of [...layers].reverse()) {
    const { ignored, unignored } = rules.test(relative(folder, resolve(path)) + slash);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function withOwn(folder: string, above: readonly Layer[], io: Io): readonly Layer[] {
  const text = io.settings(join(folder, '.gitignore'));
  // What is not a regular file excludes nothing.
  return typeof text === 'string' ? [...above, { folder: resolve(folder), rules: ignore().add(text) }] : above;
}

function layersAbove(folder: string, io: Io): readonly Layer[] {
  const folders: string[] = [];
  let at = resolve(folder);
  while (!io.exists(join(at, '.git')) && dirname(at) !== at) {
    at = dirname(at);
    folders.unshift(at);
  }
  // Outside a repository nothing above the folder counts.
  return io.exists(join(at, '.git')) ? folders.reduce<readonly Layer[]>((layers, one) => withOwn(one, layers, io), []) : [];
}

/** A path as patterns are matched against it: without a beginning that leads out of the folder or to the root. */
const plainPath = (path: string): string => path.replace(/^(?:\.{0,2}\/)+/, '') || basename(path) || path;
