import { describe, expect, it } from 'vitest';
import type { Wrapper } from '../../../src/formats/wrapper';
import { wrappers } from '../../../src/formats/wrappers';
import { drawnDamage, drawnLengths, drawnWear } from '../../damage';
import { visibly } from '../../drawn';

/** Lines as they come in a wrapper or beside it, for what no sample shows: other signs, other depths, what was wrapped twice or is none. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  html: [
    'S: 250 &amp;lt;a&#64;b&gt; &#x41; &nbsp;&quot;x&apos; &bogus; &#0; a & b<br />',
    'S: 250 &lt;br&gt;&lt;pre&gt; is a tag',
    'S: 250 &amp;lt;br&amp;gt; was one twice',
    '<tr><td>S:</td><td>220 mx</td></tr>',
    'C: <b>RCPT</b> TO:<i>x <u@example.org>',
    '<p class="a">S: 220 mx</p>',
    'MAIL FROM:<p@example.org> &lt;x',
  ],
  quote: ['>> 250 ok', '| 250 ok', '>= 250 ok', '    > 250 ok'],
  comment: ['////! C: QUIT', '#### C: QUIT', '-- C: QUIT', ';;;; C: QUIT', '%%% C: QUIT', 'dnl C: QUIT', 'REM C: QUIT', '\t\t#'],
  'line-numbers': ['1234567 250 ok', '       1\tC: QUIT', '12. C: QUIT', '3)C: QUIT', '7   -> QUIT', '  9  250 ok', '12345678: C: QUIT'],
  indentation: ['   -> QUIT', '     SMTP>> QUIT', '\t\t  C: QUIT'],
};

function said(wrapper: Wrapper, line: string): string {
  const like = wrapper.like ? wrapper.like(line) : wrapper;
  const peeled = (like ?? wrapper).peel(line);
  if (!peeled) return wrapper.like && like ? 'begun, but not taken off' : '';
  const { piece, key, time } = peeled;
  const decoded = piece.text.length === piece.to - piece.from ? '' : `, which reads as ${piece.text.length}`;
  const told = `${piece.from + 1}-${piece.to}${decoded}${key === undefined ? '' : `, key of ${key.length}`}${time === undefined || Number.isNaN(time) ? '' : ', timed'}`;
  const shows = wrapper.shows ? `, ${wrapper.shows.test(line) ? 'shows' : 'does not show'}` : '';
  return `${wrapper.like && !like ? 'not begun, ' : ''}${told}${shows}`;
}

/** The same without places, which move: what is inside begins so. */
function saidOf(wrapper: Wrapper, line: string): string {
  const like = wrapper.like ? wrapper.like(line) : wrapper;
  const peeled = (like ?? wrapper).peel(line);
  if (!peeled) return wrapper.like && like ? 'begun, but not taken off' : '';
  const { piece, key, time } = peeled;
  const end = piece.to === line.length ? '' : 'not to the end';
  const words = [
    key === undefined ? '' : 'key',
    time === undefined || Number.isNaN(time) ? '' : 'timed',
    end,
    `“${piece.text.slice(0, 8)}”`,
  ];
  return words.filter((word) => word !== '').join(', ');
}

/** Behind each line what is inside, by every wrapper that is around it. */
describe('what is inside a wrapper when one character is another, as drawn in damaged/', () => {
  it.each(wrappers.map((wrapper) => [wrapper.id, wrapper] as const))('of %s', async (id, wrapper) => {
    const lines = [...wrapper.samples.map(({ line }) => line), ...(FURTHER[id] ?? [])];
    const inside = (other: Wrapper, line: string): string | null =>
      ((other.like ? other.like(line) : other)?.peel(line) ?? { piece: { text: null } }).piece.text;
    const rows = lines.flatMap((line) => [
      ...drawnDamage(line, (damaged) => said(wrapper, damaged)),
      ...wrappers.flatMap((other) => {
        const text = inside(other, line);
        return text === null || text === line ? [] : [`#   ${other.id}: ${visibly(text)}`];
      }),
    ]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`damaged/${id}.txt`);
  });
});

describe('what is inside a wrapper when a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each(wrappers.map((wrapper) => [wrapper.id, wrapper] as const))('of %s', async (id, wrapper) => {
    const lines = [...wrapper.samples.map(({ line }) => line), ...(FURTHER[id] ?? [])];
    const ask = (worn: string): string => saidOf(wrapper, worn);
    const rows = lines.flatMap((line) => [...drawnWear(line, ask), ...drawnLengths(line, ask)]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`worn/${id}.txt`);
  });
});
