import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { livesOf } from '../../src/analysis/asked-lives';
import { withoutSecretsNear } from '../../src/analysis/gate';
import { indexedLog, logTextOf } from '../../src/analysis/indexed-log';
import { storiesOf } from '../../src/cli/asked-stories';
import { ReadError } from '../../src/cli/io';
import { run } from '../../src/cli/main';
import { Needles } from '../../src/cli/needles';
import { SearchedLog } from '../../src/cli/searched-log';
import { Tally } from '../../src/cli/tally';
import { logFormats } from '../../src/formats/logs';
import { withoutOwnSecrets } from '../../src/redaction/gate';
import { storyNotes } from '../../src/story/notes';
import { storyOf } from '../../src/story/story';
import { storyText } from '../../src/story/text';
import { splitFileText } from '../../src/text/lines';
import { done } from '../features/marked';
import { smtpLens, terminal } from './terminal';

vi.setConfig({ testTimeout: 60_000 });

const samples = join(__dirname, '../../..', 'samples');
const logs: readonly (readonly [string, string])[] = [
  ...readdirSync(samples)
    .filter((name) => name.endsWith('.log'))
    .map((name) => [name, readFileSync(join(samples, name), 'utf8')] as const),
  ...logFormats.map(({ id, samples: own }) => [id, own.map(({ text }) => text).join('\n')] as const),
];

/** The stories that a log has of each id and address in it, read as a whole: their lines, and as they are printed; at most so many. */
function wholeStories(text: string, most: number): Map<string, { readonly lines: readonly number[][]; readonly page: string }> {
  const analysis = Analysis.of([...splitFileText(text), '']);
  const index = done(indexedLog(analysis));
  const log = logTextOf(analysis);
  const asked = new Set(index.lives.keys());
  for (const { entry } of analysis.entries())
    for (const { name, piece } of entry.fields) if (/^(?:to|from|messageId)$/.test(name) && piece.text !== '') asked.add(piece.text);
  const told = new Map<string, { readonly lines: readonly number[][]; readonly page: string }>();
  for (const id of [...asked].slice(0, most)) {
    const known = new Set<unknown>();
    const stories: string[] = [];
    const lines: number[][] = [];
    for (const life of livesOf(id, analysis.entries(), index)) {
      if (known.has(life)) continue;
      const found = storyOf(index, life);
      for (const chapter of found.chapters) if (chapter.life.id === id) known.add(chapter.life);
      known.add(life);
      lines.push([...found.lines]);
      const page = storyText(found, log, storyNotes(found, index, log.entry, log.text));
      stories.push(done(withoutSecretsNear(analysis, withoutOwnSecrets(page), found.lines)));
    }
    told.set(id, { lines, page: stories.join('\n') });
  }
  return told;
}

