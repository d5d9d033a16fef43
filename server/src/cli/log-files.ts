import { Analysis } from '../analysis/analysis';
import { YEAR_ENDS } from '../story/lives';
import { splitFileText } from '../text/lines';
import { decode } from './decode';
import { type Io, ReadError } from './io';
import { fileName } from './screen/names';

/** How much of a file is read to find when it begins. */
const HEAD = 65_536;
const HEAD_LINES = 200;

/**
 * Files of one log by the time of their first lines, the oldest first: a log is rotated, and a shell sorts its parts by name. If no line has a
 * year, a first line of January comes after one of December. If one of the files has no time, or cannot be read twice, the given order is
 * kept.
 */
export async function inTimeOrder<T extends { readonly path: string }>(files: readonly T[], io: Io): Promise<readonly T[]> {
  if (files.length < 2 || files.some(({ path }) => path === '-')) return files;
  const timed: { readonly file: T; readonly time: number | null }[] = [];
  for (const file of files) timed.push({ file, time: await beginOf(file.path, io) });
  // A file that cannot be read is reported where it is read.
  const known = timed.filter((one) => one.time !== null);
  if (known.some(({ time }) => Number.isNaN(time))) return files;
  const order = (a: number, b: number): number => (Math.abs(a - b) > YEAR_ENDS ? b - a : a - b);
  const sorted = known.sort((a, b) => order(a.time ?? 0, b.time ?? 0));
  return [...sorted, ...timed.filter((one) => one.time === null)].map(({ file }) => file);
}

/** The time of the first line that has one, among the first lines; NaN if none does, null for a file that cannot be read. */
async function beginOf(file: string, io: Io): Promise<number | null> {
  const held: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of io.chunks(file)) {
      held.push(chunk);
      size += chunk.length;
      if (size >= HEAD) break;
    }
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
  const head = splitFileText(decode(Buffer.concat(held).subarray(0, HEAD)));
  const analysis = Analysis.of(head.slice(0, HEAD_LINES));
  for (const { entry } of analysis.entries()) if (!Number.isNaN(entry.time)) return entry.time;
  return Number.NaN;
}

/** Several files as one log: lines are numbered through, and named by their file. */
export class JoinedLines {
  private readonly files: { readonly file: string; readonly start: number; lines: number }[] = [];

  /** The first line of a file in the whole; `lines`: how many of its lines are known now. */
  startOf(file: string, lines: number): number {
    const last = this.files.at(-1);
    if (last?.file === file) {
      last.lines = Math.max(last.lines, lines);
      return last.start;
    }
    const start = last ? last.start + last.lines : 0;
    this.files.push({ file, start, lines });
    return start;
  }

  /** File and line (from 0) of a line of the whole. */
  placeOf(line: number): { readonly file: string; readonly line: number } {
    const found = this.files.findLast(({ start }) => start <= line);
    return { file: found?.file ?? '-', line: line - (found?.start ?? 0) };
  }

  /** `mail.log.1:12`; the number alone if there is only one file. */
  readonly name = (line: number): string => {
    const place = this.placeOf(line);
    return this.files.length > 1 ? `${fileName(place.file)}:${place.line + 1}` : String(place.line + 1);
  };
}
