import { processIo } from './cli/io';
import { run } from './cli/main';
import { version } from '../package.json';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `smtp-lens … | head` closes the pipe early; that is not a failure.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

run(process.argv.slice(2), processIo(), version).then((status) => {
  process.exitCode = status;
});
