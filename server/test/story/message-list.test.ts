import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { deflated } from '../../src/cli/deflated';
import { logFormats, readLogLine } from '../../src/formats/logs/index';
import { IdTable } from '../../src/story/id-table';
import type { ListedMessage } from '../../src/story/listed-message';
import { MessageList } from '../../src/story/message-list';
import { PackedMessages } from '../../src/story/packed-messages';

vi.setConfig({ testTimeout: 60_000 });

const samples = join(__dirname, '../../..', 'samples');
const texts = [
  ...logFormats.flatMap((format) => format.samples.map(({ text }) => text)),
  ...readdirSync(samples)
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(samples, name), 'utf8')),
].map((text) => text.split('\n'));

/** The messages of some lines; `asked`: after so many lines what has changed is asked for. */
function listed(list: MessageList, lines: readonly string[], asked = Number.POSITIVE_INFINITY): ListedMessage[] {
  const told: ListedMessage[] = [];
  for (const [n, line] of lines.entries()) {
    const entry = readLogLine(line);
    if (entry) list.add(n, line, entry);
    if (n % asked === asked - 1) told.push(...list.changed());
  }
  return [...told, ...(asked < Number.POSITIVE_INFINITY ? list.changed() : list.all())];
}

describe('messages that are written away', () => {
  // Lines of several logs in turn: a message is named again when many others have been.
  const mixed = fc
    .tuple(fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 6 }), fc.array(fc.nat(5), { minLength: 1, maxLength: 50 }))
    .map(([logs, turns]) => {
      const left = logs.map((lines) => [...lines]);
      const lines: string[] = [];
      for (let n = 0; left.some((one) => one.length > 0); n++) {
        const open = left.filter((one) => one.length > 0);
        lines.push(open[turns[n % turns.length] % open.length].shift() ?? '');
      }
      return lines;
    });

  it.each([
    ['packed', deflated],
    ['as they are', null],
  ])('are the same as those at hand (%s)', (_, packing) => {
    fc.assert(
      fc.property(mixed, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 }), (lines, atHand, asked) => {
        expect(listed(new MessageList(packing, atHand), lines)).toEqual(listed(new MessageList(null, 1e9), lines));
        expect(listed(new MessageList(packing, atHand), lines, asked)).toEqual(listed(new MessageList(null, 1e9), lines, asked));
      }),
      { numRuns: 40, seed: 20261201 },
    );
  });

  const head = (n: number): string => `Nov ${String(1 + (n % 28)).padStart(2)} 10:00:09 mx1 postfix/`;
  const id = (n: number): string => (0xa000000000 + n * 7919).toString(16).toUpperCase();

  it('are found again among many, and read from what was packed', () => {
    const many = 9000;
    const lines = [
      ...Array.from({ length: many }, (_, n) => `${head(0)}qmgr[1]: ${id(n)}: from=<a${n}@example.org>, size=1, nrcpt=1 (queue active)`),
      ...Array.from({ length: many }, (_, n) => {
        const to = (n * 4801) % many;
        return `${head(0)}smtp[2]: ${id(to)}: to=<\u0151${to}@example.net>, relay=none, delay=1, dsn=4.4.1, status=deferred (no route ${n})`;
      }),
    ];
    const found = listed(new MessageList(deflated, 50), lines);
    expect(found.map(({ id, from, recipients: [{ to }] }) => [id, from, to])).toEqual(
      Array.from({ length: many }, (_, n) => [id(n), `a${n}@example.org`, `\u0151${n}@example.net`]),
    );
  });

  it('keep a text with line ends, and a time that is not known', () => {
    const told = listed(new MessageList(null), texts[0]);
    const odd = { ...told[0], from: 'a\n\nb', time: Number.NaN, last: Number.NaN };
    const packed = new PackedMessages(deflated);
    for (const one of [odd, ...told]) packed.add(one);
    expect([...packed.taken()]).toEqual([odd, ...told]);
    expect([...packed.taken()]).toEqual([]);
  });
});

describe('a table of ids', () => {
  it('tells ids with one hash apart, and forgets what an id meant before', () => {
    const table = new IdTable();
    table.set(5, 0, -1);
    table.set(5, 1, -1);
    expect([0, 1, 2].map((n) => table.find(5, (one) => one === n))).toEqual([0, 1, -1]);
    table.set(5, 2, 0);
    expect([0, 1, 2].map((n) => table.find(5, (one) => one === n))).toEqual([-1, 1, 2]);
  });

  it('finds each of many, by scope', () => {
    const table = new IdTable();
    const many = 20_000;
    const hashOf = (n: number): number => table.hash(n % 2, `id${n >> 1}`);
    for (let n = 0; n < many; n++) table.set(hashOf(n), n, -1);
    for (let n = 0; n < many; n++) expect(table.find(hashOf(n), (one) => one === n)).toBe(n);
    expect(table.find(table.hash(2, 'id1'), () => true)).toBe(-1);
  });
});
