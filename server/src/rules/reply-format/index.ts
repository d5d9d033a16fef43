import type { Rule } from '../rule';
import { challengeRules } from './challenge';
import { codeRules } from './code';
import { ehloRules } from './ehlo';
import { ehloFirstLineNotDomain } from './ehlo-first-line';
import { ehloKeywordParams } from './ehlo-parameters';
import { ehloSetRules } from './ehlo-sets';
import { greetingRules } from './greeting';
import { lineRules } from './line';
import { multilineRules } from './multiline';

export const rules: readonly Rule[] = [
  ...codeRules,
  ...lineRules,
  ...multilineRules,
  ...greetingRules,
  ehloFirstLineNotDomain,
  ...ehloRules,
  ehloKeywordParams,
  ...ehloSetRules,
  ...challengeRules,
];
