import type { Wrapper } from '../wrapper';

const SEQUENCE = /^\u001b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[()][A-Z0-9])/;
/** A colour whose ESC was lost or written out: `[32m`, `^[[0m`, `\e[1;31m`, `#033[0m`. */
const WRITTEN = /^(?:\^\[|\\(?:e|033|x1[bB]|u001[bB])|#033|[\u241b\u2190\ufffd])?\[(?:\d{1,3}(?:;\d{1,3}){0,4})?m/;
/** Such a colour at the beginning of a line, or after what a logger put there. */
const SHOWS_WRITTEN = /^.{0,40}?(?:\[\d{1,3}(?:;\d{1,3}){0,4}m|[\]\u241b\u2190\ufffd]\[m)/;
const BEGINS_WRITTEN = '[^\\#\u241b\u2190\ufffd';

/** Colours and other terminal escape sequences (ECMA-48), which are removed. */
export const ansi: Wrapper = {
  id: 'ansi',
  decodes: true,
  title: 'terminal colours',
  samples: [
    { line: '\u001b[32m<-  250 2.1.0 Ok\u001b[0m', inside: '<-  250 2.1.0 Ok' },
    { line: '[32m<-  250 2.1.0 Ok[0m', inside: '<-  250 2.1.0 Ok' },
    { line: '\\e[1;32m<-  250 2.1.0 Ok\\e[0m', inside: '<-  250 2.1.0 Ok' },
  ],
  like: (line) => (line.includes('\u001b') || SHOWS_WRITTEN.test(line) ? ansi : null),
  shows: /^(?:\u001b|\^\[|\\(?:e|033|x1[bB])|#033)?\[\d[\d;]{0,12}m(?:[<>$C:=-]{1,4} ?)?(?:EHLO|HELO|LHLO|MAIL FROM|RCPT TO|AUTH)\b/i,
  peel(line) {
    const written = line.includes('m') && /\[[\d;]{0,16}m/.test(line);
    if (!written && !line.includes('\u001b')) return { piece: { text: line, from: 0, to: line.length } };
    let text = '';
    const map: number[] = [];
    for (let at = 0; at < line.length; at++) {
      if (line.charCodeAt(at) === 27) {
        const sequence = SEQUENCE.exec(line.slice(at, at + 240));
        if (sequence) {
          at += sequence[0].length - 1;
          continue;
        }
      }
      const colour = written && BEGINS_WRITTEN.includes(line[at]) ? WRITTEN.exec(line.slice(at, at + 32)) : null;
      if (colour) {
        at += colour[0].length - 1;
        continue;
      }
      map.push(at);
      text += line[at];
    }
    map.push(line.length);
    return { piece: { text, from: 0, to: line.length, map } };
  },
};
