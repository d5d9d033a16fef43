import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { writePage } from './cli/page-files';
import { readSettingsFile } from './cli/settings-file';
import { readTranslations } from './cli/translations';
import { workspaceFile, workspaceFiles } from './cli/workspace-files';
import type { FolderText } from './features/folder-settings';
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
    writePage,
    folderFiles: { list: workspaceFiles, read: workspaceFile },
    readTranslations: (locale) => readTranslations(join(__dirname, 'l10n'), locale),
    onLost: (listener) => void process.on('unhandledRejection', listener),
  });
}

/** The settings of a folder; null where there are none, or they are on another host. */
async function readText(uri: string): Promise<FolderText> {
  return uri.startsWith('file:') ? readSettingsFile(fileURLToPath(uri)) : null;
}
