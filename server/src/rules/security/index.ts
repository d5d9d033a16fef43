import type { Rule } from '../rule';
import { authAdvertisedCleartext } from './auth-offered';
import { bareEndRules } from './bare-ends';
import { cleartextRules } from './cleartext';
import { credentialRules } from './credentials';
import { exposureRules } from './exposure';
import { injectionRules } from './injection';
import { personalDataRules } from './personal-data';
import { smugglingRules } from './smuggling';
import { starttlsStripped } from './stripped';
import { weakRules } from './weak';

export const rules: readonly Rule[] = [
  ...credentialRules,
  ...cleartextRules,
  authAdvertisedCleartext,
  starttlsStripped,
  ...injectionRules,
  ...smugglingRules,
  ...bareEndRules,
  ...exposureRules,
  ...personalDataRules,
  ...weakRules,
];
