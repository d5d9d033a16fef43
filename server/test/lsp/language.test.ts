import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CodeLens, Diagnostic, DocumentSymbol, Hover, InlayHint } from 'vscode-languageserver';
import { readTranslations, takeLanguage } from '../../src/cli/translations';
import { setTranslations } from '../../src/text/l10n';
import { type Editor, type EditorOptions, startEditor } from './editor';

const folder = join(__dirname, '../../../l10n');
const fromFiles = (locale: string) => readTranslations(folder, locale);

/** A recipient that is refused, and a DATA that goes on all the same. */
const SESSION = `S: 220 mx.example.net ESMTP
C: HELO client.example.org
S: 250 mx.example.net
C: MAIL FROM:<a@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<b@example.net>
S: 550 5.1.1 <b@example.net>: Recipient address rejected
C: DATA
S: 503 5.5.1 Error: need RCPT command
C: QUIT
S: 221 2.0.0 Bye
`;

let editor: Editor;
afterEach(() => {
  editor.stop();
  setTranslations({});
});

/** What a reader sees of the session, as the server words it. */
async function seen(options: EditorOptions) {
  editor = await startEditor(options);
  const textDocument = { uri: editor.open(SESSION) };
  const hover = await editor.ask<Hover>('textDocument/hover', { textDocument, position: { line: 6, character: 4 } });
  const { items } = await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
  const [lens] = await editor.ask<CodeLens[]>('textDocument/codeLens', { textDocument });
  const range = { start: { line: 0, character: 0 }, end: { line: 11, character: 0 } };
  const hints = await editor.ask<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
  const symbols = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  return {
    hover: (hover.contents as { value: string }).value,
    messages: items.map(({ message }) => message),
    lens: lens.command?.title,
    hints: hints.map(({ label }) => label),
    outline: symbols.flatMap(({ name, children }) => [name, ...(children ?? []).map((child) => child.name)]),
  };
}

const CHINESE = /[\u4e00-\u9fff]/;

describe('an editor in Chinese', () => {
  it('gets Chinese hovers, messages, lenses, hints and symbols', async () => {
    const { hover, messages, lens, hints, outline } = await seen({ params: { locale: 'zh-cn' }, readTranslations: fromFiles });
    expect(hover).toContain('**550 5.1.1** 收件人不存在');
    expect(hover).toContain('服务器上没有 `b@example.net` 的邮箱。');
    expect(hover).toContain('**处理办法**：');
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) expect(message).toMatch(CHINESE);
    expect(lens).toBe('被拒绝：收件人不存在 · 在 RCPT 处得到 550 5.1.1');
    expect(hints).toContain('永久 · 收件人不存在');
    expect(outline.filter((name) => CHINESE.test(name))).not.toEqual([]);
  });

  it('gets the texts that its client sends, where the server cannot read files', async () => {
    const translations = JSON.parse(readFileSync(join(folder, 'bundle.l10n.zh-cn.json'), 'utf8'));
    expect((await seen({ initializationOptions: { translations } })).lens).toBe('被拒绝：收件人不存在 · 在 RCPT 处得到 550 5.1.1');
  });
});

describe('any other editor', () => {
  it.each([undefined, 'en', 'en-US', 'xx', 'zh-tw', '../../package'])('gets English for %s', async (locale) => {
    const { hover, lens } = await seen({ params: { locale }, readTranslations: fromFiles });
    expect(hover).toContain('Recipient does not exist');
    expect(lens).toBe('refused: recipient does not exist · 550 5.1.1 at RCPT');
  });

  it('gets English without files to read', async () => {
    expect((await seen({ params: { locale: 'zh-cn' } })).lens).toBe('refused: recipient does not exist · 550 5.1.1 at RCPT');
  });

  it('reads nothing for English', async () => {
    expect(await readTranslations('/dev/null/none', 'en-GB')).toBeNull();
  });
});

describe('--language', () => {
  it.each([
    [['check', '--language', 'zh', 'a.smtp'], ['check', 'a.smtp'], 'zh'],
    [['--language=zh-cn', 'check', 'a.smtp'], ['check', 'a.smtp'], 'zh-cn'],
    [['check', 'a.smtp'], ['check', 'a.smtp'], null],
    [['check', '--', '--language', 'zh'], ['check', '--', '--language', 'zh'], null],
  ])('is taken out of %j', (given, args, language) => expect(takeLanguage(given)).toEqual({ args, language }));
});
