import type { Wrapper } from '../wrapper';

const SEQUENCE = /^\u001b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[()][A-Z0-9])/;

/** Colours and other escape sequences of a terminal (ECMA-48), left out. */
export const ansi: Wrapper = {
  id: 'ansi',
  decodes: true,
  title: 'terminal colours',
  samples: [{ line: '\u001b[32m<-  250 2.1.0 Ok\u001b[0m', inside: '<-  250 2.1.0 Ok' }],
  like: (line) => (line.includes('\u001b') ? ansi : null),
  peel(line) {
    if (!line.includes('\u001b')) return { piece: { text: line, from: 0, to: line.length } };
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
      map.push(at);
      text += line[at];
    }
    map.push(line.length);
    return { piece: { text, from: 0, to: line.length, map } };
  },
};
