/**
 * Signs that show whether a reader is worth trying on a line. A log has millions of lines, and most contain nothing for most readers;
 * running each reader's own pattern on every line costs more than reading the line. Each reader therefore names short pieces of text, one
 * of which must be present, and a single pass over a line finds the pieces of all readers.
 */

/** Letters in one case, digits, and the punctuation that pieces are made of; all other characters count as the same one. */
const MARKS = '(:/\\-=&$@?_.<>"\'+~,{[*]);%';
const BITS = 6;
const MASK = (1 << (3 * BITS)) - 1;
const SPACE = 37;

const codes = new Uint8Array(128);
for (let n = 0; n < 26; n++) codes[97 + n] = codes[65 + n] = 1 + n;
for (let n = 0; n < 10; n++) codes[48 + n] = 27 + n;
codes[32] = codes[9] = codes[13] = SPACE;
for (let n = 0; n < MARKS.length; n++) codes[MARKS.charCodeAt(n)] = SPACE + 1 + n;

const codeOf = (unit: number): number => (unit < 128 ? codes[unit] : 0);

/** For every three units in a row: a bit mask of the signs that have them as a piece. */
const table = new Uint16Array(MASK + 1);
let given = 0;
let last = '';
let lastSigns = 0;

/** There can be at most this many. */
const MOST = 16;

/** A sign: one bit. */
export class Sign {
  private readonly bit: number;

  /** `pieces`: one to three UTF-16 units each, case ignored; a line counts as if it began and ended with a space. */
  constructor(pieces: readonly string[]) {
    if (given === MOST) throw new Error(`no more than ${MOST} signs`);
    this.bit = 1 << given++;
    for (const piece of pieces) mark(piece, this.bit);
    last = '';
    lastSigns = 0;
  }

  /** Whether one of the pieces is in `text`. Linear; asking several signs about the same text in a row costs one pass. */
  in(text: string): boolean {
    if (text !== last) {
      lastSigns = signsIn(text);
      last = text;
    }
    return (lastSigns & this.bit) !== 0;
  }
}

function signsIn(text: string): number {
  let found = 0;
  let three = (SPACE << BITS) | SPACE;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    three = ((three << BITS) | (unit < 128 ? codes[unit] : 0)) & MASK;
    found |= table[three];
  }
  three = ((three << BITS) | SPACE) & MASK;
  found |= table[three];
  return found | table[((three << BITS) | SPACE) & MASK];
}

/** Enters a piece in the table: one of fewer than three units with every unit that can follow it. */
function mark(piece: string, bit: number): void {
  let place = 0;
  for (let at = 0; at < piece.length; at++) place = (place << BITS) | codeOf(piece.charCodeAt(at));
  const free = BITS * (3 - piece.length);
  const from = place << free;
  for (let at = from; at < from + (1 << free); at++) table[at] |= bit;
}
