import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import type { Proposal } from '../analysis/proposal';
import { type Completion, completions, documentation } from '../features/completion';
import { formatted } from '../features/formatting';
import { onType } from '../features/on-type';
import { signature } from '../features/signature';
import type { Client } from './client';
import { isRecord } from './record';
import type { Served } from './served';

const KIND: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  marker: CompletionItemKind.Keyword,
  verb: CompletionItemKind.Method,
  argument: CompletionItemKind.Text,
  mechanism: CompletionItemKind.EnumMember,
  parameter: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  code: CompletionItemKind.Value,
  enhanced: CompletionItemKind.Value,
  keyword: CompletionItemKind.Constant,
};

/** What helps while a transcript is typed. */
export function writing(served: Served): void {
  const { connection } = served;
  connection.onCompletion(({ textDocument, position }) =>
    served.on(textDocument.uri, null, ({ analysis }) => completions(analysis, position).map((one) => itemOf(one, served.client()))),
  );
  connection.onCompletionResolve((item) => {
    const { kind, verb } = dataOf(item.data);
    const markup = served.client().markup.completion;
    const value = kind && documentation({ kind, label: item.label, verb }, markup);
    return value ? { ...item, documentation: { kind: markup, value } } : item;
  });
  connection.onSignatureHelp(({ textDocument, position }) =>
    served.on(textDocument.uri, null, ({ analysis }) => {
      const kind = served.client().markup.signature;
      const found = signature(analysis, position, kind);
      if (!found) return null;
      const marked = (value: string) => ({ kind, value });
      const parameters = found.parameters.map((one) => ({ label: one.label, documentation: marked(one.documentation) }));
      return {
        signatures: [{ label: found.label, documentation: marked(found.documentation), parameters, activeParameter: found.active }],
        activeSignature: 0,
        activeParameter: found.active,
      };
    }),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument, position, ch }) =>
    served.on(textDocument.uri, null, ({ analysis }) => onType(analysis, position, ch)),
  );
  connection.onDocumentFormatting(({ textDocument }) => served.on(textDocument.uri, null, ({ analysis }) => formatted(analysis)));
  connection.onDocumentRangeFormatting(({ textDocument, range }) =>
    served.on(textDocument.uri, null, ({ analysis }) => formatted(analysis, range.start.line, range.end.line + 1)),
  );
}

function itemOf(
  { kind, label, detail, text, snippet, rank, goesOn, verb, range }: Completion,
  { snippets, labelDetails, commands }: Client,
): CompletionItem {
  const asSnippet = snippets && snippet !== undefined;
  return {
    label: label.trimEnd(),
    kind: KIND[kind],
    ...(labelDetails && detail ? { labelDetails: { description: detail } } : { detail }),
    sortText: `${String(rank).padStart(3, '0')} ${label}`,
    filterText: text?.trimEnd() ?? label,
    textEdit: { range, newText: (asSnippet ? snippet : text) ?? label },
    insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    preselect: rank === 0 && kind === 'marker' ? true : undefined,
    // A command of VS Code itself, which only an editor that runs our client certainly has.
    command: goesOn && commands.size > 0 ? { title: '', command: 'editor.action.triggerSuggest' } : undefined,
    data: { kind, verb },
  };
}

/** The data attached to an item, which editors send back. */
function dataOf(data: unknown): { readonly kind: Proposal['kind'] | null; readonly verb?: string } {
  if (!isRecord(data)) return { kind: null };
  const kind = Object.keys(KIND).find((one): one is Proposal['kind'] => one === data.kind) ?? null;
  return { kind, verb: typeof data.verb === 'string' ? data.verb : undefined };
}
