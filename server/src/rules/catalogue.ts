import { rules as commandSyntax } from './command-syntax';
import { rules as enhancedCode } from './enhanced-code';
import { rules as extension } from './extension';
import { rules as limits } from './limits';
import { rules as message } from './message';
import { rules as pairing } from './pairing';
import { rules as replyFormat } from './reply-format';
import type { Rule } from './rule';
import { rules as security } from './security';
import { rules as sequence } from './sequence';
import { rules as style } from './style';
import { rules as verdict } from './verdict';

export { lifeRules, logRules } from './log';

/** Every rule about a session, group by group. */
export const rules: readonly Rule[] = [
  ...sequence,
  ...pairing,
  ...replyFormat,
  ...commandSyntax,
  ...enhancedCode,
  ...extension,
  ...limits,
  ...security,
  ...style,
  ...message,
  ...verdict,
];
