import { Redaction } from '../features/redact';
import { t } from '../text/l10n';
import { FILE_OPTIONS, type FilePart, noFile, parse } from './files';
import type { Io } from './io';
import { fileName } from './screen/names';
import { eachTwice } from './twice';
import { UsageError } from './usage-error';

/**
 * `smtp-lens redact`: a copy of a file of any length that is safe to share, on standard output. `--report` lists on standard error what was
 * replaced, by line, kind and stand-in, never the original text. Line ends are the file's own.
 */
export async function redact(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, {
    as: FILE_OPTIONS.as,
    'keep-identities': { type: 'boolean', default: false },
    'keep-mail-data': { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  });
  if (positionals.length > 1) throw new UsageError(t('redact takes one file'));
  if (positionals.length === 0) throw new UsageError(noFile());
  const redaction = new Redaction({ keepIdentities: values['keep-identities'], keepMailData: values['keep-mail-data'] });
  const second = (part: FilePart): void => {
    const { lines, replaced } = redaction.copy(part);
    io.out(lines.map((line, n) => line + (part.ends?.[n] ?? '')).join(''));
    if (!values.report) return;
    for (const { line, from, kind, standIn } of replaced)
      io.err(`${fileName(part.file)}:${part.first + line + 1}:${from + 1}: ${kind} -> ${standIn}\n`);
  };
  const tally = await eachTwice(positionals[0], values.as, io, { first: (part) => redaction.learn(part), second });
  return tally.failed || !tally.anything ? 2 : 0;
}
