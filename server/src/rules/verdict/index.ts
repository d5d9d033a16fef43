import type { Rule } from '../rule';
import { sayMeaning, verdictRule } from '../verdict-rule';
import { acceptedVerdicts } from './accepted';
import { brokenVerdicts } from './broken';
import { entryVerdicts } from './entry';
import { kindRows } from './kinds';
import { xoauth2Verdicts } from './xoauth2';

/** What the reply that decided a failed session says, and what to change. */
export const rules: readonly Rule[] = [...kindRows.map(verdictRule), ...brokenVerdicts, ...xoauth2Verdicts, ...acceptedVerdicts];

/** The verdict about a line of a log, a bounce or a program's error; null where it tells of no failure. */
export const verdictOfEntry = entryVerdicts(rules, ({ meaning }) => sayMeaning(meaning));
