import { HOME, rulePath } from '../knowledge/home';
import { sourceUrl } from '../knowledge/source';
import type { Rule } from './rule';

/** Where to read about a rule: its page, once the site has an address; until then its first source that has one. */
export const hrefOf = ({ id, sources }: Pick<Rule, 'id' | 'sources'>): string | undefined =>
  HOME === '' ? sources.map(sourceUrl).find((url) => url !== undefined) : `${HOME}${rulePath(id)}`;
