import { type Common, takeCommon } from './common';
import { help, usage } from './usage';
import { UsageError } from './usage-error';

/** What the door needs of the world. */
export interface DoorIo {
  out(text: string): void;
  err(text: string): void;
}

const asksForHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

/**
 * Answers a command line that asks for the version or for help; nothing large is loaded for that. Returns the exit status, or what a
 * command is to do.
 */
export function answered(args: readonly string[], io: DoorIo, version: string): number | Common {
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
    const page = asksForHelp(name) || (name === 'help' && about === undefined) ? usage() : about === undefined ? null : help(about);
    if (page === null) return common;
    io.out(page);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`smtp-lens: ${error.message}\n`);
    return 2;
  }
}
