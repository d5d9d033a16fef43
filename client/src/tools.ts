import * as vscode from 'vscode';
import { commands, type Disposable, type ExtensionContext, window } from 'vscode';

/** The command by which a tool asks the server; the client has it, and before there is one whoever starts it. */
export const ASK_TOOL = 'smtpLens.askTool';
/** What the tools of this extension are called before the name that the server knows. */
const PREFIX = 'smtp-lens_';

/** What VS Code has for language models since 1.95; the declarations of the oldest VS Code that we run in lack it. */
interface LanguageModels {
  readonly lm?: { registerTool?(name: string, tool: { invoke(options: { input: unknown }): Promise<unknown> }): Disposable };
  readonly LanguageModelToolResult?: new (content: readonly unknown[]) => unknown;
  readonly LanguageModelTextPart?: new (value: string) => unknown;
}

/**
 * Registers the tools of package.json for language models, where VS Code has such a thing. A tool without a text reads the selected lines of
 * the active editor, or all of it; its answers have stand-ins for names and nothing secret.
 */
export function registerTools(
  { extension }: Pick<ExtensionContext, 'extension'>,
  models: LanguageModels = vscode as LanguageModels,
): Disposable[] {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Text } = models;
  if (typeof lm?.registerTool !== 'function' || !Result || !Text) return [];
  const { contributes } = extension.packageJSON as { contributes: { languageModelTools?: { name: string }[] } };
  return (contributes.languageModelTools ?? []).map(({ name }) =>
    // Called on the object: VS Code may need its `this`.
    (lm as Required<NonNullable<LanguageModels['lm']>>).registerTool(name, {
      async invoke({ input }) {
        const { text, reply, id } = (input ?? {}) as Partial<Record<string, unknown>>;
        const own = typeof text === 'string' && text.trim() !== '' ? text : textOfEditor();
        const tool = name.slice(PREFIX.length);
        const answer = await commands.executeCommand<{ text: string } | null>(ASK_TOOL, { tool, text: own, reply, id });
        return new Result([new Text(answer?.text ?? 'There is no answer.')]);
      },
    }),
  );
}

/** The selected lines of the active editor, or its whole text; empty without one. */
function textOfEditor(): string {
  const editor = window.activeTextEditor;
  if (!editor) return '';
  const { document, selection } = editor;
  if (selection.isEmpty) return document.getText();
  // Half a line may be half a secret.
  const { range } = document.lineAt(selection.end.line);
  return document.getText(new vscode.Range(selection.start.line, 0, selection.end.line, range.end.character));
}
