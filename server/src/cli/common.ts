import { t } from '../text/l10n';
import { oneOf, UsageError } from './usage-error';

const WHEN = ['auto', 'always', 'never'] as const;

/** Options that every command takes. */
export interface Common {
  /** The remaining arguments. */
  readonly args: string[];
  readonly quiet: boolean;
  readonly color: (typeof WHEN)[number];
  /** The file for the results; null for standard output. */
  readonly output: string | null;
}

/** Takes `-q`, `--color WHEN` and `-o FILE` out of the arguments, wherever they are before a `--`. */
export function takeCommon(args: readonly string[]): Common {
  const rest: string[] = [];
  let quiet = false;
  let color: Common['color'] = 'auto';
  let output: string | null = null;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === '--') {
      rest.push(...args.slice(at));
      break;
    }
    const [, name, joined] = /^(--color|--output|-o)(?:=(.*))?$/s.exec(arg) ?? [];
    if (arg === '--quiet' || arg === '-q') quiet = true;
    else if (name === undefined) rest.push(arg);
    else {
      const value = joined ?? args[++at];
      if (value === undefined) throw new UsageError(t('{0} takes a value', name));
      if (name === '--color') color = oneOf('color', value, WHEN);
      else output = value;
    }
  }
  return { args: rest, quiet, color, output };
}

/**
 * Whether standard output is coloured: as `--color` says, else as the environment asks (no-color.org; FORCE_COLOR as in Node.js), else if it
 * is a terminal that supports colour.
 */
export function colored(
  when: Common['color'],
  { terminal, env }: { readonly terminal: boolean; readonly env: Readonly<Record<string, string | undefined>> },
  toFile = false,
): boolean {
  if (when !== 'auto') return when === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return terminal && !toFile && env.TERM !== 'dumb';
}
