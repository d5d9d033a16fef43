import { describe, expect, it } from 'vitest';
import { column, type Piece, pieceOf, slice, spanOf } from '../../src/text/span';

const LINE = 'S: 250 a&lt;b ok';
/** The stretch with carets under it. */
const under = (piece: Piece, from?: number, to?: number): string[] => {
  const span = spanOf(0, piece, from, to);
  return [LINE, `${' '.repeat(span.from)}${'^'.repeat(span.to - span.from)}`];
};
const plain = pieceOf(LINE, 3, 10);
/** As an HTML page shows it: `&lt;` is one unit. */
const escaped: Piece = { text: '250 a<b ok', from: 3, to: 16, map: [3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16] };

describe('a piece of a line', () => {
  it('stands where it stands', () => {
    expect(plain.text).toBe('250 a&l');
    expect(under(plain)).toEqual([LINE, '   ^^^^^^^']);
    expect(under(plain, 1, 3)).toEqual([LINE, '    ^^']);
    expect(under(plain, 4, 99)).toEqual([LINE, '       ^^^']);
    expect(pieceOf(LINE).text).toBe(LINE);
  });

  it('stands behind its escapes', () => {
    expect(under(escaped, 4, 7)).toEqual([LINE, '       ^^^^^^']);
    expect(under(escaped, 5, 6)).toEqual([LINE, '        ^^^^']);
    expect([column(escaped, 10), column(escaped, 11)]).toEqual([16, 16]);
  });

  it('is cut, and the cut piece stands where it stood', () => {
    expect(slice(plain, 4, 6)).toMatchObject({ text: 'a&', from: 7, to: 9 });
    expect(slice(plain, 4)).toMatchObject({ text: 'a&l', from: 7, to: 10 });
    const part = slice(escaped, 4, 7);
    expect(part).toMatchObject({ text: 'a<b', from: 7, to: 13 });
    expect(under(part, 1, 2)).toEqual([LINE, '        ^^^^']);
    expect(under(slice(part, 1))).toEqual([LINE, '        ^^^^^']);
  });
});
