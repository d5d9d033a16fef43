import type { Rule } from '../rule';
import { ambiguousDirectionMarker, exampleDomainHint, mixedDialects } from './text';
import { deprecatedAuthMech, heloInsteadOfEhlo, obsoleteVerb, redundantRset, verbSpellingStyle } from './verbs';

/** What works and could be better. */
export const rules: readonly Rule[] = [
  heloInsteadOfEhlo,
  obsoleteVerb,
  deprecatedAuthMech,
  redundantRset,
  verbSpellingStyle,
  ambiguousDirectionMarker,
  mixedDialects,
  exampleDomainHint,
];
