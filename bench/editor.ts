import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { seeded } from './generate';

/** Lines that an editor shows at once. */
const SCREEN = 60;
const REQUESTS = 60;
const KEYSTROKES = 9;
/** Where a letter is typed: in what a line says, not in its stamp, without which a line of a log is none. */
const WITHIN = 60;
/** Milliseconds between two hovers of somebody who waits. */
const IDLE = 3;

/** The middle one of some values. */
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** CPU milliseconds of a process's main thread so far, which holds on a busy machine too; where the system does not tell, of the clock. */
function mainThread(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/** Megabytes of a process in memory; NaN where the system does not tell. */
function resident(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

const CAPABILITIES = {
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    semanticTokens: { requests: { range: true, full: true }, tokenTypes: [], tokenModifiers: [], formats: ['relative'] },
    publishDiagnostics: { relatedInformation: true },
  },
  workspace: {
    configuration: true,
    ...Object.fromEntries(['diagnostics', 'semanticTokens', 'inlayHint', 'codeLens'].map((one) => [one, { refreshSupport: true }])),
  },
};

/** A language server that is run as an editor runs it. */
class Running {
  private constructor(
    readonly pid: number,
    readonly connection: MessageConnection,
    readonly stop: () => void,
  ) {}

  static async of(server: string): Promise<Running> {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    connection.onRequest(() => null);
    connection.listen();
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: CAPABILITIES });
    await connection.sendNotification('initialized', {});
    return new Running(child.pid ?? 0, connection, () => child.kill('SIGKILL'));
  }

  request(method: string, params: object): Promise<unknown> {
    return this.connection.sendRequest(`textDocument/${method}`, params);
  }

  /** A hover in a text that is not open: answered when all that was sent before has been taken in. */
  taken(): Promise<unknown> {
    return this.request('hover', { textDocument: { uri: 'file:///none' }, position: { line: 0, character: 0 } });
  }

  /** CPU milliseconds of the server while `work` runs. */
  async cost(work: () => Promise<unknown>): Promise<number> {
    const before = mainThread(this.pid);
    await work();
    return mainThread(this.pid) - before;
  }
}

/** CPU milliseconds, and megabytes of memory. */
export interface EditorCosts {
  /** From the text to the first answer. */
  readonly open: number;
  /** To the first answer with squiggles. */
  readonly first: number;
  /** The longest that a hover waits meanwhile. */
  readonly waits: number;
  readonly hover: number;
  /** The colours of a screen. */
  readonly screen: number;
  readonly edit: number;
  /** An edit with all that VS Code asks after it. */
  readonly keystroke: number;
  readonly megabytes: number;
}

/** What a text of a language costs an editor. */
export async function measureEditor(server: string, text: string, languageId: string): Promise<EditorCosts> {
  const running = await Running.of(server);
  const { connection, pid } = running;
  const cost = (work: () => Promise<unknown>): Promise<number> => running.cost(work);
  try {
    const textDocument = { uri: 'file:///bench' };
    const lines = text.split('\n');
    const random = seeded(5);
    const anywhere = (): number => Math.floor(random() * Math.max(1, lines.length - SCREEN));
    const range = (line: number): object => ({ start: { line, character: 0 }, end: { line: line + SCREEN, character: 0 } });
    const before = resident(pid);
    const open = await cost(async () => {
      await connection.sendNotification('textDocument/didOpen', { textDocument: { ...textDocument, languageId, version: 1, text } });
      await running.taken();
    });
    const megabytes = resident(pid) - before;

    const diagnostic = (): Promise<unknown> => running.request('diagnostic', { textDocument });
    let waits = 0;
    let done = false;
    const asked = cost(diagnostic).finally(() => {
      done = true;
    });
    while (!done) {
      waits = Math.max(waits, await cost(() => running.taken()));
      await sleep(IDLE);
    }
    const first = await asked;
    await diagnostic();

    /** The median, once the engine has compiled. */
    const each = async (work: (line: number) => Promise<unknown>): Promise<number> => {
      const costs: number[] = [];
      for (let n = 0; n < 2 * REQUESTS; n++) costs.push(await cost(() => work(anywhere())));
      return median(costs.slice(REQUESTS));
    };
    const column = (line: number): number => Math.max(0, lines[line].search(/[245]\d\d /));
    const hover = await each((line) => running.request('hover', { textDocument, position: { line, character: column(line) } }));
    const screen = await each((line) => running.request('semanticTokens/range', { textDocument, range: range(line) }));
    let version = 1;
    const typed = (line: number, character: number): Promise<void> => {
      const at = { line, character };
      version++;
      const contentChanges = [{ range: { start: at, end: at }, text: 'x' }];
      return connection.sendNotification('textDocument/didChange', { textDocument: { ...textDocument, version }, contentChanges });
    };
    const edit = await each(async (line) => {
      await typed(line, 10);
      await running.taken();
    });
    // Edits in a hundred places at once are not what a person does: what they left to judge is no part of a keystroke.
    await diagnostic();
    const middle = lines.length >> 1;
    const keystrokes: number[] = [];
    for (let n = 0; n < KEYSTROKES; n++)
      keystrokes.push(
        await cost(async () => {
          await typed(middle, Math.min(WITHIN, lines[middle].length));
          const shown = { textDocument, range: range(middle) };
          await Promise.allSettled([
            ...['semanticTokens/range', 'inlayHint'].map((one) => running.request(one, shown)),
            ...['codeLens', 'documentSymbol', 'foldingRange', 'documentLink'].map((one) => running.request(one, { textDocument })),
            diagnostic(),
          ]);
        }),
      );
    return { open, first, waits, hover, screen, edit, keystroke: median(keystrokes), megabytes };
  } finally {
    running.stop();
  }
}
