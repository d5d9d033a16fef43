import { commands, type Disposable, l10n, languages, StatusBarAlignment, type TextDocument, window, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';

/** The server's answer to `smtpLens/status`. */
interface Status {
  readonly formats: readonly { readonly title: string; readonly kind: 'transcript' | 'log' }[];
  readonly sessions: number;
  readonly findings: Readonly<Record<'error' | 'warning' | 'information' | 'hint', number>>;
}

/** Milliseconds without typing before the status is updated. */
const QUIET = 400;

/** The status bar item: format, sessions and findings of the text in the active editor; a click offers what can be done. */
export function registerStatus(client: BaseLanguageClient, isSeen: (document: TextDocument) => boolean): Disposable[] {
  const item = window.createStatusBarItem('smtpLens.status', StatusBarAlignment.Right, 100);
  item.name = 'SMTP Lens';
  item.command = 'smtpLens.showChoices';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: Status | undefined;
  let offered = false;

  const show = (words: readonly string[], icon: string, tooltip: string): void => {
    item.text = `$(${icon}) ${words.join(' · ')}`;
    item.accessibilityInformation = { label: `SMTP Lens: ${words.join(', ')}` };
    item.tooltip = tooltip;
    item.show();
  };
  const update = async (): Promise<void> => {
    const document = window.activeTextEditor?.document;
    shown = undefined;
    if (client.state === State.StartFailed || client.state === State.Stopped)
      return show([l10n.t('SMTP Lens is not running')], 'error', l10n.t('See the output for the reason.'));
    if (!document || !isSeen(document) || client.state !== State.Running) return item.hide();
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const status = await client.sendRequest<Status | null>('smtpLens/status', { uri }).catch(() => null);
    if (document !== window.activeTextEditor?.document) return;
    if (!status || (status.formats.length === 0 && !['smtp', 'maillog'].includes(document.languageId))) return item.hide();
    shown = status;
    show(wordsOf(status), 'mail', l10n.t('SMTP Lens: actions for this text'));
    if (offered || status.formats.length === 0 || document.languageId !== 'plaintext') return;
    offered = true;
    await offer(document, status);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), QUIET);
  };
  const isActive = (uri: unknown): boolean => String(uri) === String(window.activeTextEditor?.document.uri);

  return [
    item,
    { dispose: () => clearTimeout(timer) },
    client.onDidChangeState(soon),
    window.onDidChangeActiveTextEditor(soon),
    workspace.onDidChangeTextDocument(({ document }) => isActive(document.uri) && soon()),
    languages.onDidChangeDiagnostics(({ uris }) => uris.some(isActive) && soon()),
    commands.registerCommand('smtpLens.showChoices', () => choose(shown)),
  ];
}

function wordsOf({ formats, sessions, findings }: Status): string[] {
  // Hints are not in the Problems view: a user who clicks there would not find them.
  const count = findings.error + findings.warning + findings.information;
  const words = [formats[0]?.title ?? l10n.t('no SMTP found')];
  if (sessions > 0) words.push(sessions === 1 ? l10n.t('1 session') : l10n.t('{0} sessions', sessions));
  if (count > 0) words.push(count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count));
  if (findings.hint > 0) words.push(findings.hint === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', findings.hint));
  return words;
}

/** Lists the actions that fit the active text, to choose from. */
async function choose(status: Status | undefined): Promise<void> {
  const log = status?.formats.some(({ kind }) => kind === 'log') === true;
  const found = status !== undefined && status.formats.length > 0;
  const choices = [
    { when: log, label: l10n.t('Show story of the message'), command: 'smtpLens.showStory' },
    { when: found, label: log ? l10n.t('Show story as a picture') : l10n.t('Show session'), command: 'smtpLens.showSession' },
    { when: log, label: l10n.t('Show summary of the log'), command: 'smtpLens.showSummary' },
    { when: found, label: l10n.t('Copy redacted'), command: 'smtpLens.copyRedacted' },
    { when: found, label: l10n.t('Preview redacted copy'), command: 'smtpLens.previewRedacted' },
    { when: found, label: l10n.t('Show findings'), command: 'workbench.actions.view.problems' },
    { when: true, label: l10n.t('Change language'), command: 'workbench.action.editor.changeLanguageMode' },
    { when: true, label: l10n.t('Open settings'), command: 'workbench.action.openSettings', argument: '@ext:smtp-lens.smtp-lens' },
    { when: true, label: l10n.t('Show output'), command: 'smtpLens.showOutput' },
  ];
  const fitting = choices.filter(({ when }) => when);
  const chosen = await window.showQuickPick(fitting, { title: 'SMTP Lens', placeHolder: status && wordsOf(status).join(' · ') });
  if (chosen) await commands.executeCommand(chosen.command, chosen.argument);
}

/** Offers, once per window, to set the language of a text that was recognised; "Never again" is stored as a setting. */
async function offer(document: TextDocument, { formats: [{ kind, title }] }: Status): Promise<void> {
  const settings = workspace.getConfiguration('smtpLens', document);
  if (!settings.get('offerLanguage')) return;
  const [set, never] = [l10n.t('Set language'), l10n.t('Never again')];
  const question =
    kind === 'log' ? l10n.t('This looks like a mail log ({0}).', title) : l10n.t('This looks like an SMTP transcript ({0}).', title);
  const answer = await window.showInformationMessage(question, set, never);
  if (answer === set) await languages.setTextDocumentLanguage(document, kind === 'log' ? 'maillog' : 'smtp');
  if (answer === never) await settings.update('offerLanguage', false, true);
}
