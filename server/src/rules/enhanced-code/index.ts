import type { Rule } from '../rule';
import { classRules } from './class';
import { placeRules } from './place';
import { registryRules } from './registry';

export const rules: readonly Rule[] = [...classRules, ...placeRules, ...registryRules];
