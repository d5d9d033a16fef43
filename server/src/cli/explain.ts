import { explainArgument } from '../features/explain';
import { rulePage } from '../features/rule-page';
import { renderJson, renderPlain } from '../meaning/explain/plain';
import { t } from '../text/l10n';
import { decode } from './decode';
import { oneOf, parse, UsageError } from './files';
import type { Io } from './io';

/**
 * `smtp-lens explain`: what a code, a reply, a command, a keyword or (by its id) a rule means. The arguments are one text; `-`, or none where standard input
 * is not a terminal, reads it. JSON: an object an explanation. Exit status 1 where nothing is known of it.
 */
export async function explain(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string', default: 'text' } });
  const format = oneOf('format', values.format, ['text', 'json']);
  const given =
    positionals.length === 0 || (positionals.length === 1 && positionals[0] === '-') ? fromInput(positionals, io) : positionals.join(' ');
  const page = rulePage(given.trim());
  if (page !== null) {
    io.out(format === 'json' ? `${JSON.stringify({ rule: given.trim(), page })}\n` : page);
    return 0;
  }
  const found = explainArgument(given);
  if (found.length === 0) {
    io.err(`smtp-lens: ${t('nothing is known of this: neither a reply, a command, a keyword, a parameter nor a rule')}\n`);
    return 1;
  }
  if (format === 'json') for (const one of found) io.out(`${JSON.stringify(renderJson(one))}\n`);
  else io.out(found.map(renderPlain).join('\n'));
  return 0;
}

function fromInput(positionals: readonly string[], io: Io): string {
  if (positionals.length === 0 && io.terminal)
    throw new UsageError(t('what shall be explained? a code, a reply, a command, a keyword or a rule'));
  try {
    return decode(io.read('-'));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
