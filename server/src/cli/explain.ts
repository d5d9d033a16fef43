import { explainArgument } from '../features/explain';
import { rulePage } from '../features/rule-page';
import { renderJson, renderPlain } from '../meaning/explain/plain';
import { t } from '../text/l10n';
import { jsonOf } from '../text/visible';
import { decode } from './decode';
import { parse } from './files';
import type { Io } from './io';
import { oneOf, UsageError } from './usage-error';

/**
 * `smtp-lens explain`: what a code, a reply, a command, a keyword or (by its id) a rule means. The arguments are one text; `-`, or none if
 * standard input is not a terminal, reads it. JSON: one object per explanation. Exit status 1 if nothing is known.
 */
export async function explain(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string', default: 'text' } });
  const format = oneOf('format', values.format, ['text', 'json']);
  const given =
    positionals.length === 0 || (positionals.length === 1 && positionals[0] === '-') ? fromInput(positionals, io) : positionals.join(' ');
  const page = rulePage(given.trim());
  if (page !== null) {
    io.out(format === 'json' ? `${jsonOf({ rule: given.trim(), page })}\n` : page);
    return 0;
  }
  const found = explainArgument(given);
  if (found.length === 0) {
    io.err(`smtp-lens: ${t('not known as a reply, a command, a keyword, a parameter or a rule')}\n`);
    return 1;
  }
  if (format === 'json') for (const one of found) io.out(`${jsonOf(renderJson(one))}\n`);
  else io.out(found.map(renderPlain).join('\n'));
  return 0;
}

function fromInput(positionals: readonly string[], io: Io): string {
  if (positionals.length === 0 && io.terminal)
    throw new UsageError(t('nothing to explain: give a reply, a code, a command, a keyword or a rule'));
  try {
    return decode(io.read('-'));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
