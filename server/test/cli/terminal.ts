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
    settings: (name) => (absolute.has(resolve('/', name)) ? new TextDecoder().decode(read(name)) : null),
    async *chunks(name) {
      yield read(name);
    },
    folderOf: (name) => (name === '-' ? '/' : dirname(join('/', name))),
    exists: (name) => absolute.has(name),
    list(path) {
      const folder = `${resolve('/', path)}/`.replace(/^\/\/$/, '/');
      if (absolute.has(resolve('/', path))) return null;
      const names = new Map<string, boolean>();
      for (const name of absolute.keys()) {
        const [own, ...more] = name.startsWith(folder) ? name.slice(folder.length).split('/') : [''];
        if (own !== '') names.set(own, more.length > 0);
      }
      return names.size === 0
        ? null
        : [...names].map(([name, isFolder]) => ({ name, folder: isFolder })).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    size: (name) => (absolute.has(resolve('/', name)) ? read(name).length : null),
    create: (name) => {
      absolute.set(resolve('/', name), '');
      return (text) => absolute.set(resolve('/', name), String(absolute.get(resolve('/', name))) + text);
    },
    isSame: (one, other) => resolve('/', one) === resolve('/', other) && absolute.has(resolve('/', one)),
    write: (name, bytes) => void absolute.set(resolve('/', name), bytes),
    async *follow(name) {
      yield read(name);
    },
    changes: () => ({ close() {}, async *[Symbol.asyncIterator]() {} }),
    terminal: isTerminal,
    inputTerminal: isTerminal && !absolute.has('-'),
    errTerminal: false,
    columns: 80,
    env: {},
    quiet: false,
    color: false,
    command: 'check',
    cores: 1,
    worker: null,
  };
  return { io, printed };
}

/** Runs `smtp-lens ARGS` over files in memory. */
export async function smtpLens(files: Readonly<Record<string, Content>>, ...args: string[]): Promise<Ran> {
  const { io, printed } = terminal(files);
  return { status: await run(args, io, '0'), ...printed };
}
