import type { Command } from './model';
import { argumentOf } from './model';

/** What stands where a secret stood. */
export const HIDDEN = '[hidden]';

/**
 * The argument of a command as it may be shown, logged or exported: whatever follows the mechanism of an AUTH, and every answer to a 334,
 * is left out (RFC 4954 §4: it carries the credentials).
 */
export function shownArgument(command: Command): string {
  if (command.kind === 'auth') return command.masked ? command.piece.text : HIDDEN;
  if (command.kind === 'data') return '';
  const argument = argumentOf(command);
  if (command.verb !== 'AUTH' && command.verb !== 'X-EXPS') return argument;
  const match = /^(\S+)[ \t]+(\S.*)$/.exec(argument);
  if (!match || match[2] === '=' || command.masked) return argument;
  return `${match[1]} ${HIDDEN}`;
}
