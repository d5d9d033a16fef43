import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
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
  else {
    optimiseLate();
    void (require('./commands.js') as typeof import('./main.commands')).runCommand(args, language).then((result) => {
      process.exitCode = result;
    });
  }
}

/**
 * Has V8 optimise a function only when it has run six times as long as usual. Most runs end before its work pays for itself: for 1 MB it takes a
 * third of the time, and even 18 MB are read sooner without it. Only for versions of V8 (those of Node 18 to 24) that know the flag.
 */
function optimiseLate(): void {
  const version = Number.parseInt(process.versions.v8, 10);
  if (version >= 10 && version <= 13) setFlagsFromString('--interrupt-budget=400000');
}
