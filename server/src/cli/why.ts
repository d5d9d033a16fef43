import { failuresIn } from '../analysis/failures';
import { gateOf } from '../analysis/gate';
import { Causes, whyRecord, whyText } from '../features/why';
import { type Gate, withoutOwnSecrets } from '../redaction/gate';
import { t } from '../text/l10n';
import { visible } from '../text/visible';
import { eachPart, FILE_OPTIONS, oneOf, parse } from './files';
import type { Io } from './io';

/**
 * `smtp-lens why [FILE…]`: of every failure found what it means and what to do, the most decisive first, equal causes once. Without a file
 * standard input is read. Exit status: 0 nothing failed, 1 something did, 2 a file that cannot be read.
 */
export async function why(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, FILE_OPTIONS);
  const format = oneOf('format', values.format, ['text', 'json']);
  const files = new Map<string, Causes>();
  const gates = new Map<string, Gate>();
  const { failed } = await eachPart(positionals.length > 0 ? positionals : ['-'], values, io, ({ file, analysis, first }) => {
    let causes = files.get(file);
    if (!causes) {
      causes = new Causes();
      files.set(file, causes);
    }
    gates.set(file, gateOf(analysis));
    for (const some of failuresIn(analysis)) for (const place of some) causes.add(place, first);
  });
  let found = false;
  for (const [file, causes] of files) {
    const ranked = causes.ranked();
    if (ranked.length > 0) found = true;
    const safe = (text: string): string => gates.get(file)?.text(withoutOwnSecrets(text)) ?? text;
    if (format === 'json') for (const cause of ranked) io.out(safe(`${JSON.stringify({ file, ...whyRecord(cause) })}\n`));
    else {
      if (files.size > 1) io.out(`${visible(file)}${t(':')}\n`);
      io.out(safe(whyText(ranked, (line) => t('line {0}', line + 1))));
    }
  }
  return failed ? 2 : found ? 1 : 0;
}
