import { inForceFirst, type Source, sourceLabel, sourceUrl } from '../../server/src/knowledge/source';
import { pictured } from '../../server/src/text/visible';

/** Markup that is finished: whatever is put into it has been escaped. */
export type Html = { readonly html: string };

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as markup: nothing in it is a tag or an entity. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);

const part = (value: unknown): string => {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(part).join('');
  return typeof value === 'object' && 'html' in value ? String(value.html) : escaped(String(value));
};

/** A template: what is put in is escaped unless it is markup itself; lists are joined; null and false are nothing. */
export const html = (parts: TemplateStringsArray, ...values: readonly unknown[]): Html => ({
  html: parts.map((text, at) => text + (at < values.length ? part(values[at]) : '')).join(''),
});

/** A sentence of our tables, with its `code` as code. */
export const prose = (text: string): Html => ({
  html: text
    .split(/(`[^`]+`)/)
    .map((piece) => (piece.length > 2 && piece.startsWith('`') ? `<code>${escaped(piece.slice(1, -1))}</code>` : escaped(piece)))
    .join(''),
});

/** A text of a program, line for line; control characters are shown as pictures. */
export const sample = (text: string): Html => html`<pre tabindex="0"><code>${pictured(text.replace(/\n$/, ''))}</code></pre>`;

/** The sources of a row as a list, those in force first. */
export const cited = (sources: readonly Source[]): Html =>
  html`<ul class="links">${inForceFirst(sources).map((source) => {
    const url = sourceUrl(source);
    return url ? html`<li><a href="${url}" rel="noreferrer">${sourceLabel(source)}</a></li>` : html`<li>${sourceLabel(source)}</li>`;
  })}</ul>`;

/** A page before it has its frame. */
export interface Page {
  /** Its address below the top of the site. */
  readonly path: string;
  readonly title: string;
  /** One sentence for search engines. */
  readonly about: string;
  /** What it is called in the list of search results, and other words by which it is found. */
  readonly found?: { readonly kind: string; readonly words: string };
  readonly body: Html;
}

/** The way from a page to the top: empty, or `../`. */
export const topOf = (path: string): string => '../'.repeat(path.split('/').length - 1);

const NAV: readonly (readonly [string, string])[] = [
  ['index.html', 'Read a text'],
  ['rules/index.html', 'Rules'],
  ['codes/index.html', 'Codes'],
  ['providers/index.html', 'Providers'],
  ['formats/index.html', 'Formats'],
];

/** The head line that all pages share. */
export function banner(path: string): Html {
  const top = topOf(path);
  const here = (to: string): boolean => path === to || (to !== 'index.html' && path.startsWith(to.slice(0, to.indexOf('/') + 1)));
  return html`<header class="banner"><a class="mark" href="${top}index.html">SMTP Lens</a>
<nav aria-label="Site">${NAV.map(([to, name]) => html`<a href="${top}${to}"${here(to) ? html` aria-current="page"` : ''}>${name}</a>`)}</nav></header>`;
}

/** The first words of a text, as many as search engines show. */
const brief = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 158).replace(/\s+\S*$/, '')} …`);

/** A page of the reference as a whole document. `home`: the site's address, empty while it has none. */
export function framed({ path, title, about, body }: Page, home: string): string {
  const top = topOf(path);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${brief(about)}">
${home === '' ? '' : html`<link rel="canonical" href="${home}${path}">`}
<title>${title} · SMTP Lens</title>
<link rel="icon" href="${top}icon.svg">
<link rel="stylesheet" href="${top}style.css">
<script src="${top}search.js" defer data-top="${top}"></script>
</head>
<body class="reference">
<a class="skip" href="#main">Skip to the text</a>
${banner(path)}
<form class="search" role="search" hidden><label for="search">Search</label><input id="search" type="search" autocomplete="off" placeholder="A code, a rule, a provider, words of a reply" aria-controls="results"><div id="results" aria-live="polite"></div></form>
<main id="main">
${body}
</main>
<footer><p>SMTP Lens reads SMTP transcripts, mail logs and bounces. These pages are made from the tables that it reads with.</p></footer>
</body>
</html>
`.html;
}
