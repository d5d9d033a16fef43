import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { logText } from '../../../bench/generate';
import type { FilePart } from '../../src/cli/files';
import { before, countLines, done, Order, type Task } from '../../src/cli/jobs';
import { run } from '../../src/cli/main';
import { partsOf, type Stretch, stretchesOf } from '../../src/cli/parts';
import { repliesWork } from '../../src/cli/replies';
import { sessionsWork } from '../../src/cli/sessions';
import { built, samples } from './built';
import { terminal } from './terminal';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const { folder, piped } = built();
const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const sampleFiles = readdirSync(samples)
  .map((name) => join(samples, name))
  .filter((path) => statSync(path).isFile());
const transcript = readFileSync(join(samples, 'broken-session.smtp'), 'utf8');

/** Dialogues of every sample one after another, and a log whose messages go over every border. */
function mixed(): string {
  const pieces = sampleFiles.map((path) => readFileSync(path, 'utf8')).filter((text) => !text.includes('\0'));
  let text = '';
  for (let n = 0; n < 40; n++) text += `${pieces[n % pieces.length].trimEnd()}\n\n`;
  return text;
}

describe('several threads', () => {
  // A window and the rest of a second; what more of them do is told below, with small ones.
  const log = logText(2.4);
  const large = write('large.log', `${log.slice(0, 1_500_000)}\n${mixed()}${log.slice(1_500_000)}`);
  const small = [1, 2, 3].map((n) => write(`small-${n}.smtp`, transcript.repeat(n)));

  it.each([
    ['1 8', 'check', '--format', 'json'],
    ['1 2', 'check', '--format', 'full', '--severity', 'warning'],
    ['1 3', 'replies', '--format', 'json'],
    ['1 2', 'sessions', '--format', 'json'],
    ['1 8', 'summary', '--format', 'json'],
    ['1 2', 'why'],
  ])('print in %s threads the same of %s %s %s', (jobs, ...command) => {
    const files = [small[0], large, ...small.slice(1), 'nowhere', samples];
    const [one, ...several] = jobs.split(' ').map((n) => piped([...command, '--jobs', n, ...files]));
    expect(one.out.length).toBeGreaterThan(300);
    expect(one.err).toContain('nowhere');
    for (const other of several) expect(other).toEqual(one);
  });

  it('are what --jobs says, from 1', () => {
    for (const jobs of ['0', '-1', 'many', '1.5', '1000'])
      expect(piped(['check', `--jobs=${jobs}`, small[0]])).toMatchObject({
        status: 2,
        err: 'smtp-lens: --jobs takes a number from 1 to 256\n',
      });
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
    const endless = `S: 220 mx.example.com ESMTP\n${'C: NOOP\nS: 250 ok\n'.repeat(4000)}`;
    const dialogue = await both(endless, 5000);
    expect(dialogue.several).toEqual(dialogue.one);
    expect(dialogue.again).toBeGreaterThan(0);
  });
});
