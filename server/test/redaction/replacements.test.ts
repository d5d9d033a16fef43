import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageStandIn } from '../../src/redaction/mail-stand-in';
import { composed, type Replaced, type ReplacedKind, Replacements } from '../../src/redaction/replacements';
import { linesOf } from '../../src/text/lines';
import { drawnLine, visibly } from '../drawn';

/** The copy of lines after replacements that do not overlap, in the order of the text. */
const applied = (lines: readonly string[], replaced: readonly Replaced[]): string[] =>
  lines.map((line, n) =>
    replaced
      .filter((one) => one.line === n)
      .reduceRight((text, { from, to, standIn }) => text.slice(0, from) + standIn + text.slice(to), line),
  );

/** Stretches of lines of up to 12 units, each with a stand-in of up to 4. */
const stretches = fc.array(
  fc.record({ line: fc.nat(1), from: fc.nat(12), length: fc.integer({ min: 1, max: 4 }), standIn: fc.stringMatching(/^[A-Z]{0,4}$/) }),
  { maxLength: 6 },
);
const placed = (
  lines: readonly string[],
  wanted: readonly { line: number; from: number; length: number; standIn: string }[],
): Replaced[] => {
  const all = new Replacements(linesOf([...lines]));
  for (const { line, from, length, standIn } of wanted) all.put(line, from, Math.min(from + length, lines[line].length), 'token', standIn);
  return all.inOrder(2);
};

describe('the replacements of a copy of a copy', () => {
  it('lead from the text to the same copy in one step', () => {
    fc.assert(
      fc.property(stretches, stretches, (first, second) => {
        const lines = ['abcdefghijkl', 'mnopqrstuvwx'];
        const once = placed(lines, first);
        const between = applied(lines, once);
        const twice = placed(between, second);
        const both = composed(once, twice, between);
        expect(applied(lines, both)).toEqual(applied(between, twice));
        for (const [at, { line, from, to }] of both.entries()) {
          expect(from).toBeLessThanOrEqual(to);
          const before = both[at - 1];
          if (before) expect(before.line < line || (before.line === line && before.to <= from)).toBe(true);
        }
      }),
      { numRuns: 600, seed: 17 },
    );
  });

  const one = (line: number, from: number, to: number, standIn: string): Replaced => ({ line, from, to, kind: 'token', standIn });
  it.each([
    ['beside each other stay two', [one(0, 2, 4, 'X')], [one(0, 3, 5, 'Y')], [one(0, 2, 4, 'X'), one(0, 4, 6, 'Y')]],
    ['before the first are as in the copy', [one(0, 4, 6, 'XYZ')], [one(0, 1, 4, 'Q')], [one(0, 1, 4, 'Q'), one(0, 4, 6, 'XYZ')]],
    ['over the first take its whole place', [one(0, 2, 4, 'X')], [one(0, 1, 3, 'Y')], [one(0, 1, 4, 'Y')]],
    ['inside the first leave the rest of its stand-in', [one(0, 2, 4, 'WXYZ')], [one(0, 3, 5, 'q')], [one(0, 2, 4, 'WqZ')]],
    ['of two lines come in the order of lines', [one(1, 0, 1, 'X')], [one(0, 0, 1, 'Y')], [one(0, 0, 1, 'Y'), one(1, 0, 1, 'X')]],
  ] as const)('that are %s', (_, first, second, both) => {
    const lines = ['abcdefgh', 'ijklmnop'];
    expect(composed(first, second, applied(lines, first))).toEqual(both);
  });
});

