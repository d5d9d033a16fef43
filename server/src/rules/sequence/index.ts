import type { Rule } from '../rule';
import { authRules } from './auth';
import { bdatRules } from './bdat';
import { closingRules } from './closing';
import { connectionRules } from './connection';
import { dataRules } from './data';
import { helloRules } from './hello';
import { helloKindRules } from './hello-kind';
import { helloVerbRules } from './hello-verb';
import { pipeliningRules } from './pipelining';
import { refusedRules } from './refused';
import { tlsRules } from './tls';
import { transactionRules } from './transaction';

export const rules: readonly Rule[] = [
  ...connectionRules,
  ...closingRules,
  ...helloRules,
  ...helloKindRules,
  ...helloVerbRules,
  ...tlsRules,
  ...authRules,
  ...transactionRules,
  ...refusedRules,
  ...dataRules,
  ...bdatRules,
  ...pipeliningRules,
];
