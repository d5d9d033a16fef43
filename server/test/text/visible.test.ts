import { describe, expect, it } from 'vitest';
import { head, LONGEST_LABEL, label, shown, visible, visibleLine } from '../../src/text/visible';

/** What a log could hide in a text, a character of each kind. */
const HOSTILE: Readonly<Record<string, string>> = {
  'a terminal escape': '\u001b',
  'a backspace': '\b',
  'a carriage return': '\r',
  'a control of C1': '\u009b',
  'a soft hyphen': '\u00ad',
  'an Arabic letter mark': '\u061c',
  'a Mongolian vowel separator': '\u180e',
  'a space of no width': '\u200b',
  'a joiner of no width': '\u200d',
  'a right-to-left mark': '\u200f',
  'a line separator': '\u2028',
  'a paragraph separator': '\u2029',
  'a right-to-left override': '\u202e',
  'a word joiner': '\u2060',
  'the first isolate': '\u2066',
  'an isolate': '\u2067',
  'the end of an isolate': '\u2069',
  'a byte order mark': '\ufeff',
  'an interlinear anchor': '\ufff9',
  'a tag letter': '\u{e0041}',
  'a tag that is not assigned': '\u{e0002}',
  'a private character': '\ue000',
  'a private character of plane 16': '\u{10fffd}',
  'a noncharacter': '\ufdd0',
  'the last noncharacter': '\u{10ffff}',
  'half a surrogate pair': '\ud83d',
  'the other half': '\ude00',
};

describe('the filter for hostile text', () => {
  it.each(Object.entries(HOSTILE))('replaces %s', (_, odd) => {
    expect(visible(`a${odd}b`)).toBe('a\ufffdb');
    expect(visibleLine(`a${odd}b`)).toBe('a\ufffdb');
    expect(label(`a${odd}b`)).toBe('a\ufffdb');
    expect(shown(`a${odd}b`)).toMatch(/^a\\(?:x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]{5,6}\})b$/);
  });

  it('leaves the letters of all languages alone', () => {
    for (const text of ['Boîte pleine', '邮箱不存在', 'صندوق', '😀 ok', 'a\u0301', ' \u00a0~']) {
      expect(visible(text)).toBe(text);
      expect(visibleLine(text)).toBe(text);
      expect(shown(text)).toBe(text);
    }
  });

  it('keeps line feeds and tabs only where lines are allowed', () => {
    expect(visible('a\n\tb')).toBe('a\n\tb');
    expect(visibleLine('a\n\tb')).toBe('a\ufffd\ufffdb');
    expect(shown('a\n\tb')).toBe('a\\x0a\\x09b');
  });

  it('writes an escape by the size of the code point', () => {
    expect(shown('\u001b \u202e \u{e0041} \ud800')).toBe('\\x1b \\u202e \\u{e0041} \\ud800');
  });

  it('cuts labels without splitting a letter', () => {
    const text = `${'a'.repeat(LONGEST_LABEL - 1)}😀`;
    expect(label(text)).toBe('a'.repeat(LONGEST_LABEL - 1));
    expect(head('a😀b', 2)).toBe('a');
    expect(head('a😀b', 3)).toBe('a😀');
    expect(shown('ab😀', 3)).toBe('ab…');
  });

  it('takes linear time', () => {
    const long = '\u202ea'.repeat(500_000);
    const start = process.cpuUsage();
    visible(long);
    shown(long, 1_000_000);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});
