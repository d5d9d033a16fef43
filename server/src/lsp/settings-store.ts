import { type FolderSettings, NO_FOLDER } from '../features/folder-settings';
import { isRecord } from './record';
import { problemsOf, type Settings, settingsFrom, withFolder } from './settings';

/** Milliseconds that a request waits for an editor to report the settings. */
const PATIENCE = 1000;

/** How many unused settings are kept. */
const SPARE = 8;
/** How many sentences are remembered: none is shown twice. */
const MOST_TOLD = 200;

/** Asks the editor for the section `smtpLens` as it applies to a document; may reject or return anything. */
export type Ask = (uri: string) => Promise<unknown>;

/**
 * The settings of each open document: what the editor answers when asked, else what it pushed, else what it sent at the start; these are
 * overridden by the file of the document's folder. Equal settings are one object: nothing is judged again needlessly.
 */
export class SettingsStore {
  private given: Settings = settingsFrom(null);
  private pushed: Settings | null = null;
  private ask: Ask | null = null;
  /** What the editor answered for each open document; null for an empty answer. */
  private readonly answers = new Map<string, Settings | null>();
  private readonly asked = new Map<string, Promise<void>>();
  private readonly current = new Map<string, Settings>();
  private readonly told = new Set<string>();
  /** By content, the settings in use and a few that were. */
  private readonly kept = new Map<string, Settings>();
  private room = SPARE;
  private readonly open = new Set<string>();

  /** `folderOf`: the settings in the file of a document's folder. `changed`: the settings of this document have changed. */
  constructor(
    private readonly folderOf: (uri: string) => FolderSettings,
    private readonly changed: (uri: string) => void,
    private readonly complain: (problem: string) => void,
  ) {}

  /** What the editor sent with `initialize`. */
  start(given: unknown, ask: Ask | null): void {
    this.given = this.read(sectionOf(given));
    this.ask = ask;
  }

  /** What is known now. */
  of(uri: string): Settings {
    const known = this.current.get(uri);
    if (known) return known;
    const own = this.answers.get(uri) ?? this.pushed ?? this.given;
    const folder = this.folderOf(uri);
    const settings = folder === NO_FOLDER ? own : this.one(withFolder(own, folder));
    if (this.open.has(uri)) this.current.set(uri, settings);
    return settings;
  }

  /** Resolves when the editor has answered for a document, or after a second at the latest. */
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

  /** A document was opened, or its settings may have changed. */
  refresh(uri: string): void {
    this.open.add(uri);
    const before = this.of(uri);
    const ask = this.ask;
    if (!ask) return;
    const asked = ask(uri)
      .catch(() => null)
      .then((answer) => {
        if (this.asked.get(uri) !== asked) return;
        this.answers.set(uri, isRecord(answer) ? this.read(answer) : null);
        this.current.delete(uri);
        if (this.of(uri) !== before) this.changed(uri);
      });
    this.asked.set(uri, asked);
  }

  forget(uri: string): void {
    this.open.delete(uri);
    this.answers.delete(uri);
    this.asked.delete(uri);
    this.current.delete(uri);
  }

  /** The settings in the files of folders have changed. */
  folderChanged(uris: Iterable<string>): void {
    for (const uri of uris) {
      const before = this.of(uri);
      this.current.delete(uri);
      if (this.of(uri) !== before) this.changed(uri);
    }
  }

  /** The editor reports that something changed, and perhaps what; `uris` are the open documents. */
  push(settings: unknown, uris: Iterable<string>): void {
    const section = sectionOf(settings);
    if (isRecord(section)) this.pushed = this.read(section);
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

  /** The settings in an answer; what is wrong with it is reported, each thing once. Nothing of the answer itself is kept. */
  private read(answer: unknown): Settings {
    for (const problem of problemsOf(answer)) {
      if (this.told.has(problem)) continue;
      if (this.told.size >= MOST_TOLD) this.told.clear();
      this.told.add(problem);
      this.complain(problem);
    }
    return this.one(settingsFrom(answer));
  }

  private one(settings: Settings): Settings {
    const key = JSON.stringify(settings);
    const known = this.kept.get(key);
    if (known) return known;
    this.makeRoom();
    const judge = JSON.stringify(settings.judge);
    const alike = [...this.kept.values()].find((one) => JSON.stringify(one.judge) === judge);
    const kept = alike ? { ...settings, judge: alike.judge } : settings;
    this.kept.set(key, kept);
    return kept;
  }

  /** Drops settings that are no longer used, with the patterns compiled from them. */
  private makeRoom(): void {
    if (this.kept.size < this.room) return;
    const used = new Set([this.given, this.pushed, ...this.answers.values(), ...this.current.values()]);
    for (const [key, one] of this.kept) if (!used.has(one)) this.kept.delete(key);
    this.room = 2 * this.kept.size + SPARE;
  }
}

/** Some editors send the section itself, others an object that has it. */
const sectionOf = (value: unknown): unknown => (isRecord(value) && isRecord(value.smtpLens) ? value.smtpLens : value);
