import { describe, expect, it } from 'vitest';
import { lineEndsOf, linesOf, splitEditorText, splitFileText, TextLines, textOf } from '../../src/text/lines';

describe('a text in lines', () => {
  // What comes in, the lines of an editor, the lines of a file: `|` between lines, r and n for the line ends that stay in them.
  it.each([
    ['', '', ''],
    ['a', 'a', 'a'],
    ['a\nb', 'a|b', 'a|b'],
    ['a\nb\n', 'a|b|', 'a|b|'],
    ['a\r\nb\r\n', 'a|b|', 'a|b|'],
    ['a\rb', 'a|b', 'a|b'],
    ['a\rb\nc', 'a|b|c', 'arb|c'],
    ['a\r\r\nb', 'a||b', 'a|b'],
    ['a\nb\r', 'a|b|', 'a|br'],
    ['\n\n', '||', '||'],
  ])('%j is %s in an editor and %s in a file', (text, editor, file) => {
    const shown = (lines: readonly string[]): string => lines.map((line) => line.replaceAll('\r', 'r')).join('|');
    expect(shown(splitEditorText(text))).toBe(editor);
    expect(shown(splitFileText(text))).toBe(file);
    const ends = lineEndsOf(text);
    expect(splitFileText(text).reduce((all, line, n) => all + line + (ends[n] ?? ''), '')).toBe(text);
    expect(ends).toHaveLength(splitFileText(text).length - 1);
  });

  it('has at least one', () => {
    expect([linesOf([]).count, linesOf([]).line(0), linesOf(['a']).count, linesOf(['a']).line(1)]).toEqual([1, '', 1, '']);
  });

  it('is read forwards, backwards and to and fro, and is empty outside', () => {
    const all = Array.from({ length: 700 }, (_, n) => `line ${n}`);
    const lines = new TextLines(textOf(all));
    expect(lines.count).toBe(700);
    const read = (n: number): void => expect(lines.line(n)).toBe(all[n] ?? '');
    for (let n = -1; n <= 700; n++) read(n);
    for (let n = 700; n >= -1; n--) read(n);
    for (const n of [127, 128, 127, 0, 128, 255, 256, 128, 699, 0, 384, 383, 384, 640, 512, 639, 640]) read(n);
  });

  it('is fetched a window at a time, the last two of which are kept', () => {
    let fetched = 0;
    const text = textOf(Array.from({ length: 700 }, (_, n) => `line ${n}`));
    const counted = new Proxy(text, {
      get(target, name) {
        if (name === 'iterLines') fetched++;
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const lines = new TextLines(counted);
    for (const n of [100, 127, 128, 0, 127, 128, 255]) lines.line(n);
    expect(fetched).toBe(2);
    for (const n of [256, 255, 256]) lines.line(n);
    expect(fetched).toBe(3);
  });
});
