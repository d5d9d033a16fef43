import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { findingsAt, fixAll, quickFixes, safeFixes } from '../features/actions';
import { findingsByUnit, type PlacedFinding } from '../features/diagnostics';
import { silenced } from '../features/folder-settings';
import type { JudgeSettings } from '../rules/judge';
import { t } from '../text/l10n';
import type { TextEdit } from '../text/range';
import { COMMANDS, FIX_ALL } from './capabilities';
import { opensPages } from './commands';
import { diagnosticOf } from './diagnostics';
import type { OpenDocument } from './documents';
import type { Served } from './served';

/** Rules whose findings must not be passed on as they are. */
const SECRETS = new Set([
  'credentials-visible',
  'bearer-token-visible',
  'offline-crackable-auth',
  'secret-in-url-or-option',
  'secret-in-stack-trace',
  'identity-leak',
  'pii-present',
]);

/** Quick fixes, "fix all", the page of a rule, and the ways to silence one. */
export function actions(served: Served): void {
  const { connection } = served;
  connection.onCodeAction((params, token) =>
    served.on(params.textDocument.uri, null, async (document, { judge }) => {
      const wanted = (kind: string): boolean =>
        params.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`) || only === CodeActionKind.Empty) ??
        kind !== FIX_ALL;
      const all = (): Promise<PlacedFinding[]> => served.run(document, fixable(document, judge), token);
      const found: CodeAction[] = wanted(CodeActionKind.QuickFix) ? await quick(served, document, judge, params, all) : [];
      if (wanted(FIX_ALL)) {
        const { edits } = safeFixes(await all());
        if (edits.length > 0)
          found.push({ title: t('Fix everything that can be fixed safely'), kind: FIX_ALL, edit: editOf(served, document, edits) });
      }
      return found;
    }),
  );
}

/** Every finding of a document that has a fix. */
function* fixable({ analysis }: OpenDocument, settings: JudgeSettings): Generator<void, PlacedFinding[]> {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(analysis, settings)) {
    for (const one of some) if (one.finding.fixes.length > 0) found.push(one);
    yield;
  }
  return found;
}

async function quick(
  served: Served,
  document: OpenDocument,
  judge: JudgeSettings,
  { range }: CodeActionParams,
  all: () => Promise<PlacedFinding[]>,
): Promise<CodeAction[]> {
  const here = findingsAt(document.analysis, judge, range);
  const kind = CodeActionKind.QuickFix;
  const fixes = quickFixes(here).map(({ title, edits, of, preferred }): CodeAction => {
    const diagnostics = [diagnosticOf(document.uri, of)];
    return { title, kind, diagnostics, isPreferred: preferred || undefined, edit: editOf(served, document, edits) };
  });
  const rules = new Map(here.map((one) => [one.finding.rule.id, one]));
  const mendable = [...rules.keys()].filter((id) => here.some(({ finding }) => finding.rule.id === id && finding.fixes.length > 0));
  const everywhere: CodeAction[] = [];
  for (const id of mendable) {
    const same = (await all()).filter(({ finding }) => finding.rule.id === id);
    const title = t('Fix all in this document: {0}', t(same[0]?.finding.rule.title ?? id));
    if (same.length > 1) everywhere.push({ title, kind, edit: editOf(served, document, fixAll(same)) });
  }
  const about = [...rules.values()].flatMap((one) => {
    const diagnostics = [diagnosticOf(document.uri, one)];
    return aboutRule(served, document, one.finding.rule.id).map((action): CodeAction => ({ ...action, kind, diagnostics }));
  });
  return [...fixes, ...everywhere, ...about];
}

/** Actions to read why a rule reports something, and to silence it: for the user, or for everyone in the folder. */
function aboutRule(served: Served, { uri }: OpenDocument, id: string): Pick<CodeAction, 'title' | 'command' | 'edit'>[] {
  const { commands } = served.client();
  const found: Pick<CodeAction, 'title' | 'command' | 'edit'>[] = [];
  const offer = (title: string, command: string, ...given: unknown[]): void => {
    const run: Command = { title, command, arguments: given };
    found.push({ title, command: run });
  };
  if (SECRETS.has(id)) {
    if (commands.has('smtpLens.copyRedacted')) offer(t('Copy Redacted'), 'smtpLens.copyRedacted', uri);
    else if (opensPages(served)) offer(t('Open Redacted Copy'), COMMANDS.redact, { uri });
    if (commands.has('smtpLens.saveRedactedCopy')) offer(t('Save Redacted Copy…'), 'smtpLens.saveRedactedCopy', uri);
  }
  const explaining = t('Explain the rule {0}', id);
  if (commands.has('smtpLens.explainRule')) offer(explaining, 'smtpLens.explainRule', id);
  else if (opensPages(served)) offer(explaining, COMMANDS.explainRule, { rule: id });
  if (commands.has('smtpLens.silenceRule')) offer(t('Silence the rule {0}', id), 'smtpLens.silenceRule', id, uri);
  const edit = silencing(served, uri, id);
  if (edit) found.push({ title: t('Silence the rule {0} in this folder (.smtp-lens.json)', id), edit });
  return found;
}

/** The edit that silences a rule in the file of the document's folder; null if there is no folder, or its file cannot be read. */
function silencing(served: Served, uri: string, id: string): WorkspaceEdit | null {
  const file = served.folders.file(uri);
  const { documentChanges, createsFiles } = served.client();
  if (!file || !documentChanges) return null;
  const text = silenced(file.text, id);
  if (text === null || (file.text === null && !createsFiles)) return null;
  const lines = (file.text ?? '').split('\n');
  const end = { line: lines.length - 1, character: lines[lines.length - 1].length };
  const write: TextDocumentEdit = {
    textDocument: { uri: file.uri, version: null },
    edits: [{ range: { start: { line: 0, character: 0 }, end }, newText: text }],
  };
  if (file.text !== null) return { documentChanges: [write] };
  // A file that exists nevertheless could not be read: then nothing must be written.
  return { documentChanges: [{ kind: 'create', uri: file.uri, options: { overwrite: false, ignoreIfExists: false } }, write] };
}

function editOf(served: Served, { uri, version }: OpenDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  if (!served.client().documentChanges) return { changes: { [uri]: [...edits] } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: [...edits] }] };
}
