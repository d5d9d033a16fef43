import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, CodeLens, Diagnostic } from 'vscode-languageserver';
import { COMMANDS } from '../../src/lsp/capabilities';
import type { CommandResult } from '../../src/lsp/commands';
import { SESSION } from '../features/marked';
import { type Editor, type EditorOptions, startEditor, until } from './editor';

const sample = (name: string): string => readFileSync(join(__dirname, '../../..', 'samples', name), 'utf8');
const LOG = 'file:///var/log/mail.log';
const BAD = SESSION.replace('MAIL FROM:<', 'MAIL FROM: <');
const SECRET = 'C: EHLO client.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGFsaWNlAHR1bGlwLTQ3MTE=\nS: 235 2.7.0 Ok\n';

let editor: Editor;
afterEach(() => editor.stop());
const start = async (options: EditorOptions = { capabilities: {} }): Promise<void> => {
  editor = await startEditor(options);
};
const run = (command: string, argument?: unknown): Promise<CommandResult | null> =>
  editor.ask('workspace/executeCommand', { command, arguments: argument === undefined ? undefined : [argument] });

/** An editor that opens documents of a server that writes files. */
const opening = (opened: unknown[], capabilities: EditorOptions['capabilities'] = { window: { showDocument: { support: true } } }) => {
  const written: [string, string][] = [];
  return {
    written,
    options: {
      capabilities,
      answers: {
        'window/showDocument': (params: unknown) => {
          opened.push(params);
          return { success: true };
        },
      },
      writePage: (name: string, text: string) => {
        written.push([name, text]);
        return Promise.resolve(`file:///tmp/pages/${encodeURIComponent(name)}`);
      },
    } satisfies EditorOptions,
  };
};

describe('commands of the server', () => {
  it('are announced, and an unknown one is an error', async () => {
    await start();
    expect(editor.answer.capabilities.executeCommandProvider?.commands).toEqual(Object.values(COMMANDS));
    for (const command of ['smtpLens.server.none', '', 'smtpLens.showStory'])
      await expect(run(command, {})).rejects.toThrow(`unknown command: ${command}`);
  });

  it('answer every page to an editor that can open none', async () => {
    await start();
    editor.open(sample('mail.log'), 'maillog', LOG);
    const session = editor.open(SESSION);
    expect(await run(COMMANDS.story, { uri: LOG, line: 7 })).toMatchObject({
      title: 'Story of 349261B8932',
      language: 'plaintext',
      text: expect.stringContaining('Outcome: 3 recipients: 2 sent, 1 bounced'),
      shown: false,
    });
    expect((await run(COMMANDS.summary, { uri: LOG }))?.text).toContain('Deliveries: 3 sent, 2 deferred, 1 bounced');
    expect((await run(COMMANDS.why, { uri: session }))?.text).toContain('Recipient does not exist · 550 5.1.1');
    expect((await run(COMMANDS.why, { uri: LOG }))?.text).toContain('lines ');
    const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
    expect((await run(COMMANDS.why, { uri: LOG, range }))?.text).toContain('No refusal');
    expect((await run(COMMANDS.why, { text: '550 5.7.1 Relaying denied' }))?.text).toContain('550 5.7.1');
    expect(await run(COMMANDS.ladder, { uri: session })).toMatchObject({
      language: 'svg',
      text: expect.stringMatching(/^<svg .*<\/svg>\s*$/s),
    });
    expect((await run(COMMANDS.ladder, { uri: LOG, line: 7 }))?.text).toContain('349261B8932');
    expect(await run(COMMANDS.explainRule, { rule: 'path-space-after-colon' })).toMatchObject({
      language: 'markdown',
      text: expect.stringContaining('`path-space-after-colon`'),
    });
    expect(editor.asked).not.toContain('window/showDocument');
  });

  it('give copies without secrets: the whole, some lines, one session', async () => {
    await start();
    const uri = editor.open(`${SECRET}\nnothing\n\n${SESSION}`, 'plaintext', 'file:///tmp/a.txt');
    const whole = await run(COMMANDS.redact, { uri });
    expect(whole?.text).not.toContain('AGFsaWNlAHR1bGlwLTQ3MTE=');
    expect(whole?.text.split('\n')).toHaveLength(`${SECRET}\nnothing\n\n${SESSION}`.split('\n').length);
    const range = { start: { line: 2, character: 5 }, end: { line: 2, character: 9 } };
    expect((await run(COMMANDS.redact, { uri, range }))?.text).toBe(whole?.text.split('\n')[2]);
    expect((await run(COMMANDS.redact, { uri, line: 1 }))?.text).toBe(whole?.text.split('\n').slice(0, 4).join('\n'));
  });

  it('are null where there is nothing to tell, and fail where they are not told enough', async () => {
    await start();
    const prose = editor.open('Dear Bob', 'plaintext');
    for (const name of [COMMANDS.story, COMMANDS.summary, COMMANDS.ladder, COMMANDS.redact]) {
      expect(await run(name, { uri: prose }), name).toBeNull();
      expect(await run(name, { uri: 'file:///not/open' }), name).toBeNull();
      for (const bad of [undefined, null, 'file:///a', {}, { uri: 7 }]) await expect(run(name, bad), name).rejects.toThrow('"uri"');
    }
    await expect(run(COMMANDS.explainRule, {})).rejects.toThrow('"rule"');
    await expect(run(COMMANDS.explainRule, { rule: 'none' })).rejects.toThrow('no such rule');
  });

  it('open a file in an editor without documents of the server, unless it wants the text only', async () => {
    const opened: unknown[] = [];
    const { options, written } = opening(opened);
    await start(options);
    editor.open(sample('mail.log'), 'maillog', LOG);
    const story = await run(COMMANDS.story, { uri: LOG, line: 7 });
    expect(story?.shown).toBe(true);
    expect(written).toEqual([['Story of 349261B8932.txt', story?.text]]);
    expect(opened).toEqual([{ uri: 'file:///tmp/pages/Story%20of%20349261B8932.txt', takeFocus: true }]);
    await run(COMMANDS.ladder, { uri: LOG, line: 7 });
    expect(opened[1]).toEqual({ uri: 'file:///tmp/pages/mail.log.svg', external: true, takeFocus: true });
    expect((await run(COMMANDS.summary, { uri: LOG, show: false }))?.shown).toBe(false);
    expect(opened).toHaveLength(2);
    // The editor opens the file, and its lines are not reported a second time.
    const page = 'file:///tmp/pages/Story%20of%20349261B8932.txt';
    editor.open(BAD, 'plaintext', page);
    const other = editor.open(BAD);
    await until(() => editor.pushed.has(other));
    expect(editor.pushed.has(page)).toBe(false);
  });

  it('open the server’s own document where the editor has them', async () => {
    const opened: unknown[] = [];
    const { options, written } = opening(opened, {
      window: { showDocument: { support: true } },
      workspace: { textDocumentContent: {} },
    });
    await start(options);
    await run(COMMANDS.explainRule, { rule: 'path-space-after-colon' });
    expect(opened).toEqual([{ uri: 'smtp-lens-doc:/rules/path-space-after-colon.md', takeFocus: true }]);
    expect(written).toEqual([]);
  });
});

