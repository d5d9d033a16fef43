import { commands, type Disposable, type ExtensionContext, type TextDocument, workspace } from 'vscode';
import { seenIn } from './seen';
import { ASK_TOOL, registerTools } from './tools';

/** The client, which is loaded only when there is SMTP to read. */
export interface Loaded {
  start(context: ExtensionContext, own: Disposable): void;
}

/** Texts in these languages are SMTP because the user says so. */
const OWN = ['smtp', 'maillog'];
const PERHAPS = ['log', 'plaintext'];

/**
 * Waits for SMTP. Until an open text contains some, no client is loaded and no server started; one of our commands starts both and is then
 * run by whichever of the two provides it. Returns at once: VS Code need not wait for a server.
 */
export function activateWhenSeen(context: ExtensionContext, load: () => Loaded): void {
  const own: Disposable[] = [];
  let started = false;
  const start = (): void => {
    if (started) return;
    started = true;
    // Its commands take the place of these.
    load().start(context, { dispose: () => own.splice(0).forEach((one) => void one.dispose()) });
  };
  const look = ({ languageId, uri }: TextDocument, text: () => string): void => {
    if (started || uri.scheme === 'output') return;
    if (OWN.includes(languageId) || (PERHAPS.includes(languageId) && seenIn(text()))) start();
  };
  for (const command of [...commandsOf(context), ASK_TOOL])
    own.push(
      commands.registerCommand(command, (...given: unknown[]) => {
        start();
        return commands.executeCommand(command, ...given);
      }),
    );
  own.push(
    workspace.onDidOpenTextDocument((document) => look(document, () => document.getText())),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      for (const { text, range } of contentChanges)
        look(document, () => (text.includes('\n') ? text : document.lineAt(Math.min(range.start.line, document.lineCount - 1)).text));
    }),
  );
  context.subscriptions.push(...registerTools(context), { dispose: () => own.forEach((one) => void one.dispose()) });
  for (const document of workspace.textDocuments) look(document, () => document.getText());
}

function commandsOf({ extension }: ExtensionContext): string[] {
  const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
