import type { Connection, InitializeParams } from 'vscode-languageserver';
import { DiagnosticSeverity, DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { type FolderSettings, folderSettingsOf, NO_FOLDER } from '../features/folder-settings';
import { FOLDER_FILE, type FolderText } from '../rules/folder-file';
import type { Client } from './client';

/** Reads the file of a folder by its URI. */
export type ReadText = (uri: string) => Promise<FolderText>;

interface Folder {
  readonly uri: string;
  text: string | null;
  /** Its file exists but was not read. */
  refused: boolean;
  settings: FolderSettings;
  /** Its file was wrong when it was last read. */
  complained: boolean;
}

/**
 * The folders open in the editor, and the settings in their `.smtp-lens.json`. The file is read by the editor if it can (request
 * `smtpLens/readText`, which also reaches virtual workspaces), otherwise by the server's process.
 */
export class Folders {
  private folders: Folder[] = [];
  private read: ReadText = () => Promise.resolve(null);

  constructor(
    private readonly connection: Connection,
    private readonly changed: () => void,
  ) {}

  start(
    { workspaceFolders, rootUri }: Partial<Pick<InitializeParams, 'workspaceFolders' | 'rootUri'>>,
    client: Client,
    own: ReadText | undefined,
  ): void {
    const uris = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === 'string' ? [rootUri] : []);
    this.folders = uris.map(newFolder);
    if (client.readsFiles) this.read = (uri) => this.connection.sendRequest<unknown>('smtpLens/readText', { uri }).then(textIn, () => null);
    else if (own) this.read = own;
  }

  /** Reads the files and registers for their changes. */
  listen(client: Client, hasFolders: boolean): void {
    if (client.watchesFiles) {
      const watchers = [{ globPattern: `**/${FOLDER_FILE}` }];
      void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => undefined);
    }
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const folder of this.folders) if (changes.some(({ uri }) => uri === fileOf(folder))) void this.load(folder);
    });
    if (hasFolders) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        const fresh = added.map(({ uri }) => newFolder(uri));
        this.folders = [...this.folders.filter(({ uri }) => !gone.has(uri)), ...fresh];
        for (const folder of fresh) void this.load(folder);
        this.changed();
      });
    }
    for (const folder of this.folders) void this.load(folder);
  }

  /** The settings in the file of a document's folder; those of the innermost folder if one is inside another. */
  of(uri: string): FolderSettings {
    return this.around(uri)?.settings ?? NO_FOLDER;
  }

  /**
   * The file of a document's folder and its text, which is null if there is no such file. Null for a document outside every folder, and if
   * the file must not be touched.
   */
  file(uri: string): { readonly uri: string; readonly text: string | null } | null {
    const folder = this.around(uri);
    return folder && !folder.refused ? { uri: fileOf(folder), text: folder.text } : null;
  }

  /** The folders, as the editor names them. */
  uris(): string[] {
    return this.folders.map(({ uri }) => uri);
  }

  /** A line (from 0) of the file of a folder; undefined for any other. */
  lineOf(uri: string, line: number): string | undefined {
    const { text } = this.folders.find((one) => fileOf(one) === uri) ?? {};
    return text?.split('\n')[line];
  }

  private around(uri: string): Folder | null {
    let best: Folder | null = null;
    for (const folder of this.folders)
      if (uri.startsWith(slashed(folder.uri)) && folder.uri.length > (best?.uri.length ?? 0)) best = folder;
    return best;
  }

  private async load(folder: Folder): Promise<void> {
    const read = await this.read(fileOf(folder)).catch(() => null);
    folder.text = typeof read === 'string' ? read : null;
    folder.refused = read !== null && folder.text === null;
    folder.settings = folderSettingsOf(read);
    this.complain(folder);
    this.changed();
  }

  /** Reports the problems of a file in that file. */
  private complain(folder: Folder): void {
    const { problems } = folder.settings;
    if (problems.length === 0 && !folder.complained) return;
    folder.complained = problems.length > 0;
    const start = { line: 0, character: 0 };
    const diagnostics = problems.map((message) => ({
      range: { start, end: start },
      severity: DiagnosticSeverity.Warning,
      source: 'smtp',
      message,
    }));
    void this.connection.sendDiagnostics({ uri: fileOf(folder), diagnostics });
  }
}

const newFolder = (uri: string): Folder => ({ uri, text: null, refused: false, settings: NO_FOLDER, complained: false });
const slashed = (uri: string): string => (uri.endsWith('/') ? uri : `${uri}/`);
const fileOf = ({ uri }: Folder): string => slashed(uri) + FOLDER_FILE;

/** Reads an editor's answer: the text, an object that contains it, or why the file was not read. */
function textIn(answer: unknown): FolderText {
  if (typeof answer === 'string') return answer;
  if (typeof answer !== 'object' || answer === null) return null;
  if ('refused' in answer) return { refused: answer.refused === 'too-long' ? 'too-long' : 'no-file' };
  return 'text' in answer && typeof answer.text === 'string' ? answer.text : null;
}
