import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { isMainThread, Worker } from 'node:worker_threads';
import { version } from '../package.json';
import { processIo } from './cli/io';
import { run } from './cli/main';
import { readTranslations } from './cli/translations';
import { readParts, type ThreadData } from './cli/worker';
import { setTranslations, type Translations } from './text/l10n';

/** Runs a command of the command line in a language (null: English); returns the exit status. */
export async function runCommand(args: string[], language: string | null): Promise<number> {
  const translations = language === null ? null : await readTranslations(join(__dirname, 'l10n'), language);
  if (translations !== null) setTranslations(translations);
  return run(args, processIo(threads(translations)), version);
}

/** Makes threads that run this very file; null where it is nowhere to be found. */
function threads(translations: Translations | null): (() => Worker) | null {
  const workerData: ThreadData = { smtpLens: 'part reader', translations };
  if (existsSync(__filename)) return () => new Worker(__filename, { workerData });
  // In a single-file binary it lies in the binary.
  const source = assetOf('commands.js');
  return source === null ? null : () => new Worker(source, { eval: true, workerData });
}

/** A file inside a single-file binary (Node's `node:sea`, from 20.12 on); null outside of one. */
function assetOf(name: string): string | null {
  if (!module.isBuiltin('node:sea')) return null;
  const { isSea, getAsset } = require('node:sea') as { isSea(): boolean; getAsset(name: string, encoding: string): string };
  return isSea() ? getAsset(name, 'utf8') : null;
}

if (!isMainThread) readParts();
