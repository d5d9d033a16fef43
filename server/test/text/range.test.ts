import { describe, expect, it } from 'vitest';
import { contains, type Range } from '../../src/text/range';

/** A text with a range between brackets; below each line `^` where a caret lies in the range. */
const drawn = (text: readonly string[], range: Range): string[] =>
  text.flatMap((line, n) => [
    line,
    Array.from({ length: line.length + 1 }, (_, character) => (contains(range, { line: n, character }) ? '^' : ' '))
      .join('')
      .trimEnd(),
  ]);

describe('a range', () => {
  it('holds the carets from its beginning to behind its end', () => {
    expect(drawn(['RCPT', 'DATA', 'QUIT'], { start: { line: 1, character: 1 }, end: { line: 1, character: 3 } })).toEqual([
      'RCPT',
      '',
      'DATA',
      ' ^^^',
      'QUIT',
      '',
    ]);
  });

  it('holds whole lines between its first and its last', () => {
    expect(drawn(['HELP', 'RCPT', 'DATA', 'QUIT', 'NOOP'], { start: { line: 1, character: 2 }, end: { line: 3, character: 1 } })).toEqual([
      'HELP',
      '',
      'RCPT',
      '  ^^^',
      'DATA',
      '^^^^^',
      'QUIT',
      '^^',
      'NOOP',
      '',
    ]);
  });
});
