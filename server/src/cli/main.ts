import { t } from '../text/l10n';
import { check } from './check';
import { explain } from './explain';
import { UsageError } from './files';
import type { Io } from './io';
import { redact } from './redact';
import { replies } from './replies';
import { sessions } from './sessions';
import { story } from './story';

type Subcommand = (args: string[], io: Io) => Promise<number>;

/** Subcommands by name. */
const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = { check, explain, sessions, replies, story, redact };

const usage = (): string => `${t('usage')}: smtp-lens ${Object.keys(SUBCOMMANDS).join('|')} [--format text|json] [--as FORMAT] FILE…

  check      ${t('what breaks the protocol, and where')} (--fail-on error|warning|information|hint)
  explain    ${t('what a reply, a code or a command means')}
  sessions   ${t('the dialogue as it was read: every command with its replies')}
  replies    ${t('every reply found, in transcripts and logs')}
  story      ${t('what a log says about one message: story ID FILE…, rotated files and .gz too')}
  redact     ${t('a copy that is safe to share')}
  lsp        ${t('the language server (--stdio)')}

FILE - ${t('is standard input')}. ${t('Exit status: 0 nothing found, 1 findings, 2 wrong usage or a file that cannot be read.')}
`;

/** Runs the command line; returns the exit status. */
export async function run(args: string[], io: Io, version: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-V') {
    io.out(`smtp-lens ${version}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.err : io.out)(usage());
    return name === undefined ? 2 : 0;
  }
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!subcommand) {
    io.err(`smtp-lens: ${t('unknown command: {0}', name)}\n${usage()}`);
    return 2;
  }
  try {
    return await subcommand(rest, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`smtp-lens: ${error.message}\n`);
    return 2;
  }
}
