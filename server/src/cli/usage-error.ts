import { t } from '../text/l10n';
import { nearest } from '../text/near';

/** Wrong usage: the message goes to standard error, the exit status is 2. */
export class UsageError extends Error {}

/** A sentence about a word that nothing is called, with what was probably meant. */
export const withGuess = (problem: string, meant: string | null): string =>
  meant ? `${problem}; ${t('did you mean {0}?', meant)}` : problem;

/** Fails where a value is not one of those allowed. */
export function oneOf<T extends string>(name: string, value: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  const meant = value === undefined ? null : nearest(value, allowed);
  throw new UsageError(withGuess(t('--{0} takes one of: {1}', name, allowed.join(', ')), meant));
}
