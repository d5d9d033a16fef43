import type { Rule } from '../rule';
import { replyCodeRules } from './reply-code';

export const rules: readonly Rule[] = [...replyCodeRules];
