import {
  commands,
  type Disposable,
  env,
  l10n,
  Position,
  Range,
  Selection,
  type TextEditor,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { NAME } from './client';

/** The server's answer to `smtpLens/session`. */
interface Drawing {
  readonly svg: string;
  readonly title: string;
  readonly line: number;
}

/** The message of the page when an arrow was chosen. */
interface Chosen {
  readonly line: number;
}

/** The view of one session beside its text: a drawing made by the server, linked both ways between arrows and lines. */
export function registerSessionView(client: BaseLanguageClient): Disposable[] {
  let panel: WebviewPanel | undefined;
  let shown: { uri: Uri; drawing: Drawing } | undefined;

  const draw = async (uri: Uri, line: number): Promise<boolean> => {
    const drawing = await client.sendRequest<Drawing | null>('smtpLens/session', { uri: client.code2ProtocolConverter.asUri(uri), line });
    if (!drawing || !panel) return false;
    if (shown?.drawing.svg !== drawing.svg) panel.webview.html = page(drawing, panel.webview.cspSource);
    shown = { uri, drawing };
    return true;
  };

  const open = async (uri?: string | Uri, line?: number): Promise<void> => {
    const editor = window.activeTextEditor;
    const target = uri ? Uri.parse(String(uri)) : editor?.document.uri;
    if (!target) return;
    if (!panel) {
      panel = window.createWebviewPanel(
        'smtpLens.session',
        l10n.t('SMTP Session'),
        { viewColumn: ViewColumn.Beside, preserveFocus: true },
        { enableScripts: true, localResourceRoots: [] },
      );
      panel.onDidDispose(() => {
        panel = undefined;
        shown = undefined;
      });
      panel.webview.onDidReceiveMessage(({ line }: Chosen) => shown && Number.isInteger(line) && reveal(shown.uri, line));
    } else panel.reveal(undefined, true);
    if (!(await draw(target, line ?? editor?.selection.active.line ?? 0))) panel.webview.html = empty();
  };

  const reveal = async (uri: Uri, line: number): Promise<void> => {
    const at = new Position(line, 0);
    const beside = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
    const editor = await window.showTextDocument(await workspace.openTextDocument(uri), {
      viewColumn: beside?.viewColumn ?? ViewColumn.One,
      preserveFocus: false,
    });
    editor.selection = new Selection(at, at);
    editor.revealRange(new Range(at, at), TextEditorRevealType.InCenterIfOutsideViewport);
  };

  const follow = (editor: TextEditor): void => {
    if (!panel || !shown || editor.document.uri.toString() !== shown.uri.toString()) return;
    const { line } = editor.selection.active;
    void draw(shown.uri, line).then(() => panel?.webview.postMessage({ line }));
  };

  const save = async (): Promise<void> => {
    if (!shown) await open();
    if (!shown) return;
    const target = await window.showSaveDialog({
      filters: { SVG: ['svg'] },
      defaultUri: shown.uri.with({ path: `${shown.uri.path}.svg`, scheme: shown.uri.scheme === 'untitled' ? 'file' : shown.uri.scheme }),
    });
    if (target) await workspace.fs.writeFile(target, new TextEncoder().encode(shown.drawing.svg));
  };

  return [
    commands.registerCommand('smtpLens.showSession', open),
    commands.registerCommand('smtpLens.saveSessionAsSvg', save),
    commands.registerCommand('smtpLens.reveal', (uri: string, line: number) => reveal(Uri.parse(uri), line)),
    window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    { dispose: () => panel?.dispose() },
  ];
}

function empty(): string {
  return `<!DOCTYPE html><html lang="${env.language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>${NAME}</title></head><body><main><p>${l10n.t('There is no SMTP session at this place. Put the cursor into a transcript and run “Show Session” again.')}</p></main></body></html>`;
}

/** The page: the server's drawing, and a script that only tells which arrow was chosen. Nothing is loaded from anywhere. */
function page({ svg, title }: Drawing, cspSource: string): string {
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) => octet.toString(16).padStart(2, '0')).join('');
  const text = title.replace(/[&<>"]/g, (unit) => `&#${unit.charCodeAt(0)};`);
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}' ${cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text}</title>
<style nonce="${nonce}">body { margin: 0; padding: 8px; } svg { display: block; margin: auto; max-width: 100%; min-width: 480px; height: auto; } h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }</style>
</head>
<body>
<main>
<h1>${text}</h1>
${svg.replace('<style>', `<style nonce="${nonce}">`)}
</main>
<script nonce="${nonce}">
const vscode = acquireVsCodeApi();
const arrows = [...document.querySelectorAll('[data-line]')];
const choose = (arrow) => vscode.postMessage({ line: Number(arrow.dataset.line) });
for (const arrow of arrows) {
  arrow.addEventListener('click', () => choose(arrow));
  arrow.addEventListener('keydown', (event) => {
    const at = arrows.indexOf(arrow);
    const next = event.key === 'ArrowDown' ? arrows[at + 1] : event.key === 'ArrowUp' ? arrows[at - 1] : undefined;
    if (next) { next.focus(); event.preventDefault(); }
    if (event.key === 'Enter' || event.key === ' ') { choose(arrow); event.preventDefault(); }
  });
}
addEventListener('message', ({ data }) => {
  let here;
  for (const arrow of arrows) {
    arrow.classList.remove('here');
    if (Number(arrow.dataset.line) <= data.line) here = arrow;
  }
  here?.classList.add('here');
  here?.scrollIntoView({ block: 'nearest' });
});
</script>
</body>
</html>`;
}
