import type { Source } from '../../knowledge/source';
import { between } from '../../text/phrases';

/** A stretch of an explanation: our own words, something quoted (a code, a command, any text of a transcript), or a link from our tables. */
export type Inline = string | { readonly code: string } | { readonly strong: string } | { readonly link: string; readonly url: string };

export type Rich = readonly Inline[];

export type Part =
  | { readonly kind: 'paragraph'; readonly label?: string; readonly text: Rich }
  | { readonly kind: 'list'; readonly label?: string; readonly items: readonly Rich[] }
  | { readonly kind: 'table'; readonly label?: string; readonly head: readonly string[]; readonly rows: readonly (readonly Rich[])[] };

/**
 * What something means, as data: the heading and the summary are the answer, the parts give details. Already translated. Text of a
 * transcript appears only in `code` stretches: a renderer cannot mistake it for markup.
 */
export interface Explanation {
  readonly heading: Rich;
  readonly summary: Rich;
  readonly parts: readonly Part[];
  readonly sources: readonly Source[];
}

/** Fills `{0}`, `{1}` … of a translated sentence with stretches. */
export function fill(template: string, ...stretches: readonly Inline[]): Rich {
  return template.split(/(\{\d\})/).flatMap((piece): Inline[] => {
    const slot = /^\{(\d)\}$/.exec(piece);
    const stretch = slot ? stretches[Number(slot[1])] : piece;
    return stretch === undefined || stretch === '' ? [] : [stretch];
  });
}

export const code = (text: string | number): Inline => ({ code: String(text) });

/** Joins the stretches of several sentences with the separators between them. */
export function join(...sentences: readonly (Rich | null)[]): Rich {
  const found = sentences.filter((one): one is Rich => one !== null && one.length > 0);
  return found.flatMap((one, i) => {
    const last = i === 0 ? undefined : found[i - 1].at(-1);
    const space = i === 0 ? '' : typeof last === 'string' ? between(last) : ' ';
    return space ? [space, ...one] : one;
  });
}

/** Sources without repetitions, in their order. */
export function distinct(sources: readonly Source[]): Source[] {
  const seen = new Set<string>();
  return sources.filter((source) => {
    const key = `${source.rfc}|${source.section}|${source.url}|${source.title}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
