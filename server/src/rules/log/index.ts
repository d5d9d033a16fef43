import type { LogRule } from '../rule';
import { clientRules } from './client';
import { codeRules } from './codes';
import { deliveryRules } from './delivery';
import { idRules } from './ids';
import { queueRules } from './queue';

export { lifeRules } from './life';

import { sessionRules } from './session';
import { verdictRules } from './verdict';

/** Rules about one line of a log. */
export const logRules: readonly LogRule[] = [
  ...verdictRules,
  ...codeRules,
  ...deliveryRules,
  ...queueRules,
  ...sessionRules,
  ...clientRules,
  ...idRules,
];
