import { t } from '../text/l10n';
import { nearest } from '../text/near';
import { check } from './check';
import { colored } from './common';
import { completions } from './completions';
import { answered } from './door';
import { explain } from './explain';
import { init } from './init';
import { type Io, ReadError } from './io';
import { messages } from './messages';
import { redact } from './redact';
import { replies } from './replies';
import { fileName } from './screen/names';
import { sessions } from './sessions';
import { story } from './story';
import { summary } from './summary';
import { usage } from './usage';
import { UsageError, withGuess } from './usage-error';
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

/** Runs the command line; returns the exit status. */
export async function run(args: string[], io: Io, version: string): Promise<number> {
  const common = answered(args, io, version);
  if (typeof common === 'number') return common;
  const [name, ...rest] = common.args;
  const asked = name === 'help' ? rest[0] : name;
  if (name === 'help' || !Object.hasOwn(SUBCOMMANDS, asked)) {
    const problem = withGuess(t('unknown command: {0}', fileName(asked)), nearest(asked, Object.keys(SUBCOMMANDS)));
    io.err(`smtp-lens: ${problem}\n${usage()}`);
    return 2;
  }
  try {
    if (common.output !== null && rest.includes('--watch')) throw new UsageError(t('-o cannot be used with --watch'));
    const overwritten = rest.find((one) => common.output !== null && io.isSame(one, common.output));
    if (overwritten !== undefined)
      throw new UsageError(t('-o would overwrite {0} before it is read; name another file', fileName(overwritten)));
    const out = common.output === null ? io.out : io.create(common.output);
    return await SUBCOMMANDS[asked](rest, {
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
