/**
 * Signs by which a line tells that a reader is worth trying. A log has millions of lines, and most hold nothing for most readers; to run each
 * reader's own pattern on every line costs more than to read the line. So all readers name short pieces of text of which one must be there,
 * and one pass over a line finds the pieces of all of them.
 */

/** Letters in one case, digits, and the marks that pieces are made of; whatever else there is counts as one and the same. */
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

/** By three units in a row: the signs that they are a piece of. */
const table = new Uint8Array(MASK + 1);
let given = 0;
let last = '';
let lastSigns = 0;

/** A sign. There may be eight. */
export class Sign {
  private readonly bit: number;

  /** `pieces`: one to three units each, case of letters regardless; a line begins and ends with a space. */
  constructor(pieces: readonly string[]) {
    if (given === 8) throw new Error('no more than eight signs');
    this.bit = 1 << given++;
    for (const piece of pieces) for (const at of placesOf(piece)) table[at] |= this.bit;
    last = '';
    lastSigns = 0;
  }

  /** Whether one of the pieces is in `text`. Linear, and for several signs of one text after another one pass. */
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

/** Where the table has a piece; one of fewer than three units is there with whatever follows. */
function placesOf(piece: string): number[] {
  let places = [0];
  for (let at = 0; at < 3; at++) {
    const units = at < piece.length ? [codeOf(piece.charCodeAt(at))] : Array.from({ length: 1 << BITS }, (_, n) => n);
    places = places.flatMap((place) => units.map((unit) => (place << BITS) | unit));
  }
  return places;
}
