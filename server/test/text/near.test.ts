import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/text/near';

const COMMANDS = ['check', 'why', 'explain', 'sessions', 'messages', 'summary', 'story', 'replies', 'redact'];

describe('a slip', () => {
  it.each([
    ['chekc', 'check', 'two letters swapped are one slip'],
    ['hceck', 'check', 'at the beginning too'],
    ['CHECK', 'check', 'case does not count'],
    ['chek', 'check', 'a letter left out'],
    ['cheeck', 'check', 'a letter added'],
    ['checj', 'check', 'another letter'],
    ['wyh', 'why', 'a short word may differ in one'],
    ['mesages', 'messages', 'the nearest of those that are near'],
    ['sumary', 'summary', 'a letter once instead of twice'],
    ['xxplain', 'explain', 'one in three letters'],
    ['xxxlain', 'explain', 'up to a third, rounded up'],
  ])('%s means %s: %s', (word, meant) => {
    expect(nearest(word, COMMANDS)).toBe(meant);
  });

  it.each(['frobnicate', 'xxxxxin', 'ab', ''])('%s means none of them', (word) => {
    expect(nearest(word, COMMANDS)).toBeNull();
  });

  it('is looked for in words of a hundred letters, and in no longer one', () => {
    const name = 'a'.repeat(100);
    expect(nearest(name, [name])).toBe(name);
    expect(nearest(`${name}a`, [name])).toBeNull();
  });
});
