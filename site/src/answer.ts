/// <reference lib="dom" />
import { button, element } from './dom';
import type { Explained } from './explained';
import type { Reading, ShownCause, ShownFinding, ShownLadder } from './reading';
import type { Link, Stretch } from './stretch';

/** Goes to a place of the text: line from 0, columns in UTF-16 units. */
export type Show = (line: number, from?: number, to?: number) => void;

/** So many causes are told in full; of the rest their titles. */
const IN_FULL = 3;

const sentence = (stretches: readonly Stretch[]): (Node | string)[] =>
  stretches.map(({ text, quoted }) => (quoted ? element('code', {}, text) : text));

const link = ({ text, to }: Link): Node =>
  to === ''
    ? document.createTextNode(text)
    : element('a', /^https?:/.test(to) ? { href: to, rel: 'noreferrer noopener' } : { href: to }, text);

const listed = (links: readonly Link[]): HTMLElement =>
  element('ul', { class: 'links' }, ...links.map((one) => element('li', {}, link(one))));

/** The causes, the most decisive first and large. */
export function causesIn({ causes, formats, findings, explained }: Reading, show: Show): Node[] {
  if (causes.length === 0 && explained.length > 0) return explained.map((one, at) => explanation(one, at === 0));
  if (causes.length === 0) return [nothing(formats.length > 0, findings.length)];
  const [first, ...more] = causes;
  const full = more.slice(0, IN_FULL - 1).map((cause) => causeArticle(cause, show, false));
  const rest = more.slice(IN_FULL - 1);
  return [
    causeArticle(first, show, true),
    ...full,
    ...(rest.length === 0
      ? []
      : [
          element(
            'details',
            { class: 'more' },
            element('summary', {}, `${rest.length} more`),
            ...rest.map((cause) => causeArticle(cause, show, false)),
          ),
        ]),
  ];
}

/** What a code or a command means that was typed alone. */
const explanation = (one: Explained, first: boolean): HTMLElement =>
  element(
    'article',
    { class: `cause ${first ? 'first' : ''}` },
    element('h2', {}, ...sentence(one.heading)),
    element('p', { class: 'why' }, ...sentence(one.summary)),
    ...partsOf(one),
    element('div', { class: 'further' }, listed(one.pages), listed(one.sources)),
  );

/** What stands under the pointer, in a few lines. */
export const tooltip = (one: Explained): HTMLElement =>
  element(
    'div',
    { class: 'explained' },
    element('p', { class: 'head' }, ...sentence(one.heading)),
    element('p', {}, ...sentence(one.summary)),
    ...partsOf(one).slice(0, 3),
  );

function partsOf({ parts }: Explained): HTMLElement[] {
  return parts.map(({ label, rows }) => {
    const name = label === '' ? null : element('span', { class: 'name' }, label);
    const cells = (row: (typeof rows)[number]): (Node | string)[] => row.flatMap((cell, at) => [at > 0 ? ' · ' : '', ...sentence(cell)]);
    if (rows.length === 1) return element('p', { class: 'part' }, name, ...cells(rows[0]));
    return element('div', { class: 'part' }, name, element('ul', {}, ...rows.map((row) => element('li', {}, ...cells(row)))));
  });
}

function nothing(known: boolean, findings: number): Node {
  const title = known ? 'Nothing was refused here' : 'This does not look like mail';
  const text = !known
    ? 'There is no reply of a mail server in it. Paste the whole bounce, the line of the log, or the dialogue with its three-digit codes.'
    : findings > 0
      ? 'No reply in this text refuses anything. What is unusual in it is listed below.'
      : 'No reply in this text refuses anything, and the dialogue keeps to the rules.';
  return element('article', { class: 'cause first calm' }, element('h2', {}, title), element('p', { class: 'why' }, text));
}

function causeArticle(cause: ShownCause, show: Show, first: boolean): HTMLElement {
  const where = cause.places
    .slice(0, 6)
    .map(({ line, from, to }) => button(`line ${line + 1}`, () => show(line, from, to), { class: 'line' }));
  const count = cause.count > 1 ? ` ${cause.count} times` : '';
  return element(
    'article',
    { class: `cause ${first ? 'first' : ''} ${cause.passing ? 'passing' : 'final'}` },
    element(
      'p',
      { class: 'eyebrow' },
      cause.codes === '' ? null : element('span', { class: 'codes' }, cause.codes),
      element('span', {}, `${cause.passing ? 'Temporary' : 'Permanent'}${count}`),
    ),
    element('h2', {}, cause.title),
    element('p', { class: 'why' }, ...sentence(cause.cause)),
    element('p', { class: 'do' }, element('span', { class: 'name' }, 'What to do'), ...sentence(cause.advice)),
    element(
      'dl',
      {},
      element('div', {}, element('dt', {}, 'Who acts'), element('dd', {}, cause.who)),
      element('div', {}, element('dt', {}, 'Try again'), element('dd', {}, cause.again)),
      element('div', {}, element('dt', {}, 'Where'), element('dd', {}, cause.whom, cause.whom === '' ? null : ' · ', ...spaced(where))),
    ),
    cause.said === '' ? null : element('blockquote', {}, element('p', {}, cause.said)),
    cause.certain ? null : element('p', { class: 'note' }, 'This is the most likely reading, not a certain one.'),
    element('div', { class: 'further' }, listed(cause.pages), listed(cause.sources)),
  );
}

const spaced = (nodes: readonly Node[]): (Node | string)[] => nodes.flatMap((node, at) => (at === 0 ? [node] : [' ', node]));

const SEVERITIES = { error: 'Error', warning: 'Warning', information: 'Note', hint: 'Hint' } as const;

/** What is against the rules, with where; causes are findings too, but have been told. */
export function findingsIn(findings: readonly ShownFinding[], show: Show): Node | null {
  const own = findings.filter(({ rule }) => !rule.startsWith('verdict-'));
  if (own.length === 0) return null;
  const row = ({ line, from, to, severity, title, message, page }: ShownFinding): HTMLElement =>
    element(
      'li',
      { class: severity },
      element(
        'p',
        { class: 'head' },
        element('span', { class: 'severity' }, SEVERITIES[severity]),
        element('a', { href: page }, title),
        button(`line ${line + 1}`, () => show(line, from, to), { class: 'line' }),
      ),
      element('p', {}, message),
    );
  return element('ol', { class: 'findings' }, ...own.map(row));
}

const STYLE = 'svg { display: block; width: 100%; min-width: 30rem; max-width: 50rem; height: auto; margin: 0 auto; }';

/**
 * Drawings of dialogues. Each is parsed as XML and stands in a shadow tree, so that its styles stay its own; what is not well-formed is
 * left out. A click or Enter on an arrow goes to its line.
 */
export function laddersIn(ladders: readonly ShownLadder[], show: Show): HTMLElement[] {
  return ladders.flatMap(({ svg }) => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    if (parsed.querySelector('parsererror, script, foreignObject')) return [];
    const host = element('div', { class: 'ladder' });
    const root = host.attachShadow({ mode: 'open' });
    root.append(element('style', {}, STYLE), document.importNode(parsed.documentElement, true));
    const go = (event: Event): void => {
      const line = event.target instanceof Element ? event.target.closest('[data-line]')?.getAttribute('data-line') : null;
      if (line) show(Number(line));
    };
    root.addEventListener('click', go);
    root.addEventListener('keydown', (event) => {
      const { key } = event as KeyboardEvent;
      if (key !== 'Enter' && key !== ' ') return;
      event.preventDefault();
      go(event);
    });
    return [host];
  });
}
