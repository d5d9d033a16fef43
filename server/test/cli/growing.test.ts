import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followed } from '../../src/cli/follow';
import { changes } from '../../src/cli/watch';

let folder = '';
let before: readonly unknown[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'growing-'));
  before = process.listeners('SIGINT');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const becomes = (what: () => unknown, wanted: unknown) =>
  vi.waitFor(() => expect(what()).toEqual(wanted), { timeout: 20_000, interval: 5 });

/** Who waits for the end of the program because of what was called since the test began. */
const waiting = () => process.listeners('SIGINT').filter((one) => !before.includes(one));
/** What Ctrl+C does to them; to send the signal would end the tests. */
const interrupt = (): void => {
  for (const one of waiting()) one('SIGINT');
};

describe('a file that is followed', () => {
  /** What was read of it, and the end of reading. */
  function read(file: string) {
    const chunks: string[] = [];
    const end = (async () => {
      for await (const bytes of followed(file)) chunks.push(new TextDecoder().decode(bytes));
    })();
    return { chunks, text: () => chunks.join(''), end };
  }

  it('is read on as it grows, is replaced, or begins anew', async () => {
    const file = write('mail.log', 'a\nb');
    const { text, end } = read(file);
    await becomes(text, 'a\nb');
    appendFileSync(file, 'c\n');
    await becomes(text, 'a\nbc\n');
    // Its place is empty for a while, and its last lines are written after it was moved.
    renameSync(file, join(folder, 'mail.log.1'));
    appendFileSync(join(folder, 'mail.log.1'), 'late\n');
    await becomes(text, 'a\nbc\nlate\n');
    write('mail.log', 'new\nhalf');
    await becomes(text, 'a\nbc\nlate\nnew\nhalf');
    renameSync(file, join(folder, 'mail.log.1'));
    write('mail.log', 'newer\n');
    await becomes(text, 'a\nbc\nlate\nnew\nhalf\nnewer\n');
    write('mail.log', 'x\n');
    await becomes(text, 'a\nbc\nlate\nnew\nhalf\nnewer\nx\n');
    interrupt();
    await end;
    expect(waiting()).toEqual([]);
  });

  it('is read in pieces of a megabyte', async () => {
    const { chunks, end } = read(write('large.log', 'x'.repeat((1 << 20) + 9)));
    await becomes(() => chunks.map(({ length }) => length), [1 << 20, 9]);
    interrupt();
    await end;
  });
});

describe('files that are watched', () => {
  /** How often something was changed, and the end of watching. */
  function watched(...paths: string[]) {
    const found = { times: 0 };
    const all = changes(paths);
    const end = (async () => {
      for await (const _ of all) found.times++;
    })();
    return { times: () => found.times, end };
  }
  /** Longer than a change takes to be told. */
  const settle = () => pause(130);

  it('are checked once for what is written at once, and not for what is beside them', async () => {
    const { times, end } = watched(write('a.smtp', 'x'), write('b.smtp', 'x'));
    write('other.smtp', 'x');
    write('.hidden', 'x');
    await settle();
    expect(times()).toBe(0);
    for (const text of ['y', 'z', 'a']) write('a.smtp', text);
    await becomes(times, 1);
    // As an editor saves: another file takes the place.
    renameSync(write('b.smtp~', 'y'), join(folder, 'b.smtp'));
    await becomes(times, 2);
    write('.smtp-lens.json', '{}');
    await becomes(times, 3);
    await settle();
    expect(times()).toBe(3);
    interrupt();
    await end;
    expect(waiting()).toEqual([]);
  });

  it('of a folder are all but those that a program keeps for itself', async () => {
    for (const name of ['deep', '.git']) mkdirSync(join(folder, name));
    const { times, end } = watched(folder);
    for (const name of ['.git/index', '.a.swp', 'deep/.a.swp']) write(name, 'x');
    await settle();
    expect(times()).toBe(0);
    for (const [n, name] of ['deep/a.smtp', 'deep/.smtp-lens.json', 'a.smtp'].entries()) {
      write(name, 'x');
      await becomes(times, n + 1);
    }
    interrupt();
    await end;
  });

  it('are so from the call on, until they are closed', async () => {
    const file = write('a.smtp', 'x');
    const all = changes([file]);
    write('a.smtp', 'y');
    for await (const _ of all) break;
    expect(waiting()).toEqual([]);
    const unread = changes([file]);
    expect(waiting()).toHaveLength(1);
    unread.close();
    expect(waiting()).toEqual([]);
  });

  it('must be there', () => {
    expect(() => changes([write('a.smtp', 'x'), join(folder, 'nowhere')])).toThrow(/ENOENT/);
    expect(waiting()).toEqual([]);
  });
});
