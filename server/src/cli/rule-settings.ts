import { dirname, join } from 'node:path';
import { folderSettingsOf, NO_FOLDER, readSeverities } from '../features/folder-settings';
import { FOLDER_FILE } from '../rules/folder-file';
import type { JudgeSettings } from '../rules/judge';
import { t } from '../text/l10n';
import type { Io } from './io';
import { fileName } from './screen/names';
import { oneOf, UsageError } from './usage-error';

/** Options that determine how a run judges. */
export const RULE_OPTIONS = {
  strictness: { type: 'string' },
  rule: { type: 'string', multiple: true, default: [] as string[] },
} as const;

/**
 * How a file is judged: by the nearest `.smtp-lens.json` in its folder or above, overridden by the command line. Problems of such a file are
 * reported once on standard error; the rest of it counts.
 */
export class RuleSettings {
  private readonly asked: Partial<JudgeSettings>;
  private readonly byFolder = new Map<string, JudgeSettings>();

  constructor(
    { strictness, rule }: { readonly strictness?: string; readonly rule: readonly string[] },
    private readonly io: Io,
  ) {
    const levels = ['lenient', 'standard', 'pedantic'] as const;
    this.asked = {
      ...(strictness === undefined ? {} : { strictness: oneOf('strictness', strictness, levels) }),
      severities: severitiesIn(rule),
    };
  }

  /** The settings for a file as it was named; for `-`, those of the process's folder. */
  of(file: string): JudgeSettings {
    return this.inFolder(this.io.folderOf(file));
  }

  private inFolder(folder: string): JudgeSettings {
    const known = this.byFolder.get(folder);
    if (known) return known;
    const own = this.io.exists(join(folder, FOLDER_FILE));
    const found =
      own || dirname(folder) === folder ? this.judgedBy(own ? join(folder, FOLDER_FILE) : null) : this.inFolder(dirname(folder));
    this.byFolder.set(folder, found);
    return found;
  }

  private judgedBy(path: string | null): JudgeSettings {
    const { strictness, rules, problems } = path === null ? NO_FOLDER : folderSettingsOf(this.io.settings(path));
    for (const problem of problems) this.io.err(`smtp-lens: ${fileName(path ?? '')}: ${problem}\n`);
    return {
      strictness: this.asked.strictness ?? strictness ?? 'standard',
      severities: { ...rules, ...this.asked.severities },
    };
  }
}

/** `ID=SEVERITY`, the id of a rule or of a group. */
function severitiesIn(given: readonly string[]): JudgeSettings['severities'] {
  const pairs = given.map((one) => {
    const at = one.indexOf('=');
    if (at < 1) throw new UsageError(t('--rule takes ID=SEVERITY, as in --rule style=off'));
    return [one.slice(0, at), one.slice(at + 1)];
  });
  const { rules, problems } = readSeverities(Object.fromEntries(pairs));
  if (problems.length > 0) throw new UsageError(problems.join(' '));
  return rules;
}
