import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { logText, seeded } from '../../../bench/generate';
import { lifeRules } from '../../src/rules/catalogue';
import { smtpLens } from './terminal';

vi.setConfig({ testTimeout: 60_000 });

/** A log of three hosts, message after message on another one; some of their queue ids are the same. */
function fleetLog(): string[] {
  const lines: string[] = [];
  let messages = 0;
  let before = '';
  let same: readonly [own: string, other: string] | null = null;
  for (const line of logText(0.15).trimEnd().split('\n')) {
    if (/smtpd\[\d+\]: connect from/.test(line)) {
      messages++;
      same = null;
    }
    const id = / ([0-9A-F]{8,}): client=/.exec(line)?.[1];
    if (id !== undefined) {
      if (messages % 5 === 0 && before !== '') same = [id, before];
      before = id;
    }
    const renamed = same ? line.replace(same[0], same[1]) : line;
    lines.push(renamed.replace(' mx1 ', ` mx${messages % 3} `));
  }
  return lines;
}

const log = fleetLog();
const sample = readFileSync(join(__dirname, '../../../samples/mail.log'), 'utf8').trimEnd().split('\n');

interface Shard {
  /** Line of the whole at which it begins. */
  readonly first: number;
  readonly lines: readonly string[];
}

/** So many shards, cut at line ends wherever `split -n l/N` may cut. */
function cut(lines: readonly string[], count: number, seed: number): Shard[] {
  const random = seeded(seed);
  const cuts = Array.from({ length: count - 1 }, () => Math.floor(random() * lines.length)).sort((a, b) => a - b);
  return [0, ...cuts].map((first, n) => ({ first, lines: lines.slice(first, cuts[n]) }));
}

/** An object with its lines counted from the beginning of the whole. */
function moved<T extends { line: number; recipients?: readonly { line: number }[] }>(one: T, by: number): T {
  const recipients = one.recipients?.map((each) => ({ ...each, line: each.line + by }));
  return { ...one, line: one.line + by, ...(recipients && { recipients }) };
}

/** The objects that a command prints of some lines, lines of the file counted from the beginning of the whole. */
async function answers<T extends { line: number }>(command: readonly string[], { first, lines }: Shard): Promise<T[]> {
  const { out } = await smtpLens({ '-': lines.map((line) => `${line}\n`).join('') }, ...command, '--format', 'json', '-');
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map((one: T) => moved(one, first));
}

const whole = (lines: readonly string[]): Shard => ({ first: 0, lines });

interface Finding {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly rule: string;
}

interface Recipient {
  readonly to: string | null;
  readonly attempts: number;
  readonly status: string | null;
  readonly line: number;
}

interface Message {
  readonly line: number;
  readonly id: string | null;
  readonly host: string | null;
  readonly messageId: string | null;
  readonly from: string | null;
  readonly client: string | null;
  readonly ended: boolean;
  readonly recipients: readonly Recipient[];
}

/**
 * docs/scale.md, "Merging": objects with the same host and queue id are one message. Of what is told once, the first that is told counts; of
 * a recipient the last outcome, its attempts added up.
 */
function merged(shards: readonly Message[]): Message[] {
  const byId = new Map<string, Message>();
  for (const one of shards) {
    const key = one.id === null ? `line ${one.line}` : `${one.host} ${one.id}`;
    const known = byId.get(key);
    byId.set(key, known ? both(known, one) : one);
  }
  return [...byId.values()];
}

function both(a: Message, b: Message): Message {
  const recipients = new Map(a.recipients.map((one) => [one.to, one]));
  for (const one of b.recipients) recipients.set(one.to, { ...one, attempts: one.attempts + (recipients.get(one.to)?.attempts ?? 0) });
  return {
    ...a,
    messageId: a.messageId ?? b.messageId,
    from: a.from ?? b.from,
    client: a.client ?? b.client,
    ended: a.ended || b.ended,
    recipients: [...recipients.values()],
  };
}

/** What can be merged: the words of an outcome and how long it took are made from all lines of a message. */
const mergeable = ({ line, id, host, messageId, from, client, ended, recipients }: Message): object => ({
  line,
  id,
  host,
  messageId,
  from,
  client,
  ended,
  recipients,
});

const CUTS = [
  [2, 1],
  [3, 2],
  [7, 3],
] as const;

