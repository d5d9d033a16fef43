import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { readTranslations } from './cli/translations';
import { workspaceFile, workspaceFiles } from './cli/workspace-files';
import { startServer } from './lsp/server';

const [first] = process.argv.slice(2);
if (first === '--version') {
  process.stdout.write(`smtp-language-server ${version}\n`);
} else if (first === '--help' || first === undefined) {
  process.stdout.write('usage: smtp-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME\n');
} else {
  startServer(createConnection(ProposedFeatures.all), {
    version,
    readText,
    writePage,
    folderFiles: { list: workspaceFiles, read: workspaceFile },
    readTranslations: (locale) => readTranslations(join(__dirname, 'l10n'), locale),
  });
}

/** The text of a file; null for one that is not there, or on another host. */
async function readText(uri: string): Promise<string | null> {
  if (!uri.startsWith('file:')) return null;
  return readFile(fileURLToPath(uri), 'utf8').catch(() => null);
}

let folder: Promise<string> | undefined;

/** A page as a file that only its reader may see, in a folder that goes with the server. The same name is the same file. */
async function writePage(name: string, text: string): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'smtp-lens-')).then((path) => {
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    return path;
  });
  const path = join(
    await folder,
    name
      .replace(/[^\p{L}\p{N}.-]+/gu, '-')
      .replace(/^[.-]+/, '')
      .slice(-100) || 'page',
  );
  await writeFile(path, text, { mode: 0o600 });
  return pathToFileURL(path).href;
}
