import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { buildInto } from '../built';

export const top = join(__dirname, '../../..');
export const samples = join(top, 'samples');

/** A pseudo-terminal is made by Python, which has one in its standard library. */
export const python = spawnSync('python3', ['--version']).status === 0;

interface Ended {
  readonly status: number | null;
}

/** The command as it ships, a folder for what a test writes, and ways to run the command in the folder of the samples. */
export function built() {
  const folder = mkdtempSync(join(tmpdir(), 'built-'));
  const bundles = mkdtempSync(join(tmpdir(), 'bundles-'));
  const cli = join(bundles, 'server/dist/cli.js');
  beforeAll(() => buildInto(bundles, ['server/dist/cli', 'server/dist/commands']));
  afterAll(() => {
    for (const each of [folder, bundles]) rmSync(each, { recursive: true });
  });

  const environment = (env: Record<string, string>) => ({ ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env });

  /** Runs the command in a pipe. */
  function piped(args: readonly string[], input?: string, env: Record<string, string> = {}): Ended & { out: string; err: string } {
    const options = { cwd: samples, encoding: 'utf8', input: input ?? '', env: environment(env), maxBuffer: 1 << 28 } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], options);
    return { status, out: stdout, err: stderr };
  }

  /** Runs it in a terminal of so many columns; what goes to standard output and error is one text there. */
  function onTerminal(columns: number, args: readonly string[], env: Record<string, string> = {}): Ended & { shown: string } {
    const command = [join(__dirname, 'pseudo-terminal.py'), String(columns), process.execPath, cli, ...args];
    const options = { cwd: samples, encoding: 'utf8', env: environment({ TERM: 'xterm-256color', ...env }) } as const;
    const { status, stdout } = spawnSync('python3', command, options);
    return { status, shown: stdout.replace(/\r\n/g, '\n') };
  }

  return { cli, folder, piped, onTerminal };
}