describe('shards of a log that were cut at line ends', () => {
  it.each(CUTS)('%i of them have the replies of the whole', async (count, seed) => {
    for (const lines of [log, sample]) {
      const parts = await Promise.all(cut(lines, count, seed).map((shard) => answers(['replies'], shard)));
      expect(parts.flat()).toEqual(await answers(['replies'], whole(lines)));
    }
  });

  it.each(CUTS)('%i of them have the findings of the whole, but those about all lines of a message', async (count, seed) => {
    const lives = new Set<string>(lifeRules.map(({ id }) => id));
    // A cause that comes again is a hint where its first time is seen, and the first says how often: both are the shard's.
    const places = (found: readonly Finding[]): string[] =>
      found.filter(({ rule }) => !lives.has(rule)).map(({ line, column, endColumn, rule }) => `${line}:${column}-${endColumn} ${rule}`);
    for (const lines of [log, sample]) {
      const parts = await Promise.all(cut(lines, count, seed).map((shard) => answers<Finding>(['check'], shard)));
      expect(places(parts.flat())).toEqual(places(await answers(['check'], whole(lines))));
    }
  });

  it.each(CUTS)('%i of them have the messages of the whole, once they are merged', async (count, seed) => {
    for (const lines of [log, sample]) {
      const parts = await Promise.all(cut(lines, count, seed).map((shard) => answers<Message>(['messages'], shard)));
      const ordered = (all: readonly Message[]): object[] => [...all].sort((a, b) => a.line - b.line).map(mergeable);
      // Cuts go through messages.
      if (count === 7) expect(parts.flat().length).toBeGreaterThan(merged(parts.flat()).length);
      expect(ordered(merged(parts.flat()))).toEqual(ordered(await answers(['messages'], whole(lines))));
    }
  });
});

describe('what shards count', () => {
  interface Cause {
    readonly line: number;
    readonly kind: string;
    readonly count: number;
  }
  it('adds up: the causes of why', async () => {
    const sums = (all: readonly Cause[]): object => {
      const counts: Record<string, number> = {};
      for (const { kind, count } of all) counts[kind] = (counts[kind] ?? 0) + count;
      return counts;
    };
    const parts = await Promise.all(cut(log, 3, 4).map((shard) => answers<Cause>(['why'], shard)));
    expect(sums(parts.flat())).toEqual(sums(await answers(['why'], whole(log))));
  });

  it('adds up by host: the outcomes of summary', async () => {
    const hosts = ['mx0', 'mx1', 'mx2'].map((host) => log.filter((line) => line.split(' ')[1] === host));
    const [all, ...parts] = await Promise.all(
      [log, ...hosts].map((lines) =>
        answers<Record<string, number> & { line: number; outcomes: Record<string, number> }>(['summary'], whole(lines)),
      ),
    );
    const sum = (of: (one: (typeof all)[0]) => number): number => parts.reduce((total, [one]) => total + of(one), 0);
    expect(sum(({ lines }) => lines)).toBe(all[0].lines);
    expect(sum(({ mailLines }) => mailLines)).toBe(all[0].mailLines);
    for (const [outcome, count] of Object.entries(all[0].outcomes))
      expect(
        sum(({ outcomes }) => outcomes[outcome]),
        outcome,
      ).toBe(count);
  });
});

describe('shards of a log by host', () => {
  it('have the messages of the whole as they are', async () => {
    const hosts = new Map<string, string[]>();
    for (const line of log) {
      const host = line.split(' ')[1];
      hosts.set(host, [...(hosts.get(host) ?? []), line]);
    }
    expect([...hosts.keys()].sort()).toEqual(['mx0', 'mx1', 'mx2']);
    const parts = await Promise.all([...hosts.values()].map((lines) => answers<Message>(['messages'], whole(lines))));
    // Only the lines of the file are counted in each shard.
    const told = (all: readonly Message[]): string[] =>
      all
        .map(({ line, recipients, ...rest }) => JSON.stringify({ ...rest, recipients: recipients.map((one) => ({ ...one, line: null })) }))
        .sort();
    const expected = await answers<Message>(['messages'], whole(log));
    expect(told(parts.flat())).toEqual(told(expected));
    // The same queue id on two hosts is two messages.
    expect(new Set(expected.map(({ id }) => id)).size).toBeLessThan(expected.length - 5);
  });
});
