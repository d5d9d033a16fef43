import type { Rule } from '../rule';
import { classRules } from './class';

export const rules: readonly Rule[] = [...classRules];
