/** The units that a match can begin with: one entry for each of the first 128, and one for all others; 1 if it can. */
export type FirstUnits = Uint8Array;

/** Index of the entry that stands for every unit beyond ASCII. */
export const OTHER_UNITS = 128;
const SIZE = 129;

const CLASSES: Readonly<Record<string, (unit: number) => boolean>> = {
  d: (unit) => unit >= 48 && unit <= 57,
  w: (unit) => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95,
  s: (unit) => unit === 32 || (unit >= 9 && unit <= 13) || unit === OTHER_UNITS,
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, v: 11, f: 12, '0': 0 };

/**
 * Which units a line must begin with to match a pattern that is anchored with `^`. If the pattern is not understood, or has no anchor,
 * every unit is allowed.
 */
export function firstUnits(pattern: RegExp): FirstUnits {
  const { source } = pattern;
  const units = new Uint8Array(SIZE);
  const reading = new PatternReading(source, 1);
  if (!source.startsWith('^') || reading.alternatives(units) || reading.at < source.length) return units.fill(1);
  if (!pattern.flags.includes('i')) return units;
  for (let upper = 65; upper <= 90; upper++) units[upper] = units[upper + 32] = units[upper] | units[upper + 32];
  return units;
}

/**
 * Reads as much of the syntax of regular expressions as the hints of the formats use (ECMA-262 §22.2.1). Every part adds its first units
 * to `into` (null: something precedes it) and returns whether it may match nothing, in which case the next part may come first.
 */
class PatternReading {
  constructor(
    private readonly source: string,
    public at: number,
  ) {}

  alternatives(into: FirstUnits | null): boolean {
    let empty = this.sequence(into);
    while (this.source[this.at] === '|') {
      this.at++;
      if (this.sequence(into)) empty = true;
    }
    return empty;
  }

  private sequence(into: FirstUnits | null): boolean {
    let empty = true;
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      if (!this.quantified(empty ? into : null)) empty = false;
    }
    return empty;
  }

  private quantified(into: FirstUnits | null): boolean {
    const empty = this.atom(into);
    if (!'*+?{'.includes(this.source[this.at] ?? ' ')) return empty;
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.source.slice(this.at, this.at + 16));
    if (!quantifier) return empty;
    this.at += quantifier[0].length;
    return empty || quantifier[0][0] === '*' || quantifier[0][0] === '?' || quantifier[1] === '0';
  }

  private atom(into: FirstUnits | null): boolean {
    const unit = this.source[this.at++];
    if (unit === '(') return this.group(into);
    if (unit === '^' || unit === '$') return true;
    if (unit === '[') this.characterClass(into);
    else if (unit === '.') add(into, () => true);
    else if (unit !== '\\') addUnit(into, unit);
    else {
      const name = this.source[this.at++];
      if (name === 'b' || name === 'B') return true;
      add(into, escaped(name));
    }
    return false;
  }

  private group(into: FirstUnits | null): boolean {
    const head = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(this.source.slice(this.at, this.at + 40));
    if (head) this.at += head[0].length;
    const looks = head !== null && /[=!]$/.test(head[0]);
    const empty = this.alternatives(looks ? null : into);
    this.at++;
    return looks || empty;
  }

  private characterClass(into: FirstUnits | null): void {
    if (into === null) {
      this.skipClass();
      return;
    }
    const members = new Uint8Array(SIZE);
    const negated = this.source[this.at] === '^';
    if (negated) this.at++;
    while (this.at < this.source.length && this.source[this.at] !== ']') {
      const unit = this.source[this.at++];
      const name = unit === '\\' ? this.source[this.at++] : unit;
      if (unit === '\\') add(members, escaped(name));
      else addUnit(members, unit);
      if (this.source[this.at] !== '-' || this.source[this.at + 1] === ']') continue;
      const end = this.source[this.at + 1] === '\\' ? this.source[this.at + 2] : this.source[this.at + 1];
      this.at += this.source[this.at + 1] === '\\' ? 3 : 2;
      const from = unit === '\\' ? 0 : unit.charCodeAt(0);
      const to = Math.min(end.charCodeAt(0), OTHER_UNITS);
      for (let each = from; each <= to; each++) members[each] = 1;
    }
    this.at++;
    add(into, (each) => (negated ? members[each] === 0 || each === OTHER_UNITS : members[each] === 1));
  }

  /** Goes behind a class whose members do not matter. */
  private skipClass(): void {
    while (this.at < this.source.length && this.source[this.at] !== ']') this.at += this.source[this.at] === '\\' ? 2 : 1;
    this.at++;
  }
}

function addUnit(into: FirstUnits | null, unit: string): void {
  if (into) into[Math.min(unit.charCodeAt(0), OTHER_UNITS)] = 1;
}

function add(into: FirstUnits | null, holds: (unit: number) => boolean): void {
  if (into) for (let unit = 0; unit < SIZE; unit++) if (holds(unit)) into[unit] = 1;
}

const is = (unit: string) => (each: number) => each === Math.min(unit.charCodeAt(0), OTHER_UNITS);

function escaped(name: string): (unit: number) => boolean {
  const known = CLASSES[name.toLowerCase()];
  if (known) return name === name.toLowerCase() ? known : (unit) => !known(unit) || unit === OTHER_UNITS;
  if (name in CONTROLS) return (unit) => unit === CONTROLS[name];
  return name === 'u' || name === 'x' || name === 'c' ? () => true : is(name);
}
