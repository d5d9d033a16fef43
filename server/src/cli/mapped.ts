import { Analysis } from '../analysis/analysis';
import { t } from '../text/l10n';
import { eachPart, type FilePart, hintsFor, listedFiles, type PartOptions, sizeOf, textOnly } from './files';
import { type Io, ReadError } from './io';
import { type Ahead, before, countLines, Order, type Task, type Work, Workers } from './jobs';
import { type Stretch, stretchesOf, WINDOW } from './parts';
import { type Counts, countsOf, Tally } from './tally';
import { UsageError } from './usage-error';

/** So many bytes at least are worth a thread, which has to load all that we know, and to become fast, before it reads. */
const WORTH_A_THREAD = 16_000_000;
/** With fewer cores threads gain nothing: while one reads, its garbage collector keeps the second core busy (48 MB: 9.0 s with one and with two). */
const FEWEST_CORES = 4;
/** Packed logs hold about so many times their size. */
const PACKED = 8;
const MOST_JOBS = 256;

/** Where a value stands that a command made of a part: lines as in `Part`. */
export interface Place {
  readonly file: string;
  readonly first: number;
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
  readonly quiet: boolean;
  /** The part itself; null where a thread read it. */
  readonly part: FilePart | null;
  /** The lines of the analysis up to `to`. */
  lines(): readonly string[];
}

export interface Use<C, V> {
  /** What the work is told of a file beside its parts; data, where the part is not read here (null). */
  context(file: string, part: FilePart | null): C;
  /** Takes in values in the order of the files and of their parts; true as in `eachPart`. */
  use(value: V, place: Place): unknown;
  /** What is said at the end hangs on the last part of each file: it is read here. */
  readonly lastHere?: boolean;
}

/** `--jobs`: a number from 1; undefined where it is not given. */
function jobsIn(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(given) || Number(given) > MOST_JOBS) throw new UsageError(t('--jobs takes a number from 1 to {0}', MOST_JOBS));
  return Number(given);
}

/**
 * Makes something of the parts of files of any length, otherwise as `eachPart`: in as many threads as `--jobs` says; without it in one, or, with
 * `FEWEST_CORES` or more, in as many as there are cores for and work to do. Standard input and files that grow are read in one. What is used, and in which order, does not depend on their number.
 */
