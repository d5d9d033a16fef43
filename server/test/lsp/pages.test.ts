import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { aboutOf, nameOf, shelfUri } from '../../src/lsp/virtual-documents';
import { type Editor, startEditor, until } from './editor';

const read = (name: string): string => readFileSync(join(__dirname, '../../..', 'samples', name), 'utf8');
const LOG = 'file:///var/log/mail%20logs/mail.log';

let editor: Editor;
afterEach(() => editor.stop());

type Page = { readonly uri: string } | null;
const textOf = (uri: string) => editor.ask<{ text: string }>('workspace/textDocumentContent', { uri }).then(({ text }) => text);
const at = (line: number, character = 0) => ({ line, character });

async function withLog(commands: readonly string[] = []): Promise<void> {
  editor = await startEditor({ initializationOptions: { commands } });
  editor.open(read('mail.log'), 'maillog', LOG);
}

describe('pages about a log', () => {
  it('are documents that the server writes, named for what they tell', async () => {
    await withLog();
    expect(editor.answer.capabilities.workspace?.textDocumentContent).toEqual({
      schemes: ['smtp-lens-log', 'smtp-lens-doc', 'smtp-lens-redacted'],
    });
    const story = await editor.ask<Page>('smtpLens/story', { uri: LOG, position: at(7) });
    expect(nameOf(story?.uri ?? '')).toBe('Story of 349261B8932');
    expect(await textOf(story?.uri ?? '')).toContain('Outcome: 3 recipients: 2 sent, 1 bounced: recipient does not exist · 550 5.1.1');
    const summary = await editor.ask<Page>('smtpLens/summary', { uri: LOG });
    expect(nameOf(summary?.uri ?? '')).toBe('Summary of mail.log');
    expect(await textOf(summary?.uri ?? '')).toContain('Deliveries: 3 sent, 2 deferred, 1 bounced');
  });

  it('are null where there is nothing to tell', async () => {
    await withLog();
    const prose = editor.open('Dear Bob', 'plaintext');
    expect(await editor.ask<Page>('smtpLens/story', { uri: LOG, position: at(0) })).toBeNull();
    expect(await editor.ask<Page>('smtpLens/story', { uri: prose, position: at(0) })).toBeNull();
    expect(await editor.ask<Page>('smtpLens/summary', { uri: prose })).toBeNull();
    expect(await editor.ask<Page>('smtpLens/summary', { uri: 'file:///not/open' })).toBeNull();
  });

  it('lead to the lines of the log: by a command of the editor, or by a link that any editor opens', async () => {
    const links = async (): Promise<(string | undefined)[]> => {
      const story = await editor.ask<Page>('smtpLens/story', { uri: LOG, position: at(7) });
      const found = await editor.ask<{ target?: string }[]>('textDocument/documentLink', { textDocument: { uri: story?.uri } });
      return found.map(({ target }) => target);
    };
    await withLog();
    expect(await links()).toContain(`${LOG}#L22`);
    editor.stop();
    await withLog(['smtpLens.reveal']);
    expect(await links()).toContain(`command:smtpLens.reveal?${encodeURIComponent(JSON.stringify([LOG, 21]))}`);
  });

  it('are written anew when the log has changed and somebody asks again', async () => {
    await withLog();
    const ask = () => editor.ask<Page>('smtpLens/summary', { uri: LOG });
    const before = await ask();
    editor.change(LOG, [{ range: { start: at(6), end: at(7) }, text: '' }]);
    const after = await ask();
    expect(after).toEqual(before);
    await until(() => editor.asked.includes('workspace/textDocumentContent/refresh'));
    expect(await textOf(after?.uri ?? '')).toContain('Deliveries: 2 sent');
  });

  it('say so where the log is no longer open', async () => {
    editor = await startEditor();
    const uri = shelfUri('smtp-lens-log', 'Summary of mail.log', { kind: 'summary', uri: LOG });
    expect(await textOf(uri)).toContain('mail.log');
    for (const odd of ['smtp-lens-log:/x', 'smtp-lens-log:/x?%', 'smtp-lens-log:/x?[1]', 'smtp-lens-log:/x?%7B%22kind%22%3A5%7D'])
      expect(await textOf(odd)).toMatch(/not open/);
  });

  it('are told apart by what they are about, whatever an editor escapes', () => {
    const uri = shelfUri('smtp-lens-log', 'Story of <a/b>?#', { kind: 'story', uri: LOG, line: 3 });
    expect(aboutOf(uri)).toEqual({ kind: 'story', uri: LOG, line: 3 });
    expect(aboutOf(uri.replaceAll('%22', '"').replaceAll('%7B', '{'))).toEqual({ kind: 'story', uri: LOG, line: 3 });
    expect(nameOf(uri)).toBe('Story of <a/b>?#');
    expect(aboutOf('smtp-lens-log:/x')).toBeNull();
  });
});

describe('redacted copies', () => {
  type Copy = { text: string; replaced: number; uri: string } | null;

  it('hold no secret: the whole, a selection, a session, and the document to compare with', async () => {
    editor = await startEditor();
    const text = read('smtplib-wrong-password.txt');
    const uri = editor.open(text, 'plaintext', 'file:///tmp/smtplib-wrong-password.txt');
    const whole = await editor.ask<Copy>('smtpLens/redact', { uri, whole: true });
    expect(whole?.text.split('\n')).toHaveLength(text.split('\n').length);
    const secret = /AGFsaWNlAHdyb25n|d3Jvbmc=|YzA0M2EyMGQ4/;
    expect(text).toMatch(secret);
    expect(whole?.text).not.toMatch(secret);
    expect(whole?.replaced).toBeGreaterThan(3);
    expect(nameOf(whole?.uri ?? '')).toBe('smtplib-wrong-password.txt');
    expect(await textOf(whole?.uri ?? '')).toBe(whole?.text);
    const some = await editor.ask<Copy>('smtpLens/redact', { uri, whole: true, range: { start: at(23), end: at(24) } });
    expect(some?.text).toBe(whole?.text.split('\n')[23]);
    expect(some?.replaced).toBe(1);
    const session = await editor.ask<Copy>('smtpLens/redact', { uri, position: at(20), whole: false });
    expect(session?.text).toContain('535 5.7.8');
    expect(session?.text).not.toContain('Traceback');
  });

  it('are null for a text without SMTP, and say so where the document is closed', async () => {
    editor = await startEditor();
    const uri = editor.open('password: tulip\n250 g of butter', 'plaintext');
    expect(await editor.ask<Copy>('smtpLens/redact', { uri, whole: true })).toBeNull();
    expect(await textOf(shelfUri('smtp-lens-redacted', 'a.txt', { uri: 'file:///not/open', version: 1 }))).toMatch(/not open/);
  });
});
