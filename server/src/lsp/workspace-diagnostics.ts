import type { CancellationToken, Diagnostic, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { Analysis } from '../analysis/analysis';
import type { JudgeSettings } from '../rules/judge';
import { splitEditorText } from '../text/lines';
import type { Position } from '../text/range';
import { diagnosticsOf } from './diagnostics';
import { countedIn } from './encoding';
import type { Served } from './served';
import { nameOf } from './virtual-documents';

/** A file of a folder: its URI, its size in octets, and when it was last written (ms, by any clock). */
export interface FolderFile {
  readonly uri: string;
  readonly size: number;
  readonly written: number;
}

/** The files of the editor's folders, for a server that may read them. */
export interface FolderFiles {
  /** Files below a folder that may be transcripts or logs, at most `most`, in the order of their names. */
  list(folder: string, most: number): Promise<readonly FolderFile[]>;
  /** The text of a file; null if it cannot be read. */
  read(uri: string): Promise<string | null>;
}

/** Limits: files of all folders, octets of one file and of all together. A list too long to read is no help. */
const MOST_FILES = 200;
const LONGEST = 2_000_000;
const MOST_OCTETS = 20_000_000;
/** How many findings of a file are reported. */
const MOST_FINDINGS = 100;
/** Milliseconds that an answer without news is delayed, and between two checks of the files meanwhile. */
const PATIENCE = 30_000;
const PAUSE = 5000;

/**
 * Answers `workspace/diagnostic`: the errors, warnings and refusals in files of the folders that are not open, if the setting
 * `smtpLens.diagnostics.workspace` asks for them. An answer equal to the previous one is delayed: editors ask again at once. Returns what
 * to call when settings have changed.
 */
export function workspaceDiagnostics(served: Served, files: FolderFiles): () => void {
  const { connection, documents, settings, folders } = served;
  /** What was reported for each file, and for which state of it. */
  const told = new Map<string, { readonly id: string; readonly key: string; readonly judge: JudgeSettings }>();
  let answers = 0;
  let wake: () => void = () => undefined;
  /** Some folder asks for them. */
  let wanted = false;

  /** The settings of a folder, asked for again. */
  const judgeOf = async (folder: string): Promise<JudgeSettings | null> => {
    const scope = folder.endsWith('/') ? folder : `${folder}/`;
    settings.forget(scope);
    settings.refresh(scope);
    await settings.ready(scope);
    const { diagnostics, workspaceDiagnostics: asked, judge } = settings.of(scope);
    return diagnostics && asked ? judge : null;
  };

  /** The findings of a file, positions in the editor's units; undefined if cancelled, null for a file that is gone. */
  const findingsOf = async (uri: string, judge: JudgeSettings, token: CancellationToken): Promise<Diagnostic[] | null | undefined> => {
    const text = await files.read(uri);
    if (text === null) return null;
    const lines = splitEditorText(text);
    const explicit = /\.(?:smtp|swaks|lmtp)$|\.smtp\.txt$/i.test(nameOf(uri));
    const analysis = Analysis.of(lines, { explicit });
    const document = { uri, languageId: explicit ? 'smtp' : 'plaintext', version: 0, analysis };
    const found = await diagnosticsOf(document, judge, () => token.isCancellationRequested);
    const { encoding } = served.client();
    const at = ({ line, character }: Position): Position => ({ line, character: countedIn(lines[line] ?? '', character, encoding) });
    return found
      ?.filter(({ severity }) => severity !== DiagnosticSeverity.Hint)
      .slice(0, MOST_FINDINGS)
      .map((one) => ({ ...one, range: { start: at(one.range.start), end: at(one.range.end) }, relatedInformation: undefined }));
  };

  const look = async (before: ReadonlyMap<string, string>, token: CancellationToken): Promise<WorkspaceDocumentDiagnosticReport[]> => {
    const reports: WorkspaceDocumentDiagnosticReport[] = [];
    const gone = new Set(before.keys());
    wanted = false;
    let octets = 0;
    let count = 0;
    for (const folder of folders.uris()) {
      const judge = await judgeOf(folder);
      if (!judge) continue;
      wanted = true;
      for (const { uri, size, written } of await files.list(folder, MOST_FILES - count)) {
        if (token.isCancellationRequested) return [];
        count++;
        // An open document reports its own findings.
        if (documents.get(uri)) gone.delete(uri);
        if (documents.get(uri) || size > LONGEST || octets + size > MOST_OCTETS) continue;
        octets += size;
        const key = `${size} ${written}`;
        const known = told.get(uri);
        if (known && known.key === key && known.judge === judge && before.get(uri) === known.id) {
          gone.delete(uri);
          reports.push({ kind: 'unchanged', uri, version: null, resultId: known.id });
          continue;
        }
        const items = await findingsOf(uri, judge, token);
        if (items === undefined) return [];
        if (items === null || (items.length === 0 && !before.has(uri))) continue;
        gone.delete(uri);
        const id = String(++answers);
        told.set(uri, { id, key, judge });
        reports.push({ kind: 'full', uri, version: null, resultId: id, items });
      }
    }
    for (const uri of gone) {
      told.delete(uri);
      reports.push({ kind: 'full', uri, version: null, items: [] });
    }
    return reports;
  };

  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    const before = new Map((previousResultIds ?? []).map(({ uri, value }) => [uri, value]));
    const until = Date.now() + PATIENCE;
    for (;;) {
      const items = await look(before, token);
      if (items.some(({ kind }) => kind === 'full') || Date.now() >= until || token.isCancellationRequested) return { items };
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wanted ? PAUSE : PATIENCE);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        token.onCancellationRequested(wake);
      });
    }
  });
  return () => wake();
}