describe('a story from a log whose bytes are searched', () => {
  it.each(logs)('is that of the whole log: %s', async (_, text) => {
    for (const [id, { lines, page }] of wholeStories(text, 60)) {
      const { io } = terminal({ log: text });
      const { stories } = await storiesOf(id, new SearchedLog([{ path: 'log', named: true }], io, new Tally(io)));
      expect(stories.map((one) => one.lines)).toEqual(lines);
      expect((await smtpLens({ log: text }, 'story', id, 'log')).out).toBe(page);
    }
  });

  const line = (n: number, rest: string): string => `Nov 23 19:24:48 mx postfix/${rest.replace('#', String(n))}\n`;
  const filler = (lines: number): string =>
    Array.from({ length: lines }, (_, n) => line(n, 'smtpd[#]: connect from unknown[192.0.2.9]')).join('');
  const sent = line(
    7,
    'smtp[70007]: 4ZxK2p1bHBz5V: to=<bob@example.net>, relay=none, delay=1, dsn=5.1.1, status=bounced (no Tulip-4711-xy)',
  );

  it('hides a password that is told near it, and is in no line of the story', async () => {
    const said = line(7, 'app[9]: connecting to smtp://alice:Tulip-4711-xy@mx.example.net');
    for (const between of [1, 150]) {
      const { out } = await smtpLens({ log: filler(3000) + said + filler(between) + sent + filler(3000) }, 'story', '4ZxK2p1bHBz5V', 'log');
      expect(out).toContain('bounced');
      expect(out).not.toContain('Tulip');
    }
  });

  it('counts the lines of each file from its first', async () => {
    const two = { 'mail.log.1': `${filler(3)}${sent}`, 'mail.log': `${filler(5)}${sent.replace('bob', 'carol')}` };
    const { out } = await smtpLens(two, 'story', '4ZxK2p1bHBz5V', 'mail.log.1', 'mail.log');
    expect(out.match(/\(line \S+\)/g)?.slice(0, 2)).toEqual(['(line mail.log.1:4)', '(line mail.log:6)']);
  });

  it('leaves out a file that ends in an error, and counts the next one from its first line', async () => {
    const came = (rest: string): string => line(0, `smtpd[70088]: ${rest}`);
    const { io, printed } = terminal({
      bad: `${filler(3000)}${line(9, 'qmgr[#]: 4ZxK2p1bHBz5V: removed')}${filler(30_000)}`,
      good: `${came('connect from a.example.org[192.0.2.9]')}${filler(900)}${came('4ZxK2p1bHBz5V: client=a.example.org[192.0.2.9]')}`,
    });
    async function* chunks(name: string): AsyncGenerator<Uint8Array> {
      yield io.read(name);
      if (name === 'bad') throw new ReadError('cannot read bad: the gzip data ends early');
    }
    const status = await run(['story', '4ZxK2p1bHBz5V', 'bad', 'good'], { ...io, chunks }, '0');
    expect(printed.out).toMatch(/^902 .*Taken in/m);
    expect(printed.out).toContain('smtpd[70088]: connect from');
    expect([status, printed.err.split('\n')[0]]).toEqual([2, 'smtp-lens: cannot read bad: the gzip data ends early']);
  });

  it('tells a hundred messages of an address, in either case', async () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      line(n, `qmgr[9]: 4ZxK2p1bHB${String(n).padStart(3, '0')}: from=<Alice@example.org>, size=#`),
    );
    const gone = Array.from({ length: 100 }, (_, n) => line(n, `qmgr[9]: 4ZxK2p1bHB${String(n).padStart(3, '0')}: removed`));
    const { out } = await smtpLens({ log: many.join('') + filler(50) + gone.join('') }, 'story', 'alice@EXAMPLE.org', 'log');
    expect(out.match(/^Story of /gm)).toHaveLength(100);
    expect(out.match(/\| .*: removed$/gm)).toHaveLength(100);
  });

  it.each([
    ['with LF', (text: string) => Buffer.from(text)],
    ['with CRLF', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['with CR', (text: string) => Buffer.from(text.replaceAll('\n', '\r'))],
    ['in UTF-16', (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['in Latin-1', (text: string) => Buffer.from(text, 'latin1')],
    ['of a pipe', (text: string) => Buffer.from(text)],
  ])('reads a log %s', async (how, encoded) => {
    const text = `${filler(3)}${sent.replace('no Tulip-4711-xy', 'größer')}`;
    const file = how === 'of a pipe' ? '-' : 'log';
    const { out } = await smtpLens({ [file]: encoded(text) }, 'story', 'bob@example.net', file);
    expect(out).toMatch(/bounced.*\(line 4\).*status=bounced \(größer\)/s);
  });

  it('tells a log that it has nothing of from what is no log', async () => {
    const of = async (text: string): Promise<string> => (await smtpLens({ log: text }, 'story', 'NONE', 'log')).err;
    expect(await of(`${'some words\n'.repeat(900)}${sent}`)).toBe(
      'smtp-lens: no line has the id, the address or the message id NONE\n1 file · 0 stories\n',
    );
    expect(await of('some words\n'.repeat(9))).toContain('not recognised as SMTP: log');
  });
});

describe('an excerpt', () => {
  it('has the lines with a needle and those that are wanted, wherever the bytes are cut', async () => {
    const text = Array.from({ length: 100 }, (_, n) => `line ${n} of it`).join('\n');
    const { io } = terminal({ log: text });
    for (const window of [10, 100, 10_000]) {
      const log = new SearchedLog([{ path: 'log', named: true }], io, new Tally(io));
      const needles = new Needles(false);
      needles.add(['e 7', '99']);
      const { analysis, text: at } = await log.read(needles, [{ from: 20, to: 22 }], window);
      const lines = Array.from({ length: analysis.lines.count }, (_, n) => analysis.lines.line(n));
      expect(lines.map((one) => /\d+/.exec(one)?.[0])).toEqual(
        ['7', '20', '21', ...'0123456789'].map((one, n) => (n < 3 ? one : `7${one}`)).concat('99', undefined as never),
      );
      expect([at(21), at(22)]).toEqual(['line 21 of it', '']);
    }
  });
});

describe('needles', () => {
  const found = (texts: readonly string[], bytes: string, ignoreCase = false): readonly number[] | false => {
    const needles = new Needles(ignoreCase);
    needles.add(texts);
    const places = needles.in(bytes);
    return places && [...places];
  };
  const many = Array.from({ length: 50 }, (_, n) => `other${n}`);

  it.each([
    ['few', []],
    ['many', many],
  ])('are found among %s', (_, others) => {
    expect(found(['4ZxK', 'a.b@c-d', ...others], 'x 4ZxK: <a.b@c-d> 4zxk', false)).toEqual([2, 9]);
    expect(found(['4ZxK', ...others], '4ZXK', false)).toEqual([]);
    expect(found(['a@B', ...others], '<A@b>', true)).toEqual([1]);
  });

  it.each([
    ['few', []],
    ['many', many],
  ])('that are numbers stand alone, among %s', (_, others) => {
    for (const alone of ['[77]', '"77"', ' 77 ', ':77,', '=77.', '77: x']) expect(found(['77', ...others], alone), alone).toHaveLength(1);
    for (const not of ['177', '7.77', '77.7', 'a77', '77b', '12:77:13', '77:30', '-77-1'])
      expect(found(['77', ...others], not), not).toEqual([]);
  });

  it.each([
    ['few', []],
    ['many', many],
  ])('together find the lines that each finds alone, among %s', (_, others) => {
    const text = fc.string({ unit: fc.constantFrom(...'1123Aa'), minLength: 1, maxLength: 4 });
    const line = fc.array(fc.oneof(text, fc.constantFrom(...' []:.-<')), { maxLength: 9 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), line, (texts, bytes) => {
        // Among many only whole words are found.
        const words = bytes.replace(/[A-Za-z0-9]+/g, (one) => (others.length === 0 || texts.includes(one) ? one : '='));
        const alone = texts.some((one) => found([one], words) !== false && (found([one], words) || []).length > 0);
        expect((found([...texts, ...others], words) || []).length > 0).toBe(alone);
      }),
      { seed: 20261201, numRuns: 1000 },
    );
  });

  it('outside US-ASCII make every line count, because only a decoded line tells', () => expect(found(['größe'], 'x')).toBe(false));
});
