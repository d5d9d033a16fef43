import { rules } from '../src/rules/catalogue';
import type { Rule } from '../src/rules/rule';
import type { JudgeSettings } from '../src/rules/severity';

export { STANDARD } from '../src/rules/judge';

/** One object for all tests: which rules are asked is worked out once for each. */
export const PEDANTIC: JudgeSettings = { strictness: 'pedantic', severities: {} };

const ALL_OFF = Object.fromEntries(rules.map(({ group }) => [group, 'off' as const]));

/** One rule alone is heard: reading the text costs less than all others would have to say. */
export const only = ({ id, severity }: Rule): JudgeSettings => ({
  strictness: 'pedantic',
  severities: { ...ALL_OFF, [id]: severity === 'verdict' || severity === 'off' ? 'error' : severity },
});
