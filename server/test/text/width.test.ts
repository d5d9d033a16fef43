import { describe, expect, it } from 'vitest';
import { cut, padded, widthOf } from '../../src/text/width';

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
});
