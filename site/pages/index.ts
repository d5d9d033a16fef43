import { HOME } from '../../server/src/knowledge/home';
import { codePages } from './codes';
import { formatPages } from './formats';
import { banner, escaped, framed, type Page } from './html';
import { providerPages } from './providers';
import { rulePages } from './rules';

export { HOME } from '../../server/src/knowledge/home';

/** All pages of the reference, without their frames. */
export const allPages = (): Page[] => [...rulePages(), ...codePages(), ...providerPages(), ...formatPages()];

/** What search.js looks in: path, title, kind, and the words that a page is found by. */
export const searchIndex = (pages: readonly Page[]): string[][] =>
  pages.flatMap(({ path, title, found }) => (found ? [[path, title, found.kind, found.words.toLowerCase()]] : []));

/** sitemap.xml (sitemaps.org, protocol 0.9), which takes whole addresses only. */
export const sitemap = (paths: readonly string[], home: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${paths.map((path) => `<url><loc>${escaped(home + path.replace(/(^|\/)index\.html$/, '$1'))}</loc></url>`).join('\n')}
</urlset>
`;

/**
 * The files of the reference by path, made from the same rows as docs/. `home`: the site's address, `https://…/`; empty: there is no
 * sitemap.
 */
export function reference(home: string = HOME): Map<string, string> {
  const pages = allPages();
  const files = new Map(pages.map((page) => [page.path, framed(page, home)]));
  // A script and not data, so that it also loads from a file.
  files.set('search-index.js', `globalThis.smtpLensPages = ${JSON.stringify(searchIndex(pages))};\n`);
  if (home !== '') files.set('sitemap.xml', sitemap(['index.html', ...pages.map(({ path }) => path)], home));
  return files;
}

/** The head line of the playground. */
export const playgroundBanner = (): string => banner('index.html').html;
