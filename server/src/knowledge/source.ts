import { t } from '../text/l10n';

/** Where a fact comes from: an RFC with its section, or a page. */
export interface Source {
  /** RFC number, without the letters. */
  readonly rfc?: number;
  /** Section as the RFC numbers it (`4.2.1`, `F.1`), without a sign. */
  readonly section?: string;
  readonly url?: string;
  readonly title?: string;
}

/** Shorthand for a section of an RFC. */
export const rfc = (number: number, section?: string): Source => ({ rfc: number, section });

/** `RFC 5321 §4.2.1`, or the page's title, or its address. Titles are names; only descriptions of our own are translated. */
export function sourceLabel(source: Source): string {
  if (source.rfc) return source.section ? `RFC ${source.rfc} §${source.section}` : `RFC ${source.rfc}`;
  return source.title ? t(source.title) : (source.url ?? '');
}

/** The address of a source; sections of RFCs as the RFC Editor's HTML anchors them. Undefined where the source has no page. */
export function sourceUrl(source: Source): string | undefined {
  if (source.url) return source.url;
  if (!source.rfc) return undefined;
  const page = `https://www.rfc-editor.org/rfc/rfc${source.rfc}`;
  if (!source.section) return page;
  return `${page}#${/^[A-Z]/.test(source.section) ? 'appendix' : 'section'}-${source.section}`;
}

/**
 * How well a fact is known. `high`: read in the software's source, on the vendor's own page, or found in two independent collections;
 * `medium`: one collection, one public log, or a copy of the vendor's page; `low`: a single weak source, or general knowledge.
 */
export type Confidence = 'high' | 'medium' | 'low';

/** A page or a document that is not an RFC. */
export const page = (title: string, url?: string): Source => ({ title, url });

/** Documents that rows cite by name, with the addresses of those that have one. */
const PAGES: Record<string, string> = {
  'Postfix XCLIENT_README': 'https://www.postfix.org/XCLIENT_README.html',
  'Postfix XFORWARD_README': 'https://www.postfix.org/XFORWARD_README.html',
  'Postfix VERP_README': 'https://www.postfix.org/VERP_README.html',
  'Postfix BDAT_README': 'https://www.postfix.org/BDAT_README.html',
  'draft-murchison-sasl-login': 'https://datatracker.ietf.org/doc/html/draft-murchison-sasl-login-00',
  'IANA SASL mechanisms': 'https://www.iana.org/assignments/sasl-mechanisms/sasl-mechanisms.xhtml',
  'draft-hall-prdr': 'https://datatracker.ietf.org/doc/html/draft-hall-prdr-00',
  Sisimai: 'https://github.com/sisimai/p5-sisimai',
};

/**
 * Sources in the short form that rows use: `'5321 4.2.1, 4.3.2'` is an RFC and its sections, one source each; `'1047'` an RFC as a
 * whole; anything else the title of a page.
 */
export function cite(...parts: readonly string[]): readonly Source[] {
  return parts.flatMap((part): readonly Source[] => {
    const match = /^(\d{3,4})(?: ([\dA-Z][\d.]*(?:, [\dA-Z][\d.]*)*))?$/.exec(part);
    if (!match) return [page(part, PAGES[part])];
    const number = Number(match[1]);
    return match[2] ? match[2].split(', ').map((section) => rfc(number, section)) : [rfc(number)];
  });
}

/** The sources in the order in which to read them: the base protocol (RFC 5321), then newer RFCs before older ones. */
export function inForceFirst(sources: readonly Source[]): readonly Source[] {
  const rank = ({ rfc: number }: Source): number => (number === 5321 ? 100_000 : (number ?? 0));
  return [...sources].sort((a, b) => rank(b) - rank(a));
}
