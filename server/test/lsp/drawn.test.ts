import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  MarkupContent,
  Position,
  Range,
  SelectionRange,
  SignatureHelp,
  TextEdit,
} from 'vscode-languageserver';
import { type Token, tokens } from '../../src/features/tokens';
import { drawnLine, type Place } from '../drawn';
import { LOG, read, SESSION } from '../features/marked';
import { type Editor, startEditor } from './editor';

const sample = (name: string): string => readFileSync(join(__dirname, '../../../samples', name), 'utf8');

const TEXTS: Readonly<Record<string, { readonly text: string; readonly language: string }>> = {
  session: { text: SESSION, language: 'smtp' },
  log: { text: LOG, language: 'maillog' },
  'broken-session': { text: sample('broken-session.smtp'), language: 'smtp' },
  'swaks-one-of-three': { text: sample('swaks-one-of-three.txt'), language: 'plaintext' },
  'smtplib-wrong-password': { text: sample('smtplib-wrong-password.txt'), language: 'plaintext' },
};

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor({ initializationOptions: { commands: ['smtpLens.showSession', 'smtpLens.explainRule'] } });
});
afterAll(() => editor.stop());

const place = ({ line, character }: Position): string => `${line + 1}:${character + 1}`;
const span = ({ start, end }: Range): string => `${place(start)}${start.line === end.line ? `-${end.character + 1}` : `-${place(end)}`}`;
const list = (ranges: readonly Range[]): string => ranges.map(span).join(', ');

/** Long texts, each written once behind the drawing and named by its number. */
class Notes {
  readonly texts: string[] = [];
  of(text: string): string {
    if (!this.texts.includes(text)) this.texts.push(text);
    return `[${this.texts.indexOf(text) + 1}]`;
  }
}

/** What an editor shows and does at a token. */
async function atToken(uri: string, { line, from, to, type, modifiers }: Token, notes: Notes): Promise<Place> {
  const at = { textDocument: { uri }, position: { line, character: from } };
  const hover = await editor.ask<Hover | null>('textDocument/hover', at);
  const definitions = await editor.ask<Location[] | null>('textDocument/definition', at);
  const highlights = await editor.ask<{ range: Range }[] | null>('textDocument/documentHighlight', at);
  const references = await editor.ask<Location[] | null>('textDocument/references', { ...at, context: { includeDeclaration: true } });
  const said = [
    [type, ...modifiers].join(' '),
    hover && `hover ${notes.of((hover.contents as MarkupContent).value)}`,
    hover?.range && (hover.range.start.character !== from || hover.range.end.character !== to) && `of ${span(hover.range)}`,
    definitions?.length && `goes to ${list(definitions.map(({ range }) => range))}`,
    highlights?.length && `together with ${list(highlights.map(({ range }) => range))}`,
    references?.length && `again at ${list(references.filter((one) => one.uri === uri).map(({ range }) => range))}`,
  ];
  return { from, to, words: said.filter(Boolean).join('; ') };
}

/** What is proposed at the end of a line, and what is shown of the command that is typed there. */
async function atEnd(uri: string, line: number, length: number): Promise<string[]> {
  const at = { textDocument: { uri }, position: { line, character: length } };
  const items = (await editor.ask<CompletionItem[] | null>('textDocument/completion', at)) ?? [];
  const help = await editor.ask<SignatureHelp | null>('textDocument/signatureHelp', at);
  const selection = await editor.ask<SelectionRange[] | null>('textDocument/selectionRange', {
    ...at,
    positions: [{ line, character: Math.min(length, 8) }],
  });
  const ranges: Range[] = [];
  for (let one: SelectionRange | undefined = selection?.[0]; one; one = one.parent) ranges.push(one.range);
  return [
    ...(items.length > 0 ? [`proposes ${items.map(({ label }) => label).join(' | ')}`] : []),
    ...(help ? [`typed so far: ${help.signatures.map(({ label }) => label).join(' | ')}, part ${help.activeParameter ?? '-'}`] : []),
    ...(ranges.length > 0 ? [`selects ${list(ranges)}`] : []),
  ];
}

