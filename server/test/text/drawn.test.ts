import { describe, expect, it } from 'vitest';
import { delayIn } from '../../src/text/duration';
import { withoutBeginning, withoutEnd } from '../../src/text/ends';
import { nearest } from '../../src/text/near';
import { head, label, pictured, shown, visible, visibleLine } from '../../src/text/visible';
import { cut, padded, widthOf, wrapped } from '../../src/text/width';
import { visibly } from '../drawn';
import { drawnProduction, type Production } from '../productions';

const NAMES = ['check', 'why', 'messages', 'story', 'sessions', 'replies', 'redact', 'summary', 'explain'];

const PRODUCTIONS: Readonly<Record<string, Production>> = {
  'nearest name': {
    ask: (text) => nearest(text, NAMES),
    texts: ['chekc', 'messagse', 'sesions', 'stroy', 'explian', 'wyh', 'repleis', 'xcheck', 'che§k', 'check§', 'w§y', 'messages¶', 'qqqqq'],
  },
  delay: {
    ask: delayIn,
    texts: [
      '1d2h3m4s',
      '12:34:56',
      '1+02:03:04',
      '0.5s',
      '90',
      '3m',
      '1h1h',
      '1§',
      '§s',
      '1¶s',
      '00:0§:00',
      '1 day, 02:03:04',
      '2 minutes',
    ],
  },
  'end without units': { ask: (text) => withoutEnd(text, '.,'), texts: ['ab.,.', '.,', 'a§', 'a.¶'] },
  'beginning without units': { ask: (text) => withoutBeginning(text, '.,'), texts: ['.,ab.', '.,', '§a'] },
  'visible text': {
    ask: visible,
    texts: [
      'a§b',
      'a\r\n\tb',
      'a\u202eb',
      'a\u2066b\u2069',
      'a\u200bb',
      '\ufeffa',
      'a\u0085b',
      'a\u00adb',
      'a\u2028b',
      '\ud83d',
      'a\u{e0041}b',
      'a\u061cb',
    ],
  },
  'visible line': { ask: visibleLine, texts: ['a§b', 'a\nb', 'a\u2029b', 'a\u202ab', 'a\u200fb'] },
  label: { ask: (text) => label(text, 12), texts: ['ab', 'a¶', 'abc def ghi jkl mno', '12345678901\u{1f600}x', 'a\nb'] },
  'shown text': {
    ask: (text) => shown(text, 12),
    texts: [
      '\u0001',
      '\u00ff',
      '\u0085',
      '\u00ad',
      '\u061c',
      '\uffff',
      '\u{10000}',
      '\u{e0001}',
      '\ufeff',
      'ab',
      'a¶',
      'abc def ghi jkl mno',
      'a  b',
      ' a ',
      '12345678901\u{1f600}x',
      'a§b',
    ],
  },
  head: { ask: (text) => head(text, 5), texts: ['abcdefg', 'abcd\u{1f600}e', 'abc\u{1f600}e', 'é\u0301abcdef'] },
  pictured: { ask: pictured, texts: ['a§b', '\u0000\u001b\u007f'] },
  width: { ask: widthOf, texts: ['abc', '漢字', 'é', 'e\u0301', '\u{1f600}', '한글', 'ｆｕｌｌ', '\u200b', 'a§'] },
  padded: { ask: (text) => `${padded(text, 4)}|`, texts: ['abcdef', '漢字x', '\u{1f600}'] },
  cut: { ask: (text) => cut(text, 5), texts: ['abcdefgh', '漢字漢字', 'a漢字漢', '\u{1f600}\u{1f600}\u{1f600}', 'ab é cd'] },
  wrapped: {
    ask: (text) => wrapped(text, 10),
    texts: [
      'the quick brown fox jumps',
      'averylongwordindeed and more',
      'a\u00a0b c d e f g h',
      '漢字漢字漢字漢字',
      '  two  spaces  here and there',
      'a¶ b',
      'one\ntwo three four',
    ],
  },
};

describe('what becomes of a text, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('%s', async (name, production) => {
    await expect(visibly(`${drawnProduction(production).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-')}.txt`);
  });
});
