import { spawnSync } from 'node:child_process';

/** Seconds of CPU of a process with all its threads, as `time` of bash counts them. */
export interface CommandCost {
  readonly seconds: number;
  readonly status: number | null;
}

/** What a command costs. Where there is no bash, the clock is read. */
export function measureCommand(command: readonly string[]): CommandCost {
  const before = performance.now();
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1; exit $?';
  const { stderr, status, error } = spawnSync('bash', ['-c', timed, 'bash', ...command], { encoding: 'utf8' });
  if (!error) {
    const [user, system] = stderr.trim().split('\n').slice(-1)[0].split(' ').map(Number);
    return { seconds: user + system, status };
  }
  const { status: plain } = spawnSync(command[0], command.slice(1), { stdio: 'ignore' });
  return { seconds: (performance.now() - before) / 1000, status: plain };
}

/** Whether a program is installed. */
export const installed = (program: string): boolean => spawnSync('bash', ['-c', `command -v ${program}`]).status === 0;
