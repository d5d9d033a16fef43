import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { logText } from '../../../bench/generate';
import { checkWork } from '../../src/cli/check-part';
import type { FilePart } from '../../src/cli/files';
import type { Io } from '../../src/cli/io';
import { before, countLines, done, Order, type Task, type Work } from '../../src/cli/jobs';
import { run } from '../../src/cli/main';
import { counted } from '../../src/cli/mapped';
import { partsOf, type Stretch, stretchesOf } from '../../src/cli/parts';
import { repliesWork } from '../../src/cli/replies';
import { sessionsWork } from '../../src/cli/sessions';
import { mixed, transcript } from './mixed';
import { terminal } from './terminal';

vi.setConfig({ testTimeout: 60_000 });

describe('several threads', () => {
  /** Does in this thread what a thread would; counts the tasks, and how many of them are on their way at once. */
  function here(tasks: { all: number; most: number; closed: number }): NonNullable<Io['worker']> {
    let now = 0;
    return () => {
      const tell = new Map<string, (value: unknown) => void>();
      const thread = {
        on: (event: string, listener: (value: unknown) => void) => tell.set(event, listener),
        postMessage(task: Task) {
          tasks.all++;
          tasks.most = Math.max(tasks.most, ++now);
          const work = [checkWork, repliesWork].find(({ name }) => name === task.work) as Work<unknown, unknown>;
          const value = structuredClone(done(structuredClone(task), (part: FilePart, context) => counted(work, part, context)));
          setImmediate(() => {
            now--;
            tell.get('message')?.(value);
          });
        },
        terminate: async () => void tasks.closed++,
      };
      return thread as unknown as Worker;
    };
  }

  /** Lines that nobody reads much of, with a dialogue or a refusal between them: a file of several windows that costs next to nothing. */
  const padding = `${'x'.repeat(40_000)}\n`.repeat(30);
  const log = logText(0.004);
  const large = [log, padding, transcript, padding, log, transcript, padding, padding, transcript].join('\n');
  const files = { 'a.smtp': transcript, 'large.log': large, 'b.log': log, 'image.log': 'x\0\0x' };

  it.each([
    ['check', '--format', 'json'],
    ['replies', '--format', 'json'],
  ])('print what one does: %s %s %s', async (...command) => {
    const asked = [...command, 'a.smtp', 'nowhere.log', 'large.log', 'image.log', 'b.log'];
    const one = terminal(files);
    const status = await run(asked, one.io, '0');
    expect(one.printed.out.split('\n').length).toBeGreaterThan(15);
    for (const jobs of [2, 3]) {
      const tasks = { all: 0, most: 0, closed: 0 };
      const several = terminal(files);
      expect(await run([...asked, '--jobs', String(jobs)], { ...several.io, worker: here(tasks) }, '0')).toBe(status);
      expect(several.printed).toEqual(one.printed);
      expect(tasks).toMatchObject({ most: jobs, closed: jobs });
      expect(tasks.all).toBeGreaterThan(3);
    }
  });

  it.each([
    [2, 100, 0],
    [4, 100, 4],
    [8, 40, 2],
    [8, 20, 0],
  ])('on %d cores are, for a log of %d MB, %d if nobody says how many', async (cores, megabytes, started) => {
    const { io } = terminal({ 'a.smtp': transcript });
    let threads = 0;
    const worker = () => {
      threads++;
      return new Worker("require('node:worker_threads').parentPort.on('message', () => process.exit(1))", { eval: true });
    };
    await run(['replies', 'a.smtp'], { ...io, cores, size: () => megabytes * 1e6, worker }, '0');
    expect(threads > 0).toBe(started > 0);
    expect(threads).toBeLessThanOrEqual(started);
  });

  it('say of the file what went wrong in one of them', async () => {
    const fails = "require('node:worker_threads').parentPort.on('message', () => { throw new Error('no memory left'); })";
    const { io, printed } = terminal({ 'a.smtp': transcript, 'b.smtp': transcript });
    const threads = { ...io, cores: 2, worker: () => new Worker(fails, { eval: true }) };
    expect(await run(['replies', '--jobs', '2', 'a.smtp', 'b.smtp'], threads, '0')).toBe(2);
    expect(printed.out).toBe('');
    expect(printed.err.split('\n').slice(0, 2)).toEqual([
      'smtp-lens: cannot read a.smtp: no memory left',
      'smtp-lens: cannot read b.smtp: no memory left',
    ]);
  });
});

describe('parts that are read ahead', () => {
  const read = (part: Omit<FilePart, 'file'>): string => {
    const own = { ...part, file: 'f' };
    return `${repliesWork.map(own, 'json').text}${sessionsWork.map(own, 'json').join('')}`;
  };

  async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }

  /** What a file's parts say, as one thread reads them, and as several do that guess where parts begin. */
  async function both(text: string, window: number): Promise<{ one: string[]; several: string[]; again: number }> {
    const one: string[] = [];
    for await (const part of partsOf(chunksOf(text), {}, { window, live: false }))
      one.push(`${part.first} ${part.to} ${part.last ? '' : read(part)}`);
    const several: string[] = [];
    let again = 0;
    const task = { work: 'both', file: 'f', hints: {}, context: null };
    const map = (part: FilePart): string => read(part);
    const order = new Order(task, async (exact: Task) => {
      again++;
      return done(structuredClone(exact), map);
    });
    let [line, previous] = [0, null as Uint8Array | null];
    for await (const stretch of stretchesOf(chunksOf(text), window)) {
      if (stretch.last) {
        several.push(`${order.first} ${order.rest(stretch).length} `);
        continue;
      }
      const lines = countLines(stretch);
      const guess = { ...task, stretches: [stretch as Stretch], skip: 0, line, ...(previous && { before: before(previous) }) };
      const found = await order.take({ stretch, line, lines, done: Promise.resolve(done(structuredClone(guess), map)) });
      if (found) {
        const { length } = order.lines();
        expect(length).toBeGreaterThanOrEqual(found.end - found.start);
        several.push(`${found.start} ${found.end - found.start} ${found.value}`);
        order.told(found.end);
      }
      line += lines;
      previous = stretch.bytes;
    }
    return { one, several, again };
  }

  it.each([3000, 10_000, 30_000])('are those of one reading, with windows of %d bytes', async (window) => {
    for (const text of [mixed(), logText(0.4), `\u00e9${logText(0.2)}`]) {
      const { one, several } = await both(text, window);
      expect(one.length).toBeGreaterThan(1);
      expect(several).toEqual(one);
    }
  });

  it('of a log are guessed, and those of a dialogue without end read once more', async () => {
    const log = await both(logText(0.8), 150_000);
    expect(log.one.length).toBeGreaterThan(4);
    expect(log.several).toEqual(log.one);
    expect(log.again).toBe(0);
    const endless = `S: 220 mx.example.com ESMTP\n${'C: NOOP\nS: 250 ok\n'.repeat(1500)}`;
    const dialogue = await both(endless, 5000);
    expect(dialogue.several).toEqual(dialogue.one);
    expect(dialogue.again).toBeGreaterThan(0);
  });
});