export async function eachMapped<C, V>(
  files: readonly string[],
  options: PartOptions & { readonly jobs?: string },
  io: Io,
  work: Work<C, V>,
  { context, use, lastHere = false }: Use<C, V>,
): Promise<Tally> {
  const asked = jobsIn(options.jobs);
  const listed = await listedFiles(files, options, io);
  const live = options.follow === true || listed.some(({ path }) => path === '-');
  const most = (): number => {
    if (io.cores < FEWEST_CORES) return 1;
    const bytes = listed.reduce((sum, { path }) => sum + (io.size(path) ?? 0) * (/\.(?:gz|zst)$/.test(path) ? PACKED : 1), 0);
    return Math.min(io.cores, Math.floor(bytes / WORTH_A_THREAD));
  };
  const jobs = live || io.worker === null ? 1 : (asked ?? most());
  if (jobs <= 1 || io.worker === null)
    return eachPart(files, options, io, (part) =>
      use(work.map(part, context(part.file, part)), { ...part, part, lines: () => linesOf(part) }),
    );

  const tally = new Tally(io, sizeOf(listed, io));
  const workers = new Workers(io.worker, jobs);
  const emit = async (value: Counted<V>, place: Place): Promise<void> => {
    tally.count(value.counts);
    tally.makeRoom();
    if (use(value.value, place) === true) tally.know();
    await io.drained();
  };
  let failed: string | null = null;
  try {
    for await (const item of ahead(readings(listed), jobs)) {
      if (item.kind === 'begin') {
        tally.begin(item.file, item.named);
        failed = null;
      } else if (item.kind === 'error') tally.fail(item.message);
      else if (failed === null) await taken(item).catch(fail);
    }
  } finally {
    await workers.close();
  }
  return tally;

  function fail(error: unknown): void {
    if (!(error instanceof ReadError)) throw error;
    failed = error.message;
    tally.fail(error.message);
  }

  async function taken(item: Exclude<Item, { kind: 'begin' | 'error' }>): Promise<void> {
    if (item.kind === 'end') {
      tally.end();
      return;
    }
    const { file, order } = item;
    tally.read(item.stretch.bytes.length);
    const told = { file, from: 0, quiet: false };
    if (item.kind === 'last') {
      const found = item.done && (await item.done);
      const first = order.first;
      const lines = order.rest(item.stretch);
      const place = { ...told, first, to: lines.length, last: true, lines: () => lines };
      if (found) return emit(found.value as Counted<V>, { ...place, part: null });
      const analysis = Analysis.of(lines, hintsFor(file, options.as));
      const part = { ...place, analysis, alone: first === 0 };
      return emit(counted(work, part, context(file, part)), { ...place, part });
    }
    const found = await order.take(item);
    if (!found) return;
    const to = found.end - found.start;
    await emit(found.value as Counted<V>, {
      ...told,
      first: found.start,
      to,
      last: false,
      part: null,
      lines: () => order.lines().slice(0, to),
    });
    order.told(found.end);
  }

  async function* readings(all: typeof listed): AsyncGenerator<Item> {
    for (const { path, named } of all) {
      yield { kind: 'begin', file: path, named };
      try {
        const task = { work: work.name, file: path, hints: hintsFor(path, options.as), context: context(path, null) };
        const run = (one: Task) => workers.run(one);
        const order = new Order(task, run);
        let line = 0;
        let previous: Uint8Array | null = null;
        for await (const stretch of stretchesOf(textOnly(path, named, io.chunks(path), io), WINDOW)) {
          const one = { ...task, stretches: [stretch], skip: 0, line };
          if (stretch.last) {
            const done = previous === null && !lastHere ? run(one) : null;
            yield { kind: 'last', file: path, order, stretch, done };
            continue;
          }
          const lines = countLines(stretch);
          const done: Ahead['done'] = order.guessing ? run({ ...one, ...(previous && { before: before(previous) }) }) : null;
          yield { kind: 'more', file: path, order, stretch, line, lines, done };
          line += lines;
          previous = stretch.bytes;
        }
        yield { kind: 'end' };
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        yield { kind: 'error', message: error.message };
      }
    }
  }
}

interface Counted<V> {
  readonly counts: Counts;
  readonly value: V;
}

/** What a command makes of a part, and what the end of every command tells of it. */
export const counted = <C, V>(work: Work<C, V>, part: FilePart, context: C): Counted<V> => ({
  counts: countsOf(part),
  value: work.map(part, context),
});

type Item =
  | { readonly kind: 'begin'; readonly file: string; readonly named: boolean }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'end' }
  | ({ readonly kind: 'more'; readonly file: string; readonly order: Order } & Ahead)
  | { readonly kind: 'last'; readonly file: string; readonly order: Order; readonly stretch: Stretch; readonly done: Ahead['done'] };

/** The same items, of which so many that are read by threads are begun before the first of them is used: one more than there are threads. */
async function* ahead(items: AsyncGenerator<Item>, jobs: number): AsyncGenerator<Item> {
  const queue: Item[] = [];
  let begun = 0;
  let over = false;
  const begins = ({ kind }: Item): number => Number(kind === 'more' || kind === 'last');
  try {
    while (!over || queue.length > 0) {
      while (!over && begun <= jobs) {
        const next = await items.next();
        if (next.done) over = true;
        else {
          queue.push(next.value);
          begun += begins(next.value);
        }
      }
      const item = queue.shift();
      if (!item) return;
      yield item;
      begun -= begins(item);
    }
  } finally {
    await items.return(undefined);
  }
}

function linesOf({ analysis, to }: FilePart): readonly string[] {
  return Array.from({ length: to }, (_, line) => analysis.lines.line(line));
}
