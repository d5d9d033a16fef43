import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInto } from '../built';

/** An answer as it came over the wire. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a process used until it ended: CPU in seconds, memory in bytes. */
export interface Usage {
  readonly cpu: number;
  readonly heap: number;
}

/** The built server as a process, spoken to byte by byte. */
export interface Wire {
  /** Requests and notifications that the server sent itself. */
  readonly heard: { readonly method: string; readonly params?: unknown }[];
  /** Sends a request and waits for the answer to it. */
  ask(method: string, params?: unknown): Promise<Answer>;
  notify(method: string, params?: unknown): void;
  /** Writes bytes as they are. */
  raw(bytes: string): void;
  /** The answer to a request that was written by hand. */
  answerTo(id: number): Promise<Answer>;
  /** Ids that were answered so far. */
  answered(): number;
  /** `initialize` and `initialized`. */
  greet(params?: object): Promise<Answer>;
  /** Shuts the server down as the protocol says; resolves to its exit status and what it used. */
  end(): Promise<{ readonly status: number | null; readonly used: Usage }>;
  readonly process: ChildProcess;
}

/** A message as it goes over the wire. */
export const framed = (message: unknown): string => {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};

const REPORT = `process.on('exit', () => { global.gc?.(); const { user, system } = process.cpuUsage();
require('fs').writeSync(2, '\\n#USED ' + JSON.stringify({ cpu: (user + system) / 1e6, heap: process.memoryUsage().heapUsed }) + '\\n'); });`;

/** Builds the server into a folder of its own. `start` runs it, with options for Node; `remove` takes the folder away. */
export async function builtServer(): Promise<{ readonly folder: string; start(...node: string[]): Wire; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  await buildInto(folder, ['server/dist/server', 'server/dist/core']);
  writeFileSync(join(folder, 'report.cjs'), REPORT);
  const running = new Set<ChildProcess>();
  return {
    folder,
    start(...node) {
      const child = spawn(
        process.execPath,
        ['--expose-gc', '--require', join(folder, 'report.cjs'), ...node, join(folder, 'server/dist/server.js'), '--stdio'],
        { stdio: 'pipe' },
      );
      running.add(child);
      return wire(child);
    },
    remove() {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    },
  };
}

function wire(child: ChildProcess): Wire {
  const heard: { method: string; params?: unknown }[] = [];
  const answers = new Map<number, Answer>();
  const waiting = new Map<number, (answer: Answer) => void>();
  let errors = '';
  let held = Buffer.alloc(0);
  let next = 1_000_000;
  const send = (message: object): void => void child.stdin?.write(framed({ jsonrpc: '2.0', ...message }));
  const take = (message: { id?: number; method?: string; params?: unknown }): void => {
    if (message.method !== undefined) {
      heard.push({ method: message.method, params: message.params });
      // An editor that knows nothing of what it is asked.
      if (message.id !== undefined) send({ id: message.id, result: null });
      return;
    }
    const answer = message as Answer;
    answers.set(answer.id, answer);
    waiting.get(answer.id)?.(answer);
  };
  child.stdin?.on('error', () => undefined);
  child.stderr?.on('data', (chunk) => {
    errors += String(chunk);
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const head = held.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(held.subarray(0, head).toString())?.[1]);
      if (held.length < head + 4 + length) return;
      const body = held.subarray(head + 4, head + 4 + length).toString();
      held = held.subarray(head + 4 + length);
      take(JSON.parse(body));
    }
  });
  const gone = new Promise<number | null>((resolve) => child.once('close', resolve));
  const answerTo = (id: number): Promise<Answer> =>
    Promise.race([
      new Promise<Answer>((resolve) => {
        const known = answers.get(id);
        if (known) resolve(known);
        else waiting.set(id, resolve);
      }),
      gone.then((status) => {
        throw new Error(`the server died (${status}): ${errors.slice(0, 2000)}`);
      }),
    ]);
  const ask = (method: string, params?: unknown): Promise<Answer> => {
    const id = next++;
    send({ id, method, params });
    return answerTo(id);
  };
  const notify = (method: string, params?: unknown): void => send({ method, params });
  return {
    heard,
    ask,
    notify,
    raw: (bytes) => void child.stdin?.write(bytes),
    answerTo,
    answered: () => answers.size,
    greet: async (params = {}) => {
      const answer = await ask('initialize', { processId: null, rootUri: null, capabilities: {}, ...params });
      notify('initialized', {});
      return answer;
    },
    end: async () => {
      await ask('shutdown');
      notify('exit');
      const status = await gone;
      const used: Usage = JSON.parse(/#USED (.*)/.exec(errors)?.[1] ?? '{}');
      return { status, used };
    },
    process: child,
  };
}
