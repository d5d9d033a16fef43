import { setTimeout as pause } from 'node:timers/promises';
import { Analysis } from '../analysis/analysis';
import { MOST_PLAIN, REACH } from '../analysis/unit';
import { t } from '../text/l10n';
import { lineEndsOf, splitFileText } from '../text/lines';
import { decode } from './decode';
import { ReadError } from './io';

/** A stretch of a file, read. The reading of `[from, to)` is what the whole file would give there. */
export interface Part {
  readonly analysis: Analysis;
  /** Line of the file (from 0) at which the analysis begins. */
  readonly first: number;
  /** Lines of the analysis that this part reports; an earlier part has reported those before. */
  readonly from: number;
  readonly to: number;
  /** The line end after each line of the analysis that has one, as in the file; only where they were asked for. */
  readonly ends?: readonly string[];
  /** The part is the whole file: what only a whole log shows may be reported. */
  readonly alone: boolean;
  /** The file ends with it: what only a whole log shows may be reported. */
  readonly last: boolean;
  /** It was delivered because the input paused: its results should be printed now. */
  readonly quiet: boolean;
}

/** Whether a part has a session or a line of a log; reads no further than to the first one. */
export const isRecognised = ({ analysis, to }: Pick<Part, 'analysis' | 'to'>): boolean =>
  !analysis.sessions(0, to).next().done || !analysis.entries(0, to).next().done;

interface PartsOptions {
  readonly window?: number;
  readonly live?: boolean;
  readonly ends?: boolean;
}

/** How many bytes are read at once: a smaller file is one part, a longer one needs little more memory than this. */
export const WINDOW = 2 * 1024 * 1024;
/** A pipe is quiet after this many milliseconds without input: what came is reported, well within the 200 ms that people call at once. */
const QUIET = 100;
/** A dialogue with more lines than this that has not ended is not read again at every pause. */
const LONG = 5000;

/**
 * Reads a file of any length in constant memory. A part ends at the end of a unit whose reading did not depend on the part's last line:
 * what follows cannot change it (DESIGN, "Speed"). Only a unit longer than the window is held as a whole. If the input pauses, independent
 * lines (those of a log) are reported at once; a dialogue waits for its end. Errors of `chunks` are passed on; a line without an end throws
 * a `ReadError`.
 *
 * `window`: bytes that are read at once; `live`: more may be written at any time. A file on disk does not grow while it is read: if a busy
 * machine is slow to read it, that is not a pause. `ends`: line ends are wanted too.
 */
export async function* partsOf(
  chunks: AsyncIterable<Uint8Array>,
  hints: Parameters<typeof Analysis.of>[1],
  { window = WINDOW, live = true, ends: withEnds = false }: PartsOptions = {},
): AsyncGenerator<Part> {
  let carried: string[] = [];
  let ends: string[] = [];
  let first = 0;
  let told = 0;
  // Lines left over by an attempt are read again only together with at least as many new ones: long units cost no more than twice.
  let wanted = 0;
  for await (const stretch of stretchesOf(live ? withPauses(chunks) : chunks, window)) {
    const { last, quiet } = stretch;
    const lines = linesIn(stretch);
    const all = carried.length > 0 ? carried.concat(lines) : lines;
    carried = all;
    if (withEnds) ends = ends.concat(endsIn(stretch));
    if (!last && all.length < wanted && !(quiet && all.length < LONG)) continue;
    const whole = Analysis.of(all, hints);
    const settled = last ? whole : whole.settled();
    const end = last ? all.length : cutOf(settled);
    const to = quiet ? endOfPlain(whole, end) : end;
    const alone = last && first === 0 && told === 0;
    if (to > told) yield { analysis: quiet ? whole : settled, first, from: told, to, alone, last, quiet, ...(withEnds && { ends }) };
    told = Math.max(0, Math.max(told, to) - end);
    carried = all.slice(end);
    ends = ends.slice(end);
    wanted = 2 * carried.length;
    first += end;
  }
}

