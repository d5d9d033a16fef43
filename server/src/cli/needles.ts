/** More texts than this are looked for word by word: a pattern of them all would try each of them at each place. */
const FEW = 12;

/** Texts to look for in the bytes of a log, a few or many thousands. */
export class Needles {
  private readonly texts = new Set<string>();
  private pattern: RegExp | null = null;
  private byWord = new Map<string, string[]>();
  private every = false;

  /** `ignoreCase`: letters of US-ASCII are found in either case. */
  constructor(private readonly ignoreCase: boolean) {}

  /** Takes in more texts; false where all of them were known. A text outside US-ASCII is found in every line: it depends on the encoding. */
  add(texts: Iterable<string>): boolean {
    const before = this.texts.size;
    for (const text of texts) {
      if (text === '') continue;
      this.texts.add(this.ignoreCase ? text.toLowerCase() : text);
      if (/[^\x20-\x7e]/.test(text)) this.every = true;
    }
    if (this.texts.size === before) return false;
    // The longest first: of two texts that begin alike, the pattern finds only the one that it tries first.
    const few = [...this.texts].slice(0, FEW).sort((a, b) => b.length - a.length);
    this.pattern = new RegExp(few.map(escaped).join('|'), this.ignoreCase ? 'gi' : 'g');
    this.byWord = new Map();
    for (const text of this.texts) {
      const word = WORD.exec(text)?.[0];
      // Without a word in it there is nothing to look it up by.
      if (word === undefined) this.every ||= this.texts.size > FEW;
      else this.byWord.set(word, [...(this.byWord.get(word) ?? []), text]);
    }
    return true;
  }

  /**
   * Where texts stand in a text of one unit for each byte, in ascending order; more places than those are possible, and `false` means that
   * every line counts.
   */
  in(bytes: string): Iterable<number> | false {
    if (this.every) return false;
    return this.texts.size > FEW ? this.amongWords(this.ignoreCase ? bytes.toLowerCase() : bytes) : this.few(bytes);
  }

  private *few(bytes: string): Generator<number> {
    if (!this.pattern) return;
    const pattern = new RegExp(this.pattern);
    for (let match = pattern.exec(bytes); match; match = pattern.exec(bytes)) {
      const { index } = match;
      // Another text may begin within a number that does not count.
      if (!standsAlone(bytes, index, match[0])) pattern.lastIndex = index + 1;
      else yield index;
    }
  }

  private *amongWords(bytes: string): Generator<number> {
    const words = new RegExp(WORD, 'g');
    for (let match = words.exec(bytes); match; match = words.exec(bytes)) {
      const texts = this.byWord.get(match[0]);
      if (texts?.some((text) => this.isAt(text, bytes, match.index))) yield match.index;
    }
  }

  private isAt(text: string, bytes: string, at: number): boolean {
    const from = at - text.search(WORD);
    return bytes.startsWith(text, from) && standsAlone(bytes, from, text);
  }
}

const WORD = /[A-Za-z0-9]+/;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** A number is found where it is a value of its own: not in a longer number, a name, an address or a time. */
const standsAlone = (bytes: string, at: number, text: string): boolean => {
  if (!/^\d+$/.test(text)) return true;
  const end = at + text.length;
  return !/\w$|\d[.:-]$/.test(bytes.slice(Math.max(0, at - 2), at)) && !/^\w|^[.:-]\d/.test(bytes.slice(end, end + 2));
};
