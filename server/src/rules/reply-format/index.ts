import type { Rule } from '../rule';
import { challengeRules } from './challenge';
import { codeRules } from './code';
import { ehloRules } from './ehlo';
import { ehloSetRules } from './ehlo-sets';
import { greetingRules } from './greeting';
import { lineRules } from './line';
import { multilineRules } from './multiline';

export const rules: readonly Rule[] = [
  ...codeRules,
  ...lineRules,
  ...multilineRules,
  ...greetingRules,
  ...ehloRules,
  ...ehloSetRules,
  ...challengeRules,
];
