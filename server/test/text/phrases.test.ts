import { describe, expect, it } from 'vitest';
import { between, sentence, sentences } from '../../src/text/phrases';

describe('a phrase', () => {
  it.each([
    ['the client gave up', 'The client gave up.'],
    ['why was that?', 'Why was that?'],
    ['it ended!', 'It ended!'],
    ['it ended.', 'It ended.'],
    ['客户端放弃了', '客户端放弃了。'],
    ['客户端放弃了。', '客户端放弃了。'],
    ['为什么？', '为什么？'],
  ])('%s becomes a sentence', (phrase, whole) => {
    expect(sentence(phrase)).toBe(whole);
  });

  it('follows another behind a space, but for full-width punctuation', () => {
    expect(sentences('One.', '', 'Two.', 'Three.')).toBe('One. Two. Three.');
    expect(sentences('一。', '二（三）', '四”', '五')).toBe('一。二（三）四”五');
    expect(sentences('', '')).toBe('');
    expect([between('He said “no”'), between('他说“不”'), between('不')]).toEqual([' ', '', ' ']);
  });
});
