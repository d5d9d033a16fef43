import type { Rule } from '../rule';
import { multilineRules } from './multiline';

export const rules: readonly Rule[] = [...multilineRules];
