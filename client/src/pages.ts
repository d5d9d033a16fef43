import * as vscode from 'vscode';
import { commands, l10n, ConfigurationTarget as to, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** The server's answer to `smtpLens/redact`: the copy, where the editor finds it as a document, and how much was replaced. */
type Redacted = { readonly text: string; readonly uri: string; readonly replaced: number };

/** Where a command was asked for: code lenses name a document and a line from 0, the palette means the cursor's place. */
type Place = [uri?: string | Uri, line?: number];

/** Reports in the status bar, not in a pop-up, the result of a command that is not visible otherwise. */
const tell = (text: string): void => void window.setStatusBarMessage(text, 8000);

/** Whether the server made a document. It does not read such documents again: their lines would be reported twice. */
export const isPage = ({ uri }: vscode.TextDocument): boolean => uri.scheme.startsWith('smtp-lens');

/** Registers the commands that show what the server writes: stories and summaries of logs, copies without secrets, pages of rules. */
export function registerPages(client: BaseLanguageClient): vscode.Disposable[] {
  const asked = <T>(request: string, [uri, line]: Place, text?: string): Promise<T | null> => {
    const editor = window.activeTextEditor;
    const target = uri ? Uri.parse(String(uri)) : editor?.document.uri;
    if (!target && text === undefined) return Promise.resolve(null);
    const selection = line === undefined && !uri && text === undefined ? editor?.selection : undefined;
    const position = { line: line ?? selection?.active.line ?? 0, character: selection?.active.character ?? 0 };
    const range = selection && !selection.isEmpty ? client.code2ProtocolConverter.asRange(selection) : undefined;
    const of = target ? client.code2ProtocolConverter.asUri(target) : '';
    return client.sendRequest(request, { uri: of, position, range, whole: line === undefined, text });
  };

  const page =
    (request: string, none: string, language?: string, text?: string) =>
    async (...where: Place): Promise<void> => {
      const made = await asked<{ uri: string }>(request, where, text);
      if (!made) return tell(none);
      const document = await workspace.openTextDocument(Uri.parse(made.uri));
      const shown = language ? await vscode.languages.setTextDocumentLanguage(document, language) : document;
      await window.showTextDocument(shown, vscode.ViewColumn.Beside);
    };
  const why = (text?: string) => page('smtpLens/why', l10n.t('Open a text, or copy one, and ask again.'), undefined, text);

  const redacted =
    (use: (copy: Redacted, of: Uri) => unknown) =>
    async (...where: Place): Promise<void> => {
      const of = where[0] ? Uri.parse(String(where[0])) : window.activeTextEditor?.document.uri;
      const copy = await asked<Redacted>('smtpLens/redact', where);
      if (of && copy) await use(copy, of);
      else tell(l10n.t('There is no SMTP text to redact here.'));
    };
  const compare = (of: Uri, copy: Uri): Thenable<unknown> =>
    commands.executeCommand('vscode.diff', of, copy, l10n.t('{0}: what is replaced', of.path.slice(of.path.lastIndexOf('/') + 1)));
  const preview = ({ uri }: Redacted, of: Uri): Thenable<unknown> => compare(of, Uri.parse(uri));
  const copy = async ({ text, replaced }: Redacted): Promise<void> => {
    await vscode.env.clipboard.writeText(text);
    tell(l10n.t('Copied without secrets. Replaced: {0}', replaced));
  };
  const save = async ({ text }: Redacted, of: Uri): Promise<void> => {
    const path = of.path.replace(/(?=\.[^./]+$)|$/, '.redacted');
    const target = await window.showSaveDialog({ defaultUri: of.with({ path, scheme: of.scheme === 'untitled' ? 'file' : of.scheme }) });
    if (!target) return;
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
    await compare(of, target);
  };

  const on = commands.registerCommand;
  return [
    on('smtpLens.showStory', page('smtpLens/story', l10n.t('This line does not belong to a message of a mail log.'), 'maillog')),
    on('smtpLens.showSummary', page('smtpLens/summary', l10n.t('This is not a mail log.'), 'maillog')),
    on('smtpLens.why', why()),
    on('smtpLens.whyClipboard', async () => why(await vscode.env.clipboard.readText())()),
    on('smtpLens.copyRedacted', redacted(copy)),
    on('smtpLens.previewRedacted', redacted(preview)),
    on('smtpLens.saveRedactedCopy', redacted(save)),
    on('smtpLens.explainRule', (rule: string) =>
      commands.executeCommand('markdown.showPreviewToSide', Uri.parse(`smtp-lens-doc:/rules/${rule}.md`)),
    ),
    on('smtpLens.silenceRule', silence),
  ];
}

/** Turns a rule off in the settings of the folder (or workspace) that contains a document; without one, in the user's settings. */
async function silence(rule: string, uri?: string): Promise<void> {
  const of = uri ? Uri.parse(uri) : window.activeTextEditor?.document.uri;
  const settings = workspace.getConfiguration('smtpLens', of);
  const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect<object>('rules') ?? {};
  const [target, rules] =
    !of || !workspace.getWorkspaceFolder(of)
      ? [to.Global, globalValue]
      : workspace.workspaceFile
        ? [to.WorkspaceFolder, workspaceFolderValue]
        : [to.Workspace, workspaceValue];
  await settings.update('rules', { ...rules, [rule]: 'off' }, target);
  tell(l10n.t('{0} is now off (setting smtpLens.rules).', rule));
}
