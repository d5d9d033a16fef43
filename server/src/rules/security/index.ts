import type { Rule } from '../rule';
import { cleartextRules } from './cleartext';
import { credentialRules } from './credentials';
import { exposureRules } from './exposure';
import { injectionRules } from './injection';
import { smugglingRules } from './smuggling';
import { starttlsStripped } from './stripped';
import { weakRules } from './weak';

export const rules: readonly Rule[] = [
  ...credentialRules,
  ...cleartextRules,
  starttlsStripped,
  ...injectionRules,
  ...smugglingRules,
  ...exposureRules,
  ...weakRules,
];
