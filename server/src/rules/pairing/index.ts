import type { Rule } from '../rule';
import { missingRules } from './missing';
import { nameRules } from './names';
import { oddRules } from './odd';
import { replyCodeRules } from './reply-code';
import { severalRules } from './several';
import { shiftRules } from './shift';
import { staleRules } from './stale';

export const rules: readonly Rule[] = [
  ...shiftRules,
  ...missingRules,
  ...staleRules,
  ...replyCodeRules,
  ...nameRules,
  ...severalRules,
  ...oddRules,
];