describe('a place in a copy', () => {
  type Put = readonly [from: number, to: number, kind: ReplacedKind, standIn: string];
  const copyOf = (line: string, puts: readonly Put[], prepare: (all: Replacements) => void = () => {}): string => {
    const all = new Replacements(linesOf([line]));
    prepare(all);
    for (const [from, to, kind, standIn] of puts) all.put(0, from, to, kind, standIn);
    return all.copy(1)[0];
  };

  it.each<readonly [string, readonly Put[], string]>([
    [
      'is replaced beside another one',
      [
        [0, 2, 'token', 'X'],
        [2, 4, 'token', 'Y'],
      ],
      'XYefgh',
    ],
    [
      'is replaced before another one',
      [
        [2, 4, 'token', 'Y'],
        [0, 2, 'token', 'X'],
      ],
      'XYefgh',
    ],
    [
      'is kept where it overlaps an earlier one',
      [
        [0, 3, 'token', 'X'],
        [2, 4, 'token', 'Y'],
      ],
      'Xdefgh',
    ],
    [
      'is kept where an earlier one overlaps it',
      [
        [2, 5, 'token', 'X'],
        [1, 3, 'token', 'Y'],
      ],
      'abXfgh',
    ],
    [
      'is kept inside an earlier one',
      [
        [1, 5, 'token', 'X'],
        [2, 4, 'token', 'Y'],
      ],
      'aXfgh',
    ],
    [
      'is kept where an earlier one is exactly there',
      [
        [1, 5, 'token', 'X'],
        [1, 5, 'token', 'Y'],
      ],
      'aXfgh',
    ],
    [
      'takes one inside it along',
      [
        [2, 4, 'token', 'X'],
        [1, 5, 'token', 'Y'],
      ],
      'aYfgh',
    ],
    [
      'takes a name inside it along, as a name',
      [
        [2, 4, 'host', 'X'],
        [1, 5, 'host', 'Y'],
      ],
      'aYfgh',
    ],
    [
      'is no name around a secret',
      [
        [2, 4, 'password', 'X'],
        [1, 5, 'host', 'Y'],
      ],
      'abXefgh',
    ],
    [
      'is a name beside a secret',
      [
        [2, 4, 'password', 'X'],
        [4, 6, 'host', 'Y'],
        [1, 2, 'user', 'Z'],
      ],
      'aZXYgh',
    ],
    [
      'has at least one unit',
      [
        [3, 3, 'token', 'X'],
        [4, 3, 'token', 'Y'],
      ],
      'abcdefgh',
    ],
  ])('%s', (_, puts, copy) => expect(copyOf('abcdefgh', puts)).toBe(copy));

  it('keeps the length where octets are counted, but before a port', () => {
    const counted = (line: string, from: number, to: number): string => copyOf(line, [[from, to, 'ip', 'X']], (all) => all.counted.add(0));
    expect(counted('a 1234 b', 2, 6)).toHaveLength(8);
    expect(counted('IP 1234.smtp > b', 3, 7)).toBe('IP X.smtp > b');
    expect(counted('IP 1234.25: b', 3, 7)).toBe('IP X.25: b');
    expect(counted('IP 1234.2: b', 3, 7)).toHaveLength(12);
    expect(counted(`IP 1234.${'x'.repeat(20)}: b`, 3, 7)).toMatch(/^IP X\./);
    expect(counted(`IP 1234.${'x'.repeat(21)}: b`, 3, 7)).not.toMatch(/^IP X\./);
  });

  it('stays on a line that is closed, and goes from one that is cleared', () => {
    expect(copyOf('abcd', [[0, 1, 'token', 'X']], (all) => all.close(0, 0, 4))).toBe('abcd');
    const all = new Replacements(linesOf(['abcd', 'efgh']));
    expect(all.on(0)).toBe(false);
    all.putAll(0, [{ from: 0, to: 1, kind: 'token', standIn: 'X' }]);
    all.putAll(1, [{ from: 0, to: 1, kind: 'token', standIn: 'Y' }]);
    expect([all.on(0), all.copy(2)]).toEqual([true, ['Xbcd', 'Yfgh']]);
    all.clear(0, 0, 4);
    expect([all.on(0), all.copy(2)]).toEqual([false, ['abcd', 'Yfgh']]);
    all.close(0, 0, 4);
    all.putAll(0, [{ from: 0, to: 1, kind: 'token', standIn: 'X' }]);
    all.putAll(1, [{ from: 0, to: 2, kind: 'token', standIn: 'Z' }]);
    expect(all.copy(2)).toEqual(['abcd', 'Zgh']);
  });

  it('stays beside columns that are cleared or closed', () => {
    const [first, last] = [[0, 2, 'token', 'X'] as const, [4, 6, 'token', 'Y'] as const];
    expect(copyOf('abcdef', [first, last], (all) => all.close(0, 2, 4))).toBe('XcdY');
    expect(copyOf('abcdef', [first, last], (all) => all.close(0, 1, 4))).toBe('abcdY');
    expect(copyOf('abcdef', [first, last], (all) => all.close(0, 2, 5))).toBe('Xcdef');
    const all = new Replacements(linesOf(['abcdef']));
    for (const [from, to, kind, standIn] of [first, last]) all.put(0, from, to, kind, standIn);
    all.clear(0, 2, 4);
    expect(all.copy(1)).toEqual(['XcdY']);
    all.clear(0, 5, 9);
    expect(all.copy(1)).toEqual(['Xcdef']);
  });
});

const MESSAGE = [
  'Received: from a.example.org by b.example.org; Mon, 23 Nov 2026 19:27:41 +0000',
  '\tid 1xVZhV-0002xq-2G',
  'From: "Alice Kestrel" <alice@example.org>, bob@example.net (Bob), Cärol, (Name), "Name", Name <x@example.org>',
  'To: =?utf-8?q?Alice?= <alice@example.org>;',
  '\tBob Kestrel',
  'Subject: about tulips',
  ' and roses',
  'Content-Type: text/plain; name="plan of the house.txt"',
  'Content-Disposition: attachment; filename*0=secret; x=y',
  'X-Other: Grüße\u0007\ttab',
  'not a field',
  '',
  '..dots before',
  ' spaces before',
  'Grüße an alle',
  'bell\u0007and\u0001more',
  '   ',
  '(text)',
  '[...]',
  '--part_1=x',
  'Content-Type: text/html; name=plan.htm',
  '',
  '--',
  `--${'x'.repeat(72)}`,
  '',
  `--${'x'.repeat(73)}`,
  `long ${'y'.repeat(993)}`,
  `longer ${'y'.repeat(992)}`,
];

describe('the stand-in of a message, as drawn in pieces/drawn/message.txt', () => {
  it.each([
    ['', false],
    ['-of-a-chunk', true],
  ])('line by line%s', async (name, sized) => {
    const standIn = new MessageStandIn(sized);
    const rows = MESSAGE.flatMap((line) =>
      drawnLine(
        line.length > 200 ? `${line.slice(0, 40)} and so on` : line,
        standIn
          .next(line)
          .map(({ from, to, text }) => ({ from, to: Math.min(to, 60 + from), words: text.length > 40 ? `${text.length} units` : text })),
      ),
    );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`pieces/drawn/message${name}.txt`);
  });
});
