import { Analysis } from '../analysis/analysis';
import { splitFileText, textOf } from '../text/lines';
import { decode } from './io';

/** A stretch of a file, read. Whatever stands in it is what the whole file would show there. */
export interface Part {
  readonly analysis: Analysis;
  /** Line of the file (from 0) at which the analysis begins. */
  readonly first: number;
  /** The part is the whole file: what is known only of a whole log may be said of it. */
  readonly alone: boolean;
}

/** So many bytes are read at once: a smaller file is one part, a longer one needs memory for little more than this. */
const WINDOW = 16 * 1024 * 1024;

/**
 * Reads a file of any length in constant memory. A part ends where a unit ends whose reading did not look at the part's last line: what
 * follows cannot change it (DESIGN, "Speed"). Only a unit longer than the window is held whole. Never throws; what `chunks` throws passes.
 */
export async function* partsOf(
  chunks: AsyncIterable<Uint8Array>,
  hints: Parameters<typeof Analysis.of>[1],
  window: number = WINDOW,
): AsyncGenerator<Part> {
  let carried: string[] = [];
  let first = 0;
  // Lines that an attempt left over are read again only together with as many new ones: long units cost no more than twice.
  let wanted = 0;
  for await (const { lines, last } of stretchesOf(chunks, window)) {
    const all = carried.length > 0 ? carried.concat(lines) : lines;
    if (!last && all.length < wanted) {
      carried = all;
      continue;
    }
    const whole = Analysis.of(textOf(all), hints);
    const analysis = last ? whole : whole.settled();
    const end = last ? all.length : analysis.end;
    if (end > 0) yield { analysis, first, alone: last && first === 0 };
    carried = all.slice(end);
    wanted = 2 * carried.length;
    first += end;
  }
}

interface Stretch {
  readonly lines: string[];
  readonly last: boolean;
}

/** Whole lines of about `window` bytes each. The last stretch ends with the file; the empty line behind a final line end is only there. */
async function* stretchesOf(chunks: AsyncIterable<Uint8Array>, window: number): AsyncGenerator<Stretch> {
  let held: Uint8Array[] = [];
  let size = 0;
  let enough = window;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < enough) continue;
    const bytes = Buffer.concat(held);
    const cut = isUtf16(bytes) ? 0 : bytes.lastIndexOf(LF) + 1;
    if (cut > 0) {
      const lines = splitFileText(decode(bytes.subarray(0, cut)));
      lines.pop();
      yield { lines, last: false };
    }
    // A copy, so that the bytes already read can be freed.
    held = [cut > 0 ? Buffer.from(bytes.subarray(cut)) : bytes];
    size = held[0].length;
    enough = cut > 0 ? window : 2 * size;
  }
  yield { lines: splitFileText(decode(Buffer.concat(held))), last: true };
}

const LF = 10;

/** Text with a UTF-16 byte order mark is read whole: it is what a Windows shell wrote, not a server's log of gigabytes. */
const isUtf16 = (bytes: Uint8Array): boolean => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
