import { isUtf8 } from 'node:buffer';
import type { Worker } from 'node:worker_threads';
import { Analysis } from '../analysis/analysis';
import { t } from '../text/l10n';
import { splitFileText } from '../text/lines';
import type { FilePart } from './files';
import { ReadError } from './io';
import { AHEAD, cutOf, LF, linesIn, type Stretch } from './parts';
import { fileName } from './screen/names';

/** What a command makes of a part: in a thread of its own where there are several, so that context and value must be data there. */
export interface Work<C, V> {
  readonly name: string;
  readonly map: (part: FilePart, context: C) => V;
}

type Hints = NonNullable<Parameters<typeof Analysis.of>[1]>;

/** A stretch of a file for a thread to read. */
export interface Task {
  readonly work: string;
  readonly file: string;
  readonly hints: Hints;
  readonly context: unknown;
  /** Whole stretches; the reading begins `skip` lines behind the beginning of the first. */
  readonly stretches: readonly Omit<Stretch, 'quiet'>[];
  readonly skip: number;
  /** Line of the file (from 0) at which the first stretch begins. */
  readonly line: number;
  /** Where reading begins is not known yet: the lines before the stretch, in which a thread looks for it. */
  readonly before?: { readonly bytes: Uint8Array; readonly utf8: boolean };
}

/** What a thread read: lines `[start, end)` of the file; `value` is missing where no unit of them is settled. */
export interface Done {
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
}

/** So many lines before a stretch are looked through for the beginning of what goes on in it. */
const BEFORE = 2 * AHEAD;
/** In so many bytes at most. */
const BYTES_BEFORE = 1 << 20;

/** Lines that end in `bytes`. */
function linesEnding(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}

/** The lines that come before a stretch, at the end of the one before it; decoded as all of that. */
export function before(bytes: Uint8Array): Task['before'] {
  const least = Math.max(0, bytes.length - BYTES_BEFORE);
  let from = bytes.length - 1;
  for (let lines = 0; lines < BEFORE && from > least; lines++) from = bytes.lastIndexOf(LF, from - 1);
  // A copy, as a thread would be sent all of what this is a piece of.
  return { bytes: Uint8Array.from(bytes.subarray(from + 1)), utf8: isUtf8(bytes) };
}

/** Does a task: reads as `partsOf` would if it came there, and maps what is settled. */
export function done({ stretches, skip, line, before: head, file, hints, context }: Task, map: Work<unknown, unknown>['map']): Done {
  const own = stretches.flatMap(linesIn);
  let lines = skip > 0 ? own.slice(skip) : own;
  let start = line + skip;
  if (head) {
    const text = new TextDecoder(head.utf8 ? 'utf-8' : 'windows-1252', { ignoreBOM: true }).decode(head.bytes);
    const earlier = splitFileText(text);
    earlier.pop();
    const end = cutOf(Analysis.of(earlier, hints).settled());
    lines = earlier.slice(end).concat(own);
    start = line - (earlier.length - end);
  }
  const last = stretches[stretches.length - 1].last;
  const whole = Analysis.of(lines, hints);
  const analysis = last ? whole : whole.settled();
  const to = last ? lines.length : cutOf(analysis);
  if (to === 0) return { start, end: start };
  const part = { file, analysis, first: start, from: 0, to, alone: last && start === 0, last, quiet: false };
  return { start, end: start + to, value: map(part, context) };
}

/** A thread, and what it does now. */
interface Thread {
  readonly worker: Worker;
  current: Waiting | null;
}

interface Waiting {
  readonly task: Task;
  resolve(done: Done): void;
  reject(error: ReadError): void;
}

/** Threads that do tasks, as many as there are jobs; made when they are needed. */
export class Workers {
  private readonly waiting: Waiting[] = [];
  private readonly threads = new Set<Thread>();

  constructor(
    private readonly make: () => Worker,
    private readonly jobs: number,
  ) {}

