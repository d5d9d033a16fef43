import { describe, expect, it } from 'vitest';
import { type Connection, ResponseError } from 'vscode-languageserver';
import { guarded, teller } from '../../src/lsp/guarded';

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
    ['is a place that the frame begins with', thrown('x', ['a.js:1:2']), 'RangeError < a.js:1:2'],
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

describe('a guarded connection', () => {
  type Handler = (...given: unknown[]) => unknown;

  /** A connection that keeps what it is given, and what was told of its handlers. */
  function connected() {
    const given = new Map<string, readonly unknown[]>();
    const told: string[] = [];
    const keeps =
      (name: string) =>
      (...all: unknown[]) =>
        void given.set(name, all);
    const connection = {
      name: 'plain',
      onHover: keeps('onHover'),
      onRequest: keeps('onRequest'),
      sendRequest(this: unknown, question: () => string) {
        return [this === connection, question()];
      },
      languages: { inlayHint: { on: keeps('inlayHint.on') } },
      console: { onError: keeps('onError') },
    };
    const safe = guarded(connection as unknown as Connection, (where, error) => void told.push(`${where}: ${error}`));
    const ask = (name: string, ...all: unknown[]): unknown => (given.get(name)?.at(-1) as Handler | undefined)?.(...all);
    return { safe: safe as unknown as typeof connection, given, told, ask };
  }
  const failing = (): never => {
    throw 'hunter2';
  };
  const internal = { code: -32603, message: 'SMTP Lens failed here; its output says where.' };

  it.each<readonly [string, Handler]>([
    ['throws', failing],
    ['rejects', async () => failing()],
  ])('answers for a handler that %s, and says where', async (_, handler) => {
    const { safe, told, ask } = connected();
    safe.onHover(handler);
    safe.onRequest('own/name', handler);
    safe.languages.inlayHint.on(handler);
    for (const name of ['onHover', 'onRequest', 'inlayHint.on']) expect(await ask(name)).toMatchObject(internal);
    expect(told).toEqual(['onHover: hunter2', 'own/name: hunter2', 'languages.inlayHint.on: hunter2']);
  });

  it('passes on what a handler answers, and the errors that are meant', async () => {
    const { safe, told, given, ask } = connected();
    const meant = new ResponseError(1, 'meant');
    safe.onHover((a: unknown, b: unknown) => [a, b]);
    expect(ask('onHover', 1, 2)).toEqual([1, 2]);
    safe.onHover(async () => {
      throw meant;
    });
    expect(await ask('onHover')).toBe(meant);
    safe.onRequest('own/name', () => null);
    expect(given.get('onRequest')?.[0]).toBe('own/name');
    expect(told).toEqual([]);
  });

  it('leaves alone what has no handlers', () => {
    const { safe, given } = connected();
    expect(safe.name).toBe('plain');
    expect(safe.sendRequest(() => 'asked')).toEqual([true, 'asked']);
    safe.console.onError(failing);
    expect(given.get('onError')).toEqual([failing]);
  });
});
