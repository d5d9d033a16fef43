import { join } from 'node:path';
import { version } from '../package.json';
import { processIo } from './cli/io';
import { run } from './cli/main';
import { readTranslations } from './cli/translations';
import { setTranslations } from './text/l10n';

/** Runs a command of the command line in a language (null: English); returns the exit status. */
export async function runCommand(args: string[], language: string | null): Promise<number> {
  if (language !== null) setTranslations((await readTranslations(join(__dirname, 'l10n'), language)) ?? {});
  return run(args, processIo(), version);
}
