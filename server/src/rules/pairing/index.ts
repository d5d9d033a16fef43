import type { Rule } from '../rule';
import { missingRules } from './missing';
import { replyCodeRules } from './reply-code';
import { shiftRules } from './shift';

export const rules: readonly Rule[] = [...shiftRules, ...missingRules, ...replyCodeRules];