const outline = (symbols: readonly DocumentSymbol[], depth = 0): string[] =>
  symbols.flatMap(({ name, detail, kind, range, selectionRange, children }) => [
    `${'  '.repeat(depth)}${name}${detail ? ` (${detail})` : ''}, kind ${kind}, ${span(range)}, name at ${span(selectionRange)}`,
    ...outline(children ?? [], depth + 1),
  ]);

/** Everything that an editor shows of a text: under each line what belongs to it, and what belongs to the whole behind it. */
async function drawnDocument(text: string, language: string): Promise<string> {
  const uri = editor.open(text, language);
  const textDocument = { uri };
  const lines = text.split('\n');
  const whole: Range = { start: { line: 0, character: 0 }, end: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } };
  const notes = new Notes();
  const ask = async <T>(method: string, more: object = {}): Promise<T[]> =>
    (await editor.ask<T[] | null>(`textDocument/${method}`, { textDocument, ...more })) ?? [];
  const { items: found } = await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
  const hints = await ask<InlayHint>('inlayHint', { range: whole });
  const lenses = await ask<CodeLens>('codeLens');
  const links = await ask<{ range: Range; target?: string; tooltip?: string }>('documentLink');
  const all = tokens(read(text, language === 'smtp'));
  const rows: string[] = [];
  for (const [n, line] of lines.entries()) {
    const places: Place[] = [];
    for (const token of all) if (token.line === n) places.push(await atToken(uri, token, notes));
    const on = ({ start, end }: Range, words: string): void =>
      void places.push({ from: start.character, to: end.line === n ? end.character : line.length, words });
    for (const { range, severity, code, message, relatedInformation } of found.filter((one) => one.range.start.line === n))
      on(
        range,
        `finding ${severity} ${code}: ${[message, ...(relatedInformation ?? []).map((one) => `${span(one.location.range)} ${one.message}`)].join(' / ')}`,
      );
    for (const { position, label } of hints.filter((one) => one.position.line === n))
      on({ start: position, end: position }, `hint ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`);
    for (const { range, target } of links.filter((one) => one.range.start.line === n)) on(range, `link to ${target}`);
    const end = { line: n, character: line.length };
    const actions = await ask<CodeAction>('codeAction', { range: { start: { line: n, character: 0 }, end }, context: { diagnostics: [] } });
    const remarks = [
      ...lenses.filter(({ range }) => range.start.line === n).map(({ command }) => `lens ${command?.title}: ${command?.command}`),
      ...actions.map(({ title, kind, isPreferred }) => `action ${kind}: ${title}${isPreferred ? ' (preferred)' : ''}`),
      ...(await atEnd(uri, n, line.length)),
    ];
    rows.push(...drawnLine(line, places, remarks));
  }
  const folds = await ask<FoldingRange>('foldingRange');
  const edits = await ask<TextEdit>('formatting', { options: { tabSize: 2, insertSpaces: true } });
  const status = await editor.ask('smtpLens/status', { uri });
  return [
    ...rows,
    '',
    '## outline',
    ...outline(await ask<DocumentSymbol>('documentSymbol')),
    '',
    '## folds',
    ...folds.map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ''}`),
    '',
    '## formatting',
    ...edits.map(({ range, newText }) => `${span(range)} ${JSON.stringify(newText)}`),
    '',
    '## status',
    JSON.stringify(status),
    ...notes.texts.flatMap((note, at) => ['', `## hover [${at + 1}]`, note]),
    '',
  ].join('\n');
}

describe('what an editor shows of a text, as drawn in drawn/', () => {
  it.each(Object.entries(TEXTS))(
    '%s',
    async (name, { text, language }) => {
      await expect(await drawnDocument(text, language)).toMatchFileSnapshot(`drawn/${name}.txt`);
    },
    60_000,
  );
});
