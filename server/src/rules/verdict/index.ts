import type { Rule } from '../rule';
import { acceptedVerdicts } from './accepted';
import { accessVerdicts } from './access';
import { addressVerdicts } from './address';
import { brokenVerdicts } from './broken';
import { dialogueVerdicts } from './dialogue';
import { policyVerdicts } from './policy';
import { xoauth2Verdicts } from './xoauth2';

/** What the reply that decided a failed session says, and what to change. */
export const rules: readonly Rule[] = [
  ...accessVerdicts,
  ...addressVerdicts,
  ...policyVerdicts,
  ...dialogueVerdicts,
  ...brokenVerdicts,
  ...xoauth2Verdicts,
  ...acceptedVerdicts,
];
