import type { Piece } from '../../text/span';
import type { Wrapper } from '../wrapper';
import { compose } from '../wrapper';

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
/** Tags that only format a transcript; any other `<…>` is an address or a word of the text. */
const TAG =
  /^<\/?(?:br|pre|code|p|div|span|li|ul|ol|td|tr|th|table|tbody|tt|samp|blockquote|strong|em|font|kbd|mark|small|h[1-6])(?: [^<>]{0,200})? ?\/?>/i;
/** Tags of one letter may also be addresses: only those that are closed, or that close one, count. */
const LETTER = /^<(?:\/([biusa])|([biusa])(?: [^<>]{0,200})?)>/i;
const SHOWS =
  /&(?:lt|gt|amp|quot|#0?39|#x27|nbsp|#8203|#x200b);|<br ?\/?>|<\/?(?:pre|code|p|li|div|strong|em|kbd|samp|td|th|tr)>|<(?:span|font) [^<>]{1,80}>|<([biu])>[^<>]{0,80}<\/\1>/i;

/** Text as HTML: entities decoded, `<br>` and other formatting tags removed. */
export const html: Wrapper = {
  id: 'html',
  decodes: true,
  title: 'HTML',
  samples: [
    { line: 'SERVER -&gt; CLIENT: 354 End data with &lt;CR&gt;&lt;LF&gt;<br>', inside: 'SERVER -> CLIENT: 354 End data with <CR><LF>' },
    { line: '<strong>RCPT TO:&lt;bob@example.net&gt;</strong>', inside: 'RCPT TO:<bob@example.net>' },
    { line: '<pre>RCPT TO:&lt;o&#039;hara@example.net&gt;', inside: "RCPT TO:<o'hara@example.net>" },
  ],
  like: (line) => (SHOWS.test(line) ? html : null),
  shows: SHOWS,
  peel(line) {
    const piece = decodeHtml(line);
    // What was encoded twice.
    return { piece: piece.map && line.includes('&amp;') && SHOWS.test(piece.text) ? compose(piece, decodeHtml(piece.text)) : piece };
  },
};

const closes = (line: string, [, end, begin]: RegExpExecArray): boolean =>
  end !== undefined || line.toLowerCase().includes(`</${begin.toLowerCase()}>`);

/** The text that a browser would show for a line of HTML; a line without markup is returned unchanged. */
function decodeHtml(line: string): Piece {
  if (!line.includes('&') && !line.includes('<')) return { text: line, from: 0, to: line.length };
  let text = '';
  const map: number[] = [];
  let end = 0;
  for (let at = 0; at < line.length; ) {
    const unit = line[at];
    const start = at;
    let shown = unit;
    at++;
    if (unit === '<') {
      const rest = line.slice(start, start + 240);
      const letter = LETTER.exec(rest);
      const tag = letter && closes(line, letter) ? letter : TAG.exec(rest);
      if (tag) {
        at = start + tag[0].length;
        // Adjacent cells of a row are separated.
        if (text === '' || !/^<t[dh]/i.test(tag[0])) continue;
        shown = ' ';
      }
    } else if (unit === '&') {
      const entity = /^&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,4}));/i.exec(line.slice(start, start + 10));
      const decoded =
        entity && (entity[3] ? NAMED[entity[3].toLowerCase()] : codePoint(Number.parseInt(entity[1] ?? entity[2], entity[1] ? 10 : 16)));
      if (entity && decoded) {
        // Issue trackers insert a zero-width space into what looks like a mention.
        shown = decoded === '\u200b' ? '' : decoded;
        at = start + entity[0].length;
      }
    }
    for (let k = 0; k < shown.length; k++) map.push(start);
    text += shown;
    end = at;
  }
  // What follows the last unit is markup, not part of the text.
  map.push(end);
  return { text, from: 0, to: end, map };
}

const codePoint = (code: number): string | undefined => (code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : undefined);
