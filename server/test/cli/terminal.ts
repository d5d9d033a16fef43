import { dirname, join, resolve } from 'node:path';
import type { Io } from '../../src/cli/io';
import { ReadError } from '../../src/cli/io';
import { run } from '../../src/cli/main';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

type Content = string | Uint8Array;

/** An `Io` whose files are those given, by path from the root or relative to it; `-` is standard input. Everything printed is kept. */
export function terminal(
  files: Readonly<Record<string, Content>>,
  isTerminal = false,
): { readonly io: Io; readonly printed: Omit<Ran, 'status'> } {
  const printed = { out: '', err: '' };
  const absolute = new Map(Object.entries(files).map(([name, content]) => [name === '-' ? '-' : resolve('/', name), content]));
  const read = (name: string): Uint8Array => {
    const content = absolute.get(name === '-' ? '-' : resolve('/', name));
    if (content === undefined) throw new ReadError(`cannot read ${name}: no such file`);
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  const io: Io = {
    out(text) {
      printed.out += text;
    },
    err(text) {
      printed.err += text;
    },
    drained: async () => undefined,
    read,
    async *chunks(name) {
      yield read(name);
    },
    folderOf: (name) => (name === '-' ? '/' : dirname(join('/', name))),
    exists: (name) => absolute.has(name),
    terminal: isTerminal,
  };
  return { io, printed };
}

/** Runs `smtp-lens ARGS` over files in memory. */
export async function smtpLens(files: Readonly<Record<string, Content>>, ...args: string[]): Promise<Ran> {
  const { io, printed } = terminal(files);
  return { status: await run(args, io, '0'), ...printed };
}
