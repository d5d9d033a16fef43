import { visibly } from './drawn';

/** Letters for what else is read, in the order in which it comes. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What replaces a character: a letter, a digit, a space, and signs that part or end words. */
const INSTEAD = 'x0 .-":=<\\);é';
/** In each place so many of them are tried, others than in its neighbours: a few signs a place say as much of a line as all. */
const TURNS = 3;
const signAt = (at: number, turn: number): string => INSTEAD[(at * 5 + turn * 4) % INSTEAD.length];

/** Marks for what is read: `.` for the same as of the whole line, `-` for nothing, a letter for each other answer, and where it was first. */
class Marks {
  private readonly letters = new Map<string, { readonly letter: string; readonly first: string }>();
  constructor(private readonly whole: string) {}

  of(answer: string, where: string): string {
    if (answer === this.whole) return '.';
    if (answer === '') return '-';
    const known = this.letters.get(answer) ?? { letter: LETTERS[this.letters.size] ?? '*', first: where };
    this.letters.set(answer, known);
    return known.letter;
  }

  /** A line, the rows of marks below it, and what each mark means. */
  drawn(shown: string, rows: readonly string[]): string[] {
    return [
      `  ${visibly(shown)}`.trimEnd(),
      ...rows.map((row) => `# ${row}`),
      `#   . = ${visibly(this.whole === '' ? 'nothing' : this.whole)}`,
      ...[...this.letters]
        .filter(([, { letter }]) => letter !== '*')
        .map(([answer, { letter, first }]) => `#   ${letter} = ${visibly(answer)} (${first})`),
    ];
  }
}

/**
 * What is read of a line in which one character is another. Under the line a row for each turn, in which each place is marked: `.` where the
 * same is read as of the whole line, `-` where nothing is, and a letter where something else is; behind the rows what each letter means, and
 * with which sign in which column it was read first. Places in an answer stay comparable, because no length changes.
 * @param ask what is read of a line, as words; empty for nothing
 * @param shown the line as it is drawn; the same length
 */
export function drawnDamage(line: string, ask: (line: string) => string, shown: string = line): string[] {
  const whole = ask(line);
  const marks = new Marks(whole);
  const mark = (at: number, turn: number): string => {
    const sign = signAt(at, turn);
    return line[at] === sign ? '.' : marks.of(ask(line.slice(0, at) + sign + line.slice(at + 1)), `${sign} in ${at + 1}`);
  };
  const rows = Array.from({ length: TURNS }, (_, turn) => Array.from({ length: line.length }, (_, at) => mark(at, turn)).join(''));
  return marks.drawn(shown, rows.every((row) => /^\.*$/.test(row)) ? [] : rows);
}

/** A word, a number, a stretch of spaces or of signs. */
const WORD = /[A-Za-z]+|\d+|\s+|[^A-Za-z\d\s]+/g;
const otherCase = (word: string): string => (word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase());

/** What happens to a word; null where it would be the same. */
const WEAR: Readonly<Record<string, (word: string) => string | null>> = {
  gone: () => '',
  twice: (word) => word + word,
  longer: (word) => word + word[word.length - 1],
  shorter: (word) => (word.length > 1 ? word.slice(0, -1) : null),
  'in other case': (word) => (otherCase(word) === word ? null : otherCase(word)),
};

/**
 * What is read of a line in which one word, number, space or sign is gone, twice there, longer or shorter by one unit, or in other case. Under the
 * line a row for each of these where it changes anything, with the marks of drawnDamage under the beginning of each word.
 * @param ask what is read of a line, as words without places in it; empty for nothing
 * @param shown the line as it is drawn; the same length
 * @param ways the names of what happens to a word
 */
export function drawnWear(line: string, ask: (line: string) => string, shown: string = line, ways = Object.keys(WEAR)): string[] {
  const marks = new Marks(ask(line));
  const rows = Object.entries(WEAR)
    .filter(([name]) => ways.includes(name))
    .flatMap(([name, worn]) => {
      const row = Array.from(line.matchAll(WORD), ({ index, 0: word }) => {
        const other = worn(word);
        const mark =
          other === null ? '.' : marks.of(ask(line.slice(0, index) + other + line.slice(index + word.length)), `${name} at ${index + 1}`);
        return mark.padEnd(word.length);
      }).join('');
      return /[^. ]/.test(row) ? [`${row.trimEnd()} ${name}`] : [];
    });
  return marks.drawn(shown, rows);
}

/** Expressions count up to about so many units. */
const LENGTHS = Array.from({ length: 13 }, (_, n) => n + 1);

/** `1-3 5`: numbers in ascending order, with those in a row as one. */
function rangesOf(list: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < list.length; ) {
    let end = at;
    while (list[end + 1] === list[end] + 1) end++;
    parts.push(end > at ? `${list[at]}-${list[end]}` : String(list[at]));
    at = end + 1;
  }
  return parts.join(' ');
}

/**
 * Of which lengths the words, numbers, spaces and signs of a line may be, from 1 to 13, so that the same is read of it: a row for each that may not
 * be of all, with its column from 1. A word is cut, or its last unit repeated. `ask` as for drawnWear.
 */
export function drawnLengths(line: string, ask: (line: string) => string): string[] {
  const whole = ask(line);
  const rows = Array.from(line.matchAll(WORD), ({ index, 0: word }) => {
    const of = (length: number): string => word.slice(0, length).padEnd(length, word[word.length - 1]);
    const same = LENGTHS.filter((length) => ask(line.slice(0, index) + of(length) + line.slice(index + word.length)) === whole);
    return same.length === LENGTHS.length ? '' : `${index + 1}: ${rangesOf(same) || 'none'}`;
  }).filter((row) => row !== '');
  return rows.length === 0 ? [] : [`#   lengths that say the same, ${rows.join(', ')}`];
}
