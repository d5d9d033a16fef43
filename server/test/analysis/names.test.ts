import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { nameAt } from '../../src/analysis/names';
import { textOf } from '../../src/text/lines';

/** Asks at each column of a line for the name there; draws the names under it with their kind. */
function drawn(lines: readonly string[], line: number): string[] {
  const analysis = Analysis.of(textOf(lines));
  const found = new Map<string, string>();
  for (let character = 0; character <= lines[line].length; character++) {
    const name = nameAt(analysis, { line, character });
    if (name) {
      const { from, to } = name.span;
      expect(lines[line].slice(from, to)).toBe(name.text);
      found.set(`${' '.repeat(from)}${'^'.repeat(to - from)} ${name.kind}`, name.text);
    }
  }
  return [lines[line], ...found.keys()];
}

const DIALOGUE = [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.org',
  'S: 250 mx.example.net',
  'C: MAIL FROM:<alice@example.org>',
  'S: 250 2.1.0 <alice@example.org> ok',
  'C: RCPT TO:<bob@example.net>',
  'S: 250 2.1.5 to=bob@example.net ok',
  'C: DATA',
  'S: 354 go ahead',
  'C: Message-ID: <1234@client.example.org>',
  'C:',
  'C: .',
  'S: 250 2.0.0 Ok: queued as 349261B8932',
];

describe('the names in a line', () => {
  it.each([
    [
      'C: MAIL FROM:<alice@example.org>', //
      '              ^^^^^^^^^^^^^^^^^ mailbox',
    ],
    [
      'S: 250 2.1.0 <alice@example.org> ok', //
      '              ^^^^^^^^^^^^^^^^^ mailbox',
    ],
    [
      'S: 250 2.1.5 to=bob@example.net ok', //
      '                ^^^^^^^^^^^^^^^ mailbox',
    ],
    [
      'C: Message-ID: <1234@client.example.org>', //
      '                ^^^^^^^^^^^^^^^^^^^^^^^ message-id',
    ],
    [
      'S: 250 2.0.0 Ok: queued as 349261B8932', //
      '                           ^^^^^^^^^^^ queue-id',
    ],
    ['C: DATA'],
  ])('%s', (...wanted) => {
    expect(drawn(DIALOGUE, DIALOGUE.indexOf(wanted[0]))).toEqual(wanted);
  });
});