/** So many lines before its end a part is cut where only plain lines stand: nothing before them looked so far ahead. */
export const AHEAD = REACH + MOST_PLAIN;

/**
 * Where what is settled may be cut, so that the place does not hang on where the reading began: plain lines are grouped from there on. A
 * line of the analysis; at most `settled.end`.
 */
export function cutOf(settled: Analysis): number {
  const at = settled.lines.count - AHEAD;
  if (at <= 0 || at >= settled.end) return settled.end;
  const { unit, start } = settled.unitAt(at);
  return unit.choice || unit.bounce ? start + unit.lines : at;
}

/** The line after the plain units that follow line `from`. */
function endOfPlain(analysis: Analysis, from: number): number {
  let end = from;
  for (const { unit, start } of analysis.unitsIn(from)) {
    if (unit.choice || unit.bounce) break;
    end = start + unit.lines;
  }
  return end;
}

/** Bytes of a file up to a line end, or to the end of the file. */
export interface Stretch {
  readonly bytes: Uint8Array;
  /** Others came before it. */
  readonly began: boolean;
  readonly last: boolean;
  readonly quiet: boolean;
}

/** The lines of a stretch; the empty line behind a final line end is only in the last one. */
export function linesIn({ bytes, began, last }: Omit<Stretch, 'quiet'>): string[] {
  const text = decode(bytes);
  // In a file with LF line ends, CR alone does not end a line.
  if (last) return began && !text.includes('\n') ? [text] : splitFileText(text);
  const lines = splitFileText(text);
  lines.pop();
  return lines;
}

/** The line ends of those lines, in order. */
function endsIn({ bytes, began, last }: Stretch): string[] {
  const text = decode(bytes);
  return last && began && !text.includes('\n') ? [] : lineEndsOf(text);
}

/** Whole lines of about `window` bytes each, or what came before a pause. The last stretch ends with the file. */
export async function* stretchesOf(chunks: AsyncIterable<Uint8Array | null>, window: number): AsyncGenerator<Stretch> {
  let held: Uint8Array[] = [];
  let size = 0;
  let enough = window;
  let began = false;
  for await (const chunk of chunks) {
    const quiet = chunk === null;
    if (chunk) {
      held.push(chunk);
      size += chunk.length;
    }
    if (quiet ? size === 0 : size < enough) continue;
    const bytes = Buffer.concat(held);
    const cut = isUtf16(bytes) ? 0 : bytes.lastIndexOf(LF) + 1;
    if (cut > 0) {
      yield { bytes: bytes.subarray(0, cut), began, last: false, quiet };
      began = true;
    }
    if (cut === 0 && size > (isUtf16(bytes) ? 4 : 1) * LONGEST_LINE)
      throw new ReadError(t('a line is longer than {0} MB: this is neither a log nor a transcript', LONGEST_LINE / 1e6));
    // A copy, because otherwise the bytes already read could not be freed.
    held = [cut > 0 ? Buffer.from(bytes.subarray(cut)) : bytes];
    size = held[0].length;
    enough = cut > 0 ? window : 2 * size;
  }
  yield { bytes: Buffer.concat(held), began, last: true, quiet: false };
}

/** The chunks, and one `null` during each pause. */
async function* withPauses(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    for (let next = source.next(); ; next = source.next()) {
      const timer = new AbortController();
      const silence = pause(QUIET, null, { signal: timer.signal }).catch(() => null);
      const first = await Promise.race([next, silence]);
      timer.abort();
      if (first === null) yield null;
      const got = first ?? (await next);
      if (got.done) return;
      yield got.value;
    }
  } finally {
    await source.return?.();
  }
}

export const LF = 10;
/** Bytes of a line. A file with a longer one (a device, a packed file made to fill the memory) is taken to be endless. */
const LONGEST_LINE = 64_000_000;

/** Text with a UTF-16 byte order mark is read as a whole: a Windows shell wrote it, and it is not a server's log of gigabytes. */
export const isUtf16 = (bytes: Uint8Array): boolean => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
