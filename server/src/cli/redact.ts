import { redact as redacted } from '../features/redact';
import { t } from '../text/l10n';
import { eachFile, FILE_OPTIONS, parse } from './files';
import type { Io } from './io';
import { fileName } from './screen/names';
import { UsageError } from './usage-error';

/**
 * `smtp-lens redact`: a copy of a file that is safe to share, on standard output. `--report` lists on standard error what was replaced, by
 * line, kind and stand-in, never the original text. Line ends are the file's own.
 */
export async function redact(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, {
    as: FILE_OPTIONS.as,
    'keep-identities': { type: 'boolean', default: false },
    'keep-mail-data': { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  });
  if (positionals.length > 1) throw new UsageError(t('redact takes one file'));
  const options = { keepIdentities: values['keep-identities'], keepMailData: values['keep-mail-data'] };
  const tally = eachFile(positionals, values.as, io, ({ file, analysis, ends }) => {
    const { lines, replaced } = redacted(analysis, options);
    io.out(lines.map((line, n) => line + (n < lines.length - 1 ? (ends[n] ?? '\n') : '')).join(''));
    if (!values.report) return;
    for (const { line, from, kind, standIn } of replaced) io.err(`${fileName(file)}:${line + 1}:${from + 1}: ${kind} -> ${standIn}\n`);
  });
  return tally.failed || !tally.anything ? 2 : 0;
}
