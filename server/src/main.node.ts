import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { readTranslations } from './cli/translations';
import { startServer } from './lsp/server';

const [first] = process.argv.slice(2);
if (first === '--version') {
  process.stdout.write(`smtp-language-server ${version}\n`);
} else if (first === '--help' || first === undefined) {
  process.stdout.write('usage: smtp-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME\n');
} else {
  startServer((options) => createConnection(ProposedFeatures.all, options), {
    version,
    readText,
    readTranslations: (locale) => readTranslations(join(__dirname, 'l10n'), locale),
    onLost: (listener) => void process.on('unhandledRejection', listener),
  });
}

/** The text of a file; null for one that is not there, or on another host. */
async function readText(uri: string): Promise<string | null> {
  if (!uri.startsWith('file:')) return null;
  return readFile(fileURLToPath(uri), 'utf8').catch(() => null);
}
