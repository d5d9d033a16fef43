/**
 * Runs of units that may contain a host name, a code joined to it, or the domain of an address: letters, digits and marks of any script
 * (RFC 5890 §2.3.2.1), `_`, `.` and `-`; no spaces, symbols or invisible characters. They are found from their dots outwards, because most
 * words of a log have none.
 */
export interface Run {
  /** Columns of the line, `to` exclusive; the run cannot be extended on either side. */
  readonly from: number;
  readonly to: number;
  readonly dots: number;
  /** It consists of digits and dots. */
  readonly numeric: boolean;
}

const DOT = 46;
/** Classes of US-ASCII units: not in a run, dots and hyphens, letters and `_`, digits. */
const MARK = 1;
const LETTER = 2;
const DIGIT = 3;
const classes = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const text = String.fromCharCode(unit);
  if (/\d/.test(text)) classes[unit] = DIGIT;
  else if (/\w/.test(text)) classes[unit] = LETTER;
  else if (/[.-]/.test(text)) classes[unit] = MARK;
}

const WRITTEN = /[\p{L}\p{N}]/u;
const COMBINING = /\p{M}/u;

/** The class of the unit at `at`; both halves of a surrogate pair have that of the pair. */
function classAt(line: string, at: number): number {
  const unit = line.charCodeAt(at);
  if (unit < 128) return classes[unit];
  const low = unit >= 0xdc00 && unit < 0xe000;
  const character = String.fromCodePoint(
    line.codePointAt(low && at > 0 && (line.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at - 1 : at) ?? 0,
  );
  return WRITTEN.test(character) ? LETTER : COMBINING.test(character) ? MARK : 0;
}

const NONE: readonly Run[] = [];

/** The runs of a line that contain a dot, left to right. */
export function dottedRuns(line: string): readonly Run[] {
  let found: Run[] | null = null;
  let to = 0;
  for (let dot = line.indexOf('.'); dot >= 0; dot = line.indexOf('.', to)) {
    let from = dot;
    let numeric = true;
    let dots = 0;
    for (; from > to; from--) {
      const one = classAt(line, from - 1);
      if (one === 0) break;
      if (one !== DIGIT) numeric = false;
    }
    for (to = dot; to < line.length; to++) {
      const one = classAt(line, to);
      if (one === 0) break;
      if (one === DIGIT) continue;
      if (line.charCodeAt(to) === DOT) dots++;
      else numeric = false;
    }
    found ??= [];
    found.push({ from, to, dots, numeric });
  }
  return found ?? NONE;
}

/** The column at or after `from` at which the text of a run begins: with a letter or a digit; `to` if there is none before `to`. */
export function beginOf(line: string, from: number, to: number): number {
  let at = from;
  while (at < to && classAt(line, at) === MARK) at++;
  return at;
}

/** The end of the run whose text begins at `at`; `at` if none does. */
export function runEnd(line: string, at: number): number {
  let end = at;
  if (end < line.length && classAt(line, end) === MARK) return end;
  while (end < line.length && classAt(line, end) !== 0) end++;
  return end;
}

/**
 * Calls `use` with the columns of each word that may be a login or a machine with a name of one label: units of US-ASCII, not part of an
 * address, without the dots at its end.
 */
export function eachWord(line: string, use: (from: number, to: number) => void): void {
  const { length } = line;
  for (let at = 0; at < length; at++) {
    const first = classOf(line.charCodeAt(at));
    if (first === 0) continue;
    const from = at;
    while (at < length && classOf(line.charCodeAt(at)) !== 0) at++;
    if (first === MARK || line[from - 1] === '@' || line[at] === '@') continue;
    let to = at;
    while (line.charCodeAt(to - 1) === DOT) to--;
    use(from, to);
  }
}

/** The class of a unit of US-ASCII; 0 for any other unit. */
const classOf = (unit: number): number => (unit < 128 ? classes[unit] : 0);
