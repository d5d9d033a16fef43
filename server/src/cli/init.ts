import { join } from 'node:path';
import { FOLDER_FILE } from '../rules/folder-file';
import { t } from '../text/l10n';
import { parse } from './files';
import type { Io } from './io';
import { UsageError } from './usage-error';

const template = (): string => `{
  // ${t('How much is shown: lenient, standard or pedantic.')}
  "strictness": "standard",
  // ${t('Severity by rule or group: off, hint, information, warning, error. smtp-lens explain ID explains a rule.')}
  "rules": {
    // "credentials-visible": "off"
  },
  // ${t('Replies of your own servers, explained beside the standard meaning.')}
  "replies": []
}
`;

/** `smtp-lens init`: writes a first `.smtp-lens.json` to the current folder. Never overwrites one. */
export async function init(args: string[], io: Io): Promise<number> {
  const { positionals } = parse(args, {});
  if (positionals.length > 0) throw new UsageError(t('init takes no file'));
  const file = join(io.folderOf('-'), FOLDER_FILE);
  if (io.exists(file)) throw new UsageError(t('{0} already exists', FOLDER_FILE));
  io.create(file)(template());
  if (!io.quiet) io.err(`${t('{0} written', FOLDER_FILE)}\n`);
  return 0;
}
