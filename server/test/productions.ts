import { drawnWear } from './damage';
import { drawnLine, type Place, visibly } from './drawn';

/** What a production reads in a text, and texts for it: `§` is where every character is tried, `¶` where one is repeated. */
export interface Production {
  readonly ask: (text: string) => unknown;
  readonly texts: readonly string[];
}

/** An answer in one line: a part with its units (`a@b 5-8`), without what it has not; `shown` changes the texts in it. */
function said(answer: unknown, shown = (text: string): string => text): string {
  if (typeof answer === 'string') return JSON.stringify(shown(answer));
  if (typeof answer !== 'object' || answer === null) return String(answer);
  if (Array.isArray(answer)) return `[${answer.map((one) => said(one, shown)).join(', ')}]`;
  const { from, to, text, kind, ...more } = answer as Record<string, unknown>;
  const named = [text === undefined ? '' : said(text, shown), kind ?? '', from === undefined ? '' : `${from}-${to}`];
  const rest = Object.entries(more)
    .filter(([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name} ${said(value, shown)}`);
  const all = [named.filter((part) => part !== '').join(' '), rest.join(', ')].filter((part) => part !== '').join(': ');
  return rest.length > 0 ? `{${all}}` : all;
}

/** Neighbours with the same answer, as places: a place is at the end of what was typed. */
export function runs(answers: readonly string[]): Place[] {
  const found: Place[] = [];
  for (const [at, words] of answers.entries()) {
    const last = found.at(-1);
    if (last?.words === words) found[found.length - 1] = { ...last, to: at + 1 };
    else found.push({ from: at, to: at + 1, words });
  }
  return found;
}

const CHARACTERS = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  '\u0085',
  '\u00a0',
  'é',
  '\u2013',
  '\u2026',
  '\u{1f600}',
];

/** Characters in a row as `a-z`. */
function rangesOf(list: readonly string[]): string {
  const codes = list.map((one) => CHARACTERS.indexOf(one));
  const parts: string[] = [];
  for (let at = 0; at < codes.length; ) {
    let end = at;
    while (end + 1 < codes.length && codes[end + 1] === codes[end] + 1) end++;
    parts.push(end - at > 2 ? `${list[at]}…${list[end]}` : list.slice(at, end + 1).join(' '));
    at = end + 1;
  }
  return parts.join(' ').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** The characters by what is read with each of them, the rarer answers first. */
function byCharacter(ask: Production['ask'], template: string): string[] {
  const answers = new Map<string, string[]>();
  for (const sign of CHARACTERS) {
    const text = template.replaceAll('§', sign);
    // What repeats the character says nothing else of it.
    const words = said(ask(text), (value) => (text.toLowerCase().includes(value.toLowerCase()) ? value.split(sign).join('§') : value));
    answers.set(words, [...(answers.get(words) ?? []), sign]);
  }
  return [...answers].map(([words, signs]) => `#   ${rangesOf(signs)}: ${words}`);
}

/** So many of a character are tried at most; up to `EACH` each number of them, and then in strides. */
const MOST = 520;
const EACH = 70;
const STRIDE = 20;

/** By how many times the last character before `¶` is there. */
function byCount(ask: Production['ask'], text: string): string[] {
  const at = text.indexOf('¶');
  const many = (count: number): string => text.slice(0, at - 1) + text[at - 1].repeat(count) + text.slice(at + 1);
  // Where something is, and what it is, changes with every character; that it is read, and as what, does not.
  const plain = (count: number): string =>
    said(ask(many(count)))
      .replace(/\d+/g, '0')
      .replaceAll(
        JSON.stringify(text[at - 1])
          .slice(1, -1)
          .repeat(2),
        '',
      )
      .replace(/"[^"]{40,}"/g, '"…"');
  const found: string[] = [];
  let last = '';
  for (let count = 0; count <= MOST && found.length <= 12; count++) {
    // What is read changes at a bound, and bounds are far apart where they are high.
    if (count > EACH && count + STRIDE <= MOST && plain(count + STRIDE) === last) {
      count += STRIDE;
      continue;
    }
    const words = plain(count);
    if (words !== last) found.push(`#   ${count} on: ${words}`);
    last = words;
  }
  return found;
}

/** Each text as it is typed, with every character in a place, or with more and more of one; under it what is read. */
export function drawnProduction({ ask, texts }: Production): string[] {
  return texts.flatMap((text) => {
    if (text.includes('§')) return [`  ${visibly(text)}   with every character`, ...byCharacter(ask, text)];
    if (text.includes('¶')) return [`  ${visibly(text)}   with more and more characters`, ...byCount(ask, text)];
    const answers = Array.from({ length: text.length + 1 }, (_, length) => said(ask(text.slice(0, length))));
    if (text.length > 200) return drawnLine(text, [{ from: 0, to: 0, words: answers[text.length] }]);
    const worn = drawnWear(text, (other) => said(ask(other))).slice(1);
    return [...drawnLine(text, runs(answers)), ...(worn.length > 1 ? worn : [])];
  });
}
