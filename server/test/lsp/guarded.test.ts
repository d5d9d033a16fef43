import { describe, expect, it } from 'vitest';
import { teller } from '../../src/lsp/guarded';

/** What is told of errors, in the order in which they are reported. */
function toldOf(...errors: readonly unknown[]): string[] {
  const told: string[] = [];
  const report = teller((line) => void told.push(line));
  for (const error of errors) report('onHover', error);
  return told;
}
/** An error with a stack as an engine writes it: its name and message, then a frame a line. */
function thrown(message: string, frames: readonly string[], first = `RangeError: ${message}`): RangeError {
  return Object.assign(new RangeError(message), { stack: [first, ...frames].join('\n') });
}

describe('what is told of an error', () => {
  it.each<readonly [string, unknown, string]>([
    ['is the type of what is none', 'hunter2', 'string'],
    ['is its kind', thrown('hunter2', []), 'RangeError'],
    [
      'is its kind and the places in files, without folders',
      thrown('hunter2', ['    at read (/home/alice/out/server.js:12:34)', '    at C:\\Users\\alice\\cli.js:1:2', '    at native']),
      'RangeError < server.js:12:34 < cli.js:1:2',
    ],
    [
      'is nothing of a message in several lines',
      thrown('hunter2\n    at hunter2 (hunter2.js:1:1)', ['    at a (b.js:3:4)']),
      'RangeError < b.js:3:4',
    ],
    ['is no place where the stack has another message', thrown('hunter2', ['    at a (b.js:3:4)'], 'RangeError: other'), 'RangeError'],
    ['is no place where there is no stack', Object.assign(new TypeError('x'), { stack: undefined }), 'TypeError'],
    ['is no place without a file', thrown('x', ['    at (:1:2)', '    at a b.js:3', '    at c.js:1:2:']), 'RangeError'],
    [
      'are at most eight places',
      thrown(
        'x',
        Array.from({ length: 9 }, (_, n) => `    at f (a.js:${n}:1)`),
      ),
      `RangeError${[0, 1, 2, 3, 4, 5, 6, 7].map((n) => ` < a.js:${n}:1`).join('')}`,
    ],
    ['is a file’s name of up to 60 letters', thrown('x', [`    at ${'a'.repeat(60)}:1:2`]), `RangeError < ${'a'.repeat(60)}:1:2`],
    ['is the end of a longer one', thrown('x', [`    at ${'b'.repeat(9)}${'a'.repeat(60)}:1:2`]), `RangeError < ${'a'.repeat(60)}:1:2`],
    [
      'are numbers of up to nine digits',
      thrown('x', ['    at a.js:123456789:1', '    at b.js:1:123456789', '    at c.js:1:1234567890']),
      'RangeError < a.js:123456789:1 < b.js:1:123456789',
    ],
    ['is a message at the beginning of the stack', thrown('x:1:2', ['    at a.js:3:4'], 'x:1:2'), 'RangeError < a.js:3:4'],
  ])('%s', (_, error, words) => expect(toldOf(error)).toEqual([`onHover failed: ${words}`]));

  it('is told once, and of a hundred different ones', () => {
    const many = Array.from({ length: 101 }, (_, n) => thrown('x', [`    at a.js:${n}:1`]));
    expect(toldOf(...many, ...many)).toHaveLength(100);
    expect(toldOf('a', 'b', 1)).toEqual(['onHover failed: string', 'onHover failed: number']);
  });
});