  /** What a thread makes of a task; rejects with a `ReadError` where it fails. */
  run(task: Task): Promise<Done> {
    const result = new Promise<Done>((resolve, reject) => this.waiting.push({ task, resolve, reject }));
    // Who asked may still be busy with an earlier part.
    result.catch(() => undefined);
    this.next();
    return result;
  }

  private next(): void {
    if (this.waiting.length === 0) return;
    const idle = [...this.threads].find(({ current }) => current === null) ?? (this.threads.size < this.jobs ? this.begin() : null);
    if (!idle) return;
    idle.current = this.waiting.shift() ?? null;
    if (idle.current) idle.worker.postMessage(idle.current.task);
  }

  private begin(): Thread {
    const thread: Thread = { worker: this.make(), current: null };
    this.threads.add(thread);
    thread.worker.on('message', (done: Done) => {
      const { current } = thread;
      thread.current = null;
      this.next();
      current?.resolve(done);
    });
    const failed = (reason: string): void => {
      if (!this.threads.delete(thread)) return;
      const { current } = thread;
      if (current) current.reject(new ReadError(t('cannot read {0}: {1}', fileName(current.task.file), reason)));
      this.next();
    };
    // What is thrown in a thread arrives as a copy, and may be no Error here.
    thread.worker.on('error', (error: unknown) => failed(String((error as { message?: unknown } | null)?.message ?? error)));
    thread.worker.on('exit', (code) => failed(`exit ${code}`));
    return thread;
  }

  async close(): Promise<void> {
    const all = [...this.threads];
    this.threads.clear();
    await Promise.all(all.map(({ worker }) => worker.terminate()));
  }
}

/** A stretch on its way: where it begins, how many lines it has, and what a thread made of it ahead of its turn. */
export interface Ahead {
  readonly stretch: Stretch;
  readonly line: number;
  readonly lines: number;
  readonly done: Promise<Done> | null;
}

/**
 * The order of one file's stretches: decides what each of them is the reading of. A thread reads a stretch before it is known where the units
 * begin that go on in it; what it guessed is kept where that is where the stretch before ended, else the stretch is read again.
 */
export class Order {
  private start = 0;
  private wanted = 0;
  private pending: { readonly stretch: Stretch; readonly line: number; readonly lines: number }[] = [];
  /** A guess failed, and units are still longer than what is looked through: guessing costs and gives nothing. */
  guessing = true;

  constructor(
    private readonly task: Omit<Task, 'stretches' | 'skip' | 'line' | 'before'>,
    private readonly run: (task: Task) => Promise<Done>,
  ) {}

  /** The lines from `start` to the end of the stretch that was taken last, as they were read. */
  lines(): string[] {
    const all = this.pending.flatMap(({ stretch }) => linesIn(stretch));
    return all.slice(this.start - (this.pending[0]?.line ?? 0));
  }

  /** The first of the lines that are still to be told. */
  get first(): number {
    return this.start;
  }

  /** Takes the next stretch that is not the last; null where what it holds waits for more. Call `told` behind what it gives. */
  async take({ stretch, line, lines, done }: Ahead): Promise<Done | null> {
    this.pending.push({ stretch, line, lines });
    const all = line + lines - this.start;
    if (all < this.wanted) return null;
    const guessed = done && (await done);
    const found = guessed?.start === this.start ? guessed : await this.run(this.exact());
    const left = all - (found.end - found.start);
    this.guessing = left < BEFORE;
    this.wanted = 2 * left;
    if (found.end === found.start) return null;
    return found;
  }

  /** What was taken is told up to a line of the file. */
  told(end: number): void {
    this.start = end;
    this.pending = this.pending.filter(({ line, lines }) => line + lines > end);
  }

  private exact(): Task {
    const [{ line }] = this.pending;
    return { ...this.task, stretches: this.pending.map(({ stretch }) => stretch), skip: this.start - line, line };
  }

  /** The last lines of the file, with what was left over. */
  rest(stretch: Stretch): string[] {
    const lines = this.lines();
    this.pending = [];
    return lines.concat(linesIn(stretch));
  }
}

/** Lines of a stretch that is not the last. */
export const countLines = (stretch: Stretch): number => linesEnding(stretch.bytes);
