import { join } from 'node:path';
import { version } from '../package.json';
import { answered } from './cli/door';
import { takeLanguage } from './cli/translations';

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
  // What asks for a page of help in English needs no command, and commands are large.
  const io = { out: (text: string) => void process.stdout.write(text), err: (text: string) => void process.stderr.write(text) };
  const status = language === null ? answered(args, io, version) : null;
  if (typeof status === 'number') process.exitCode = status;
  else
    void (require('./commands.js') as typeof import('./main.commands')).runCommand(args, language).then((result) => {
      process.exitCode = result;
    });
}
