import { Analysis } from '../analysis/analysis';
import type { EntryAt } from '../analysis/unit';
import type { LogEntry } from '../formats/log';
import { firstFrom } from '../text/bisect';
import { withoutEnd } from '../text/ends';
import { decode } from './decode';
import { textOnly } from './files';
import type { Listed } from './folders';
import { type Io, ReadError } from './io';
import { JoinedLines } from './log-files';
import type { Needles } from './needles';
import { isRecognised, isUtf16, LF, linesIn, partsOf, type Stretch, stretchesOf, WINDOW } from './parts';
import { Source } from './source';
import type { Tally } from './tally';

/** Lines `[from, to)` of a log, from 0. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** Some lines of a log, read as if they were all; with the numbers (from 0) that they have in it. */
export class Excerpt {
  readonly analysis: Analysis;

  constructor(
    lines: readonly string[],
    private readonly numbers: readonly number[],
  ) {
    // The empty line after the last line end.
    this.analysis = Analysis.of([...lines, '']);
  }

  /** The log lines of the excerpt. */
  *entries(): Generator<EntryAt> {
    for (const { line, entry } of this.analysis.entries()) yield { line: this.numbers[line], entry };
  }

  /** Where line `n` of the log stands in the excerpt; a line that it has not: behind its end. */
  private placeOf(n: number): number {
    const at = firstFrom(this.numbers, n, (number) => number);
    return this.numbers[at] === n ? at : this.analysis.lines.count;
  }

  /** What the lines `[from, to)` of the log say, as far as the excerpt has them. */
  within({ from, to }: Lines): Analysis {
    const lines: string[] = [];
    for (let at = firstFrom(this.numbers, from, (number) => number); this.numbers[at] < to; at++) lines.push(this.analysis.lines.line(at));
    return Analysis.of(lines.length > 0 ? lines : ['']);
  }

  /** The text of line `n` of the log; empty for one that the excerpt has not. */
  readonly text = (n: number): string => this.analysis.lines.line(this.placeOf(n));

  readonly entry = (n: number): LogEntry | null => {
    const at = this.placeOf(n);
    return at < this.analysis.lines.count ? this.analysis.entryAt(at) : null;
  };
}

/**
 * A log of any length, in one file or several, of which only the lines are decoded and read that tell of something. It can be read several
 * times: each reading goes over the bytes.
 */
export class SearchedLog {
  /** How lines of the whole are named. */
  readonly joined = new JoinedLines();
  private files: readonly LogFile[];
  private first = true;
  /** Lines of all files. */
  count = 0;

  constructor(
    listed: readonly Listed[],
    private readonly io: Io,
    private readonly tally: Tally,
  ) {
    this.files = listed.map(({ path, named }) => ({ file: path, named, source: new Source(path, io) }));
  }

  /** The lines that have one of the needles, and those that are wanted (ascending). Files that cannot be read are told once and left out. */
  async read(needles: Needles, wanted: readonly Lines[] = [], window = WINDOW): Promise<Excerpt> {
    const lines: string[] = [];
    const numbers: number[] = [];
    const readable: LogFile[] = [];
    let start = 0;
    for (const one of this.files) {
      const before = lines.length;
      if (this.first) this.tally.begin(one.file, one.named);
      try {
        const end = await this.readFile(one, start, { needles, wanted, lines, numbers }, window);
        if (this.first) {
          this.joined.startOf(one.file, end - start);
          if (lines.length > before || (await this.isRecognised(one, window))) this.tally.know();
          this.tally.end();
        }
        start = end;
        readable.push(one);
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        this.tally.fail(error.message);
        // What was read of it has numbers that the next file's lines get.
        lines.length = before;
        numbers.length = before;
      }
    }
    this.count = start;
    this.files = readable;
    this.first = false;
    return new Excerpt(lines, numbers);
  }

  private async readFile(
    { file, named, source }: LogFile,
    start: number,
    { needles, wanted, lines, numbers }: Taken,
    window: number,
  ): Promise<number> {
    let line = start;
    for await (const stretch of stretchesOf(this.chunks({ file, named, source }), window))
      for (const text of linesOf(stretch, needles, (n) => isIn(wanted, n), line)) {
        if (typeof text === 'string') {
          lines.push(text);
          numbers.push(line);
        }
        line++;
      }
    return line;
  }

  private chunks({ file, named, source }: LogFile): AsyncGenerator<Uint8Array> {
    return textOnly(file, named, source.chunks(), this.io, (bytes) => this.tally.read(bytes));
  }

  /** Whether a file has a session or a line of a log; reads no further than to the first one. */
  private async isRecognised(one: LogFile, window: number): Promise<boolean> {
    for await (const part of partsOf(this.chunks(one), {}, { live: false, window })) if (isRecognised(part)) return true;
    return false;
  }
}

interface LogFile {
  readonly file: string;
  readonly named: boolean;
  readonly source: Source;
}

interface Taken {
  readonly needles: Needles;
  readonly wanted: readonly Lines[];
  readonly lines: string[];
  readonly numbers: number[];
}

const isIn = (wanted: readonly Lines[], line: number): boolean => {
  const at = firstFrom(wanted, line + 1, ({ to }) => to);
  return at < wanted.length && wanted[at].from <= line;
};

/** The lines of a stretch in order: their text, or null for those that nobody asked for. `first`: the number of its first line. */
function* linesOf(stretch: Stretch, needles: Needles, isWanted: (line: number) => boolean, first: number): Generator<string | null> {
  const { bytes, last } = stretch;
  const found =
    bytes.includes(LF) && !isUtf16(bytes)
      ? needles.in(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))
      : false;
  if (found === false) {
    const all = linesIn(stretch);
    if (last && all.at(-1) === '') all.pop();
    yield* all;
    return;
  }
  const places = found[Symbol.iterator]();
  let next = places.next();
  let line = first;
  for (let at = 0; at < bytes.length; line++) {
    const lineEnd = bytes.indexOf(LF, at);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    let taken = isWanted(line);
    for (; !next.done && next.value < end; next = places.next()) taken = true;
    yield taken ? withoutEnd(decode(bytes.subarray(at, end)), '\r') : null;
    at = end + 1;
  }
}
