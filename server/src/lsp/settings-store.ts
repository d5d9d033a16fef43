import type { FolderSettings } from '../features/folder-settings';
import type { JudgeSettings } from '../rules/judge';
import { isRecord, problemsOf, type Settings, settingsFrom, withFolder } from './settings';

/** Milliseconds that a request waits for an editor to say what the settings are. */
const PATIENCE = 1000;

/** Asks the editor for the section `smtpLens` as it is for a document; rejects or answers anything. */
export type Ask = (uri: string) => Promise<unknown>;

/**
 * The settings of each open document: what the editor answers when asked, else what it pushed, else what it gave at the start; over that
 * the file of the document's folder. Equal settings are one object, so that nothing is judged again without need.
 */
export class SettingsStore {
  private given: unknown = null;
  private pushed: unknown = null;
  private ask: Ask | null = null;
  private readonly answers = new Map<string, unknown>();
  private readonly asked = new Map<string, Promise<void>>();
  private readonly current = new Map<string, Settings>();
  private readonly told = new Set<string>();
  private readonly kept = new Map<string, Settings>();
  private readonly keptJudges = new Map<string, JudgeSettings>();

  /** `folderOf`: what the file of a document's folder says. `changed`: the settings of this document are others now. */
  constructor(
    private readonly folderOf: (uri: string) => FolderSettings,
    private readonly changed: (uri: string) => void,
    private readonly complain: (problem: string) => void,
  ) {}

  /** What the editor gave with `initialize`. */
  start(given: unknown, ask: Ask | null): void {
    this.given = sectionOf(given);
    this.ask = ask;
    this.tell(this.given);
  }

  /** What is known now. */
  of(uri: string): Settings {
    let settings = this.current.get(uri);
    if (!settings) {
      const answer = this.answers.get(uri);
      const own = settingsFrom(isRecord(answer) ? answer : isRecord(this.pushed) ? this.pushed : this.given);
      settings = this.one(withFolder(own, this.folderOf(uri)));
      this.current.set(uri, settings);
    }
    return settings;
  }

  /** Resolves when the editor answered for a document, or after a second at the latest. */
  async ready(uri: string): Promise<void> {
    const asked = this.asked.get(uri);
    if (!asked || this.answers.has(uri)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      asked,
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE);
      }),
    ]);
    clearTimeout(timer);
  }

  isReady(uri: string): boolean {
    return !this.asked.has(uri) || this.answers.has(uri);
  }

  /** A document was opened, or its settings may be others. */
  refresh(uri: string): void {
    const before = this.of(uri);
    const ask = this.ask;
    if (!ask) return;
    const asked = ask(uri)
      .catch(() => null)
      .then((answer) => {
        if (this.asked.get(uri) !== asked) return;
        this.answers.set(uri, answer ?? null);
        this.current.delete(uri);
        this.tell(answer);
        if (this.of(uri) !== before) this.changed(uri);
      });
    this.asked.set(uri, asked);
  }

  forget(uri: string): void {
    this.answers.delete(uri);
    this.asked.delete(uri);
    this.current.delete(uri);
  }

  /** The file of a folder says something else. */
  folderChanged(uris: Iterable<string>): void {
    for (const uri of uris) {
      const before = this.of(uri);
      this.current.delete(uri);
      if (this.of(uri) !== before) this.changed(uri);
    }
  }

  /** The editor says that something changed, and perhaps what; `uris` are the open documents. */
  push(settings: unknown, uris: Iterable<string>): void {
    const section = sectionOf(settings);
    if (isRecord(section)) {
      this.pushed = section;
      this.tell(section);
    }
    for (const uri of uris) {
      if (this.ask) {
        this.refresh(uri);
        continue;
      }
      const before = this.of(uri);
      this.current.delete(uri);
      if (this.of(uri) !== before) this.changed(uri);
    }
  }

  /** Says what is wrong, each thing once. */
  private tell(answer: unknown): void {
    for (const problem of problemsOf(answer)) {
      if (this.told.has(problem)) continue;
      this.told.add(problem);
      this.complain(problem);
    }
  }

  private one(settings: Settings): Settings {
    const judgeKey = JSON.stringify(settings.judge);
    const judge = this.keptJudges.get(judgeKey) ?? settings.judge;
    this.keptJudges.set(judgeKey, judge);
    const key = JSON.stringify(settings);
    const known = this.kept.get(key) ?? { ...settings, judge };
    this.kept.set(key, known);
    return known;
  }
}

/** Some editors send the section itself, others an object that has it. */
const sectionOf = (value: unknown): unknown => (isRecord(value) && isRecord(value.smtpLens) ? value.smtpLens : value);