describe('lenses and actions', () => {
  const offered = async (): Promise<unknown[]> => {
    const log = editor.open(sample('mail.log'), 'maillog', LOG);
    const uri = editor.open(BAD);
    const lenses = [];
    for (const one of [uri, log])
      lenses.push(...(await editor.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: one } })).map(({ command }) => command));
    const range = { start: { line: 13, character: 0 }, end: { line: 13, character: 99 } };
    const context: { diagnostics: Diagnostic[] } = { diagnostics: [] };
    const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range, context });
    const secret = editor.open(SECRET);
    const more = await editor.ask<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: secret },
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 99 } },
      context,
    });
    return [...lenses, ...actions.map(({ command }) => command), ...more.map(({ command }) => command)]
      .filter((command) => command?.command)
      .map((command) => command);
  };
  it('name the commands of the server where the editor opens what they make, and each can be run', async () => {
    const opened: unknown[] = [];
    const { options } = opening(opened);
    await start(options);
    const found = (await offered()) as { title: string; command: string; arguments: unknown[] }[];
    expect(new Set(found.map(({ command }) => command))).toEqual(
      new Set([COMMANDS.ladder, COMMANDS.redact, COMMANDS.story, COMMANDS.explainRule]),
    );
    for (const { command, arguments: given } of found) expect(await run(command, given[0]), command).toMatchObject({ shown: true });
    expect(opened).toHaveLength(found.length);
  });
  it('name none where it opens nothing', async () => {
    await start();
    expect(await offered()).toEqual([]);
  });
  it('name no picture where no file can be written', async () => {
    await start({ capabilities: { window: { showDocument: { support: true } }, workspace: { textDocumentContent: {} } } });
    const found = (await offered()) as { command: string }[];
    expect(new Set(found.map(({ command }) => command))).toEqual(new Set([COMMANDS.redact, COMMANDS.story, COMMANDS.explainRule]));
  });

  it('answer an assistant without real names, open nothing, and refuse what is no tool', async () => {
    const opened: unknown[] = [];
    await start(opening(opened).options);
    const ask = (given: object) => run(COMMANDS.tool, given);
    const text = SESSION;
    const why = await ask({ tool: 'why', text });
    expect(why).toMatchObject({ title: 'Why mail was refused', language: 'plaintext', shown: false });
    expect(why?.text).toContain('Recipient does not exist');
    expect(why?.text).not.toMatch(/[bc]@example\.net/);
    expect((await ask({ tool: 'why', text, reveal: true }))?.text).toBe(why?.text);
    expect((await ask({ tool: 'explain_reply', reply: '550 5.1.1' }))?.text).toContain('mailbox');
    expect((await ask({ tool: 'redact', text: SECRET }))?.text).not.toContain('AGFsaWNl');
    expect((await ask({ tool: 'check_transcript', text: BAD }))?.text).toMatch(/^lines 1-\d+ \(rfc\): .*\n(?:.*\n)*\d+:\d+: /);
    expect((await ask({ tool: 'story', id: '349261B8932', text: sample('mail.log') }))?.text).toContain('Story of 349261B8932');
    expect((await ask({ tool: 'story' }))?.text).toBe('No line of the log has it.');
    expect(opened).toEqual([]);
    await expect(ask({ tool: 'rm' })).rejects.toThrow('There is no such tool.');
    await expect(ask({})).rejects.toThrow('takes an object with "tool"');
    await expect(ask({ tool: 'why', text: 'x'.repeat(2_000_001) })).rejects.toThrow('too long');
  });
});
