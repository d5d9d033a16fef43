import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { startServer } from './lsp/server';

startServer(createConnection(ProposedFeatures.all), { version });
