import { lifeRules, logRules, rules } from './catalogue';
import type { Group } from './rule';

/** Every rule, whatever it is about. */
const all = () => [...rules, ...logRules, ...lifeRules];

/** The rules that may be given a severity, with their titles. */
export const ruleChoices = (): readonly { readonly id: string; readonly title: string }[] => all();

/** The groups that may be given one as a whole. */
export const groupChoices = (): readonly Group[] => [...new Set(all().map(({ group }) => group))];
