import { t } from '../text/l10n';
import { nearest } from '../text/near';
import { check } from './check';
import { colored, takeCommon } from './common';
import { completions } from './completions';
import { explain } from './explain';
import { UsageError, withGuess } from './files';
import { init } from './init';
import { type Io, ReadError } from './io';
import { messages } from './messages';
import { redact } from './redact';
import { replies } from './replies';
import { fileName } from './screen/names';
import { sessions } from './sessions';
import { story } from './story';
import { summary } from './summary';
import { help, usage } from './usage';
import { why } from './why';

type Subcommand = (args: string[], io: Io) => Promise<number>;

/** Subcommands by name. */
const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  check,
  why,
  messages,
  summary,
  story,
  explain,
  sessions,
  replies,
  redact,
  init,
  completions,
};

const asksForHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

/** Runs the command line; returns the exit status. */
export async function run(args: string[], io: Io, version: string): Promise<number> {
  try {
    const common = takeCommon(args);
    const [name, ...rest] = common.args;
    if (name === '--version' || name === '-V' || name === '-v' || name === 'version') {
      io.out(`smtp-lens ${version}\n`);
      return 0;
    }
    if (name === undefined) {
      io.err(usage());
      return 2;
    }
    const about = name === 'help' ? rest[0] : rest.some(asksForHelp) ? name : undefined;
    if (asksForHelp(name) || (name === 'help' && about === undefined)) {
      io.out(usage());
      return 0;
    }
    const page = about === undefined ? null : help(about);
    if (page !== null) {
      io.out(page);
      return 0;
    }
    const asked = about ?? name;
    const subcommand = Object.hasOwn(SUBCOMMANDS, asked) ? SUBCOMMANDS[asked] : undefined;
    if (!subcommand || name === 'help') {
      const problem = withGuess(t('unknown command: {0}', fileName(asked)), nearest(asked, Object.keys(SUBCOMMANDS)));
      io.err(`smtp-lens: ${problem}\n${usage()}`);
      return 2;
    }
    if (common.output !== null && rest.includes('--watch')) throw new UsageError(t('-o cannot be used with --watch'));
    const out = common.output === null ? io.out : io.create(common.output);
    return await subcommand(rest, {
      ...io,
      out,
      // A user who asks for colour wants what a terminal shows: `| less -R`.
      terminal: (io.terminal || common.color === 'always') && common.output === null,
      quiet: common.quiet,
      color: colored(common.color, io, common.output !== null),
      command: asked,
    });
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ReadError)) throw error;
    io.err(`smtp-lens: ${error.message}\n`);
    return 2;
  }
}
