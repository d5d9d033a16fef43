import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ASK_TOOL, registerTools } from '../../../client/src/tools';

const asked: unknown[][] = [];
const editor = { now: undefined as unknown };

vi.mock('vscode', () => ({
  commands: {
    executeCommand: async (...given: unknown[]) => {
      asked.push(given);
      return { text: 'the answer' };
    },
  },
  window: {
    get activeTextEditor() {
      return editor.now;
    },
  },
  Range: class {
    constructor(...ends: number[]) {
      Object.assign(this, { ends });
    }
  },
}));

const manifest = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
const context = { extension: { packageJSON: manifest } } as Parameters<typeof registerTools>[0];

type Invoke = (options: { input: unknown }) => Promise<{ content: { value: string }[] }>;

/** VS Code's side of language-model tools. */
function models() {
  const tools = new Map<string, Invoke>();
  return {
    tools,
    lm: {
      registerTool(name: string, { invoke }: { invoke: unknown }) {
        tools.set(name, invoke as Invoke);
        return { dispose: () => tools.delete(name) };
      },
    },
    LanguageModelToolResult: class {
      constructor(readonly content: readonly unknown[]) {}
    },
    LanguageModelTextPart: class {
      constructor(readonly value: string) {}
    },
  };
}

const lines = ['S: 220 mx.example.net', 'C: RCPT TO:<b@example.net>', 'S: 550 5.1.1 no such user'];
const opened = (selection: { start: { line: number }; end: { line: number }; isEmpty: boolean }) => ({
  selection,
  document: {
    getText: (range?: { ends: number[] }) => (range ? JSON.stringify(range.ends) : lines.join('\n')),
    lineAt: (line: number) => ({ range: { end: { character: lines[line].length } } }),
  },
});

describe('tools for language models', () => {
  beforeEach(() => {
    asked.length = 0;
    editor.now = undefined;
  });

  it('are registered by the names of the manifest, and taken away again', () => {
    const made = models();
    const registered = registerTools(context, made);
    expect([...made.tools.keys()]).toEqual(manifest.contributes.languageModelTools.map(({ name }: { name: string }) => name));
    for (const one of registered) one.dispose();
    expect(made.tools.size).toBe(0);
  });

  it('are none where VS Code has no such thing', () => {
    expect(registerTools(context, {})).toEqual([]);
    expect(registerTools(context, { ...models(), lm: {} })).toEqual([]);
    expect(registerTools(context, { lm: models().lm })).toEqual([]);
    expect(registerTools({ extension: { packageJSON: { contributes: {} } } } as typeof context, models())).toEqual([]);
  });

  it('ask the server of the text that is given, of the selected lines, or of the whole text', async () => {
    const { tools, ...made } = models();
    registerTools(context, made);
    const why = tools.get('smtp-lens_why') as Invoke;
    const { content } = await why({ input: { text: '550 no' } });
    expect(content).toEqual([{ value: 'the answer' }]);
    await why({ input: {} });
    editor.now = opened({ start: { line: 0 }, end: { line: 0 }, isEmpty: true });
    await why({ input: { text: '  ' } });
    editor.now = opened({ start: { line: 1 }, end: { line: 2 }, isEmpty: false });
    await why({ input: null });
    await (tools.get('smtp-lens_explain_reply') as Invoke)({ input: { reply: '550' } });
    expect(asked.map(([command]) => command)).toEqual(Array.from({ length: 5 }, () => ASK_TOOL));
    expect(asked.map(([, given]) => given)).toMatchObject([
      { tool: 'why', text: '550 no' },
      { tool: 'why', text: '' },
      { tool: 'why', text: lines.join('\n') },
      { tool: 'why', text: JSON.stringify([1, 0, 2, lines[2].length]) },
      { tool: 'explain_reply', reply: '550' },
    ]);
  });
});
