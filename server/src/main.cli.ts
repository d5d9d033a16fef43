import { join } from 'node:path';
import { version } from '../package.json';
import { processIo } from './cli/io';
import { run } from './cli/main';
import { readTranslations, takeLanguage } from './cli/translations';
import { setTranslations } from './text/l10n';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `smtp-lens … | head` closes the pipe early; that is not a failure.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { args, language } = takeLanguage(process.argv.slice(2));
if (args[0] === 'lsp') {
  // The server is a bundle of its own beside this one; it reads its transport from the command line.
  process.argv = [...process.argv.slice(0, 2), ...(args.length > 1 ? args.slice(1) : ['--stdio'])];
  require(join(__dirname, 'server.js'));
} else if (args[0] === 'mcp' && args.length === 1) {
  require(join(__dirname, 'mcp.js'));
} else {
  void main().then((status) => {
    process.exitCode = status;
  });
}

async function main(): Promise<number> {
  if (language !== null) setTranslations((await readTranslations(join(__dirname, 'l10n'), language)) ?? {});
  return run(args, processIo(), version);
}
