import type { Rule } from '../rule';
import { helloRules } from './hello';
import { transactionRules } from './transaction';

export const rules: readonly Rule[] = [...helloRules, ...transactionRules];
