import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { startServer } from './lsp/server';

const [first] = process.argv.slice(2);
if (first === '--version') {
  process.stdout.write(`smtp-language-server ${version}\n`);
} else if (first === '--help' || first === undefined) {
  process.stdout.write('usage: smtp-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME\n');
} else {
  startServer(createConnection(ProposedFeatures.all), { version });
}
