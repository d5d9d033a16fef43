import type { JudgeSettings } from '../src/rules/severity';

export { STANDARD } from '../src/rules/judge';

/** One object for all tests: which rules are asked is worked out once for each. */
export const PEDANTIC: JudgeSettings = { strictness: 'pedantic', severities: {} };
