import { join } from 'node:path';
import { version } from '../package.json';
import { processIo } from './cli/io';
import { run } from './cli/main';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `smtp-lens … | head` closes the pipe early; that is not a failure.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const [name, ...rest] = process.argv.slice(2);
if (name === 'lsp') {
  // The server is a bundle of its own beside this one; it reads its transport from the command line.
  process.argv = [...process.argv.slice(0, 2), ...(rest.length > 0 ? rest : ['--stdio'])];
  require(join(__dirname, 'server.js'));
} else {
  void run(
    [name, ...rest].filter((arg) => arg !== undefined),
    processIo(),
    version,
  ).then((status) => {
    process.exitCode = status;
  });
}
