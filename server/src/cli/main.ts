import { t } from '../text/l10n';
import { check } from './check';
import { explain } from './explain';
import { UsageError } from './files';
import { type Io, ReadError } from './io';
import { redact } from './redact';
import { replies } from './replies';
import { sessions } from './sessions';
import { story } from './story';
import { HELP, usage } from './usage';
import { why } from './why';

type Subcommand = (args: string[], io: Io) => Promise<number>;

/** Subcommands by name. */
const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = { check, why, explain, sessions, replies, story, redact };

const asksForHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

/** Runs the command line; returns the exit status. */
export async function run(args: string[], io: Io, version: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-V') {
    io.out(`smtp-lens ${version}\n`);
    return 0;
  }
  if (name === undefined) {
    io.err(usage());
    return 2;
  }
  const about = name === 'help' ? rest[0] : rest.some(asksForHelp) ? name : undefined;
  if (asksForHelp(name) || name === 'help' || about !== undefined) {
    io.out(about !== undefined && Object.hasOwn(HELP, about) ? HELP[about]() : usage());
    return 0;
  }
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!subcommand) {
    io.err(`smtp-lens: ${t('unknown command: {0}', name)}\n${usage()}`);
    return 2;
  }
  try {
    return await subcommand(rest, io);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ReadError)) throw error;
    io.err(`smtp-lens: ${error.message}\n`);
    return 2;
  }
}
