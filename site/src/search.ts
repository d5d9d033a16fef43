/// <reference lib="dom" />
import { element } from './dom';

type Row = readonly [path: string, title: string, kind: string, words: string];

const MOST = 12;

// The script's own element is known only while it runs.
const top = document.currentScript?.getAttribute('data-top') ?? '';
let rows: Promise<readonly Row[]> | undefined;

/** The index, loaded when somebody first wants it. A script and not data, so that it also loads from a file. */
function index(): Promise<readonly Row[]> {
  rows ??= new Promise((resolve, reject) => {
    const script = element('script', { src: `${top}search-index.js` });
    script.addEventListener('load', () => resolve((globalThis as { smtpLensPages?: readonly Row[] }).smtpLensPages ?? []));
    script.addEventListener('error', reject);
    document.head.append(script);
  });
  return rows;
}

/** The rows in which words that were asked for are words or begin one, those first that have most of them. */
function matches(all: readonly Row[], asked: string): Row[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const score = ([, title, , text]: Row): number => {
    const own = text.split(/[\s(),/:]+/).flatMap((word) => [word, ...word.split('-')]);
    let points = 0;
    for (const word of words) {
      if (own.includes(word)) points += 3;
      else if (own.some((one) => one.startsWith(word))) points += 2;
      else points -= 1;
    }
    return points + (points > 0 && title.toLowerCase().startsWith(words.join(' ')) ? 5 : 0);
  };
  return all
    .map((row) => ({ row, points: score(row) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST)
    .map(({ row }) => row);
}

function start(form: HTMLFormElement, input: HTMLInputElement, results: HTMLElement): void {
  form.hidden = false;
  const search = async (): Promise<void> => {
    const asked = input.value;
    const found = asked.trim() === '' ? [] : matches(await index(), asked);
    if (input.value !== asked) return;
    const items = found.map(([path, title, kind]) =>
      element('li', {}, element('a', { href: top + path }, title), ' ', element('span', { class: 'meta' }, kind)),
    );
    const none = asked.trim() !== '' && items.length === 0 ? [element('p', {}, 'No page matches these words.')] : [];
    results.replaceChildren(...(items.length > 0 ? [element('ul', {}, ...items)] : none));
  };
  input.addEventListener('focus', () => void index());
  input.addEventListener('input', () => void search());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    results.querySelector('a')?.click();
  });
  document.addEventListener('keydown', (event) => {
    const free = !(event.target instanceof HTMLInputElement);
    if (event.key === '/' && free && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
    }
    if (event.key === 'Escape' && document.activeElement === input) {
      input.value = '';
      void search();
    }
  });
}

const form = document.querySelector<HTMLFormElement>('form.search');
const input = form?.querySelector('input');
const results = document.getElementById('results');
if (form && input && results) start(form, input, results);
