import { visibly } from './drawn';

/** Letters for what else is read, in the order in which it comes. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What replaces a character: a letter, a digit, a space, and signs that part or end words. */
const INSTEAD = 'x0 .-":=<\\);é';
/** In each place so many of them are tried, others than in its neighbours: a few signs a place say as much of a line as all. */
const TURNS = 3;
const signAt = (at: number, turn: number): string => INSTEAD[(at * 5 + turn * 4) % INSTEAD.length];

/**
 * What is read of a line in which one character is another. Under the line a row for each turn, in which each place is marked: `.` where the
 * same is read as of the whole line, `-` where nothing is, and a letter where something else is; behind the rows what each letter means, and
 * with which sign in which column it was read first. Places in an answer stay comparable, because no length changes.
 * @param ask what is read of a line, as words; empty for nothing
 * @param shown the line as it is drawn; the same length
 */
export function drawnDamage(line: string, ask: (line: string) => string, shown: string = line): string[] {
  const whole = ask(line);
  const letters = new Map<string, { readonly letter: string; readonly first: string }>();
  const mark = (at: number, turn: number): string => {
    const sign = signAt(at, turn);
    const answer = line[at] === sign ? whole : ask(line.slice(0, at) + sign + line.slice(at + 1));
    if (answer === whole) return '.';
    if (answer === '') return '-';
    const known = letters.get(answer) ?? { letter: LETTERS[letters.size] ?? '*', first: `${sign} in ${at + 1}` };
    letters.set(answer, known);
    return known.letter;
  };
  const rows = Array.from({ length: TURNS }, (_, turn) => Array.from({ length: line.length }, (_, at) => mark(at, turn)).join(''));
  return [
    `  ${visibly(shown)}`.trimEnd(),
    ...(rows.every((row) => /^\.*$/.test(row)) ? [] : rows.map((row) => `# ${row}`)),
    `#   . = ${visibly(whole === '' ? 'nothing' : whole)}`,
    ...[...letters]
      .filter(([, { letter }]) => letter !== '*')
      .map(([answer, { letter, first }]) => `#   ${letter} = ${visibly(answer)} (${first})`),
  ];
}
