import { describe, expect, it } from 'vitest';
import { queueIdAt, timestampAt } from '../../src/analysis/word-subject';

/** Asks at each column of a line and draws under it where something is found: `^` its place, as far as it reaches. */
function drawn(text: string, at: (character: number) => { from: number; to: number } | undefined | null): string[] {
  const spans = new Set<string>();
  let asked = '';
  for (let character = 0; character <= text.length; character++) {
    const span = at(character);
    asked += span ? '^' : ' ';
    if (span) spans.add(text.slice(span.from, span.to));
  }
  return [text, asked.trimEnd(), ...spans];
}

const ids = (text: string): string[] => drawn(text, (character) => queueIdAt(text, { line: 0, character })?.span);
const times = (text: string, end = text.length): string[] => drawn(text, (character) => timestampAt(text, end, { line: 0, character }));

describe('a word', () => {
  it('is a queue id that holds a time, at each of its letters', () => {
    expect(ids('250 OK id=1xVZhV-0002xq-2G now')).toEqual([
      '250 OK id=1xVZhV-0002xq-2G now', //
      '          ^^^^^^^^^^^^^^^^',
      '1xVZhV-0002xq-2G',
    ]);
    expect(queueIdAt('1xVZhV-0002xq-2G', { line: 7, character: 3 })).toMatchObject({
      kind: 'queue-id',
      program: 'Exim',
      span: { line: 7, from: 0, to: 16 },
    });
  });

  it.each(['250 OK id=ABCDEFGHIJKLMN now', '250 queued as 349261B8932', '250 queued as 4F9D1A2B3C', '250 ok 1054189746 qp 4321'])(
    'is none: %s',
    (text) => {
      expect(ids(text)).toEqual([text, '']);
    },
  );
});

describe('a stamp', () => {
  it('is found at each of its signs', () => {
    expect(times('Nov 23 19:22:41 mx1 postfix[1]: x')).toEqual([
      'Nov 23 19:22:41 mx1 postfix[1]: x', //
      '^^^^^^^^^^^^^^^',
      'Nov 23 19:22:41',
    ]);
    expect(times('[2026-11-23T19:22:41.123+01:00] x')).toEqual([
      '[2026-11-23T19:22:41.123+01:00] x', //
      ' ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '2026-11-23T19:22:41.123+01:00',
    ]);
    expect(times('19:22:41,5 1054189746.5 @400000006a1b2c3d075bcd15')).toEqual([
      '19:22:41,5 1054189746.5 @400000006a1b2c3d075bcd15',
      '^^^^^^^^^^ ^^^^^^^^^^^^ ^^^^^^^^^^^^^^^^^^^^^^^^^',
      '19:22:41,5',
      '1054189746.5',
      '@400000006a1b2c3d075bcd15',
    ]);
  });

  it('is looked for before the message only', () => {
    expect(times('19:22:41 at 20:00:00', 9)).toEqual(['19:22:41 at 20:00:00', '^^^^^^^^', '19:22:41']);
    expect(times('at 19:22:41', 10)).toEqual(['at 19:22:41', '']);
  });
});
