import { describe, expect, it } from 'vitest';
import { cut, padded, widthOf, wrapped } from '../../src/text/width';

describe('columns', () => {
  it('count wide letters twice', () => {
    expect(widthOf('550 5.1.1')).toBe(9);
    expect(widthOf('应答：250')).toBe(9);
    expect(padded('应答', 6)).toBe('应答  ');
    expect(padded('reply', 3)).toBe('reply');
  });

  it('are what a text is cut to', () => {
    expect(cut('reply', 5)).toBe('reply');
    expect(cut('replies', 5)).toBe('repl…');
    expect(cut('没有此邮箱', 10)).toBe('没有此邮箱');
    expect(cut('没有此邮箱', 7)).toBe('没有此…');
    for (let most = 1; most < 12; most++) expect(widthOf(cut('a没b有c此d', most))).toBeLessThanOrEqual(Math.max(most, 1));
  });

  it('count emoji twice and accents not at all', () => {
    expect([widthOf('😀'), widthOf('☺\ufe0f'), widthOf('e\u0301'), widthOf('\u0301')]).toEqual([2, 2, 1, 0]);
  });

  it('are what a text is wrapped to, between words and wide letters', () => {
    expect(wrapped('The server refuses the recipient.', 12)).toEqual(['The server', 'refuses the', 'recipient.']);
    expect(wrapped('550-reallylongword ok', 10)).toEqual(['550-really', 'longword', 'ok']);
    expect(wrapped('没有此邮箱，请检查', 10)).toEqual(['没有此邮', '箱，请检查']);
    expect(wrapped('없는메일함입니다', 10)).toEqual(['없는메일함', '입니다']);
    expect(wrapped('a b', 1)).toEqual(['a b']);
    expect(wrapped('waited for 5 min 40 s then', 18)).toEqual(['waited for 5 min', '40 s then']);
    expect(wrapped('all of 40 lines', 9)).toEqual(['all of 40', 'lines']);
  });
});
