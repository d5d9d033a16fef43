import { type FolderSettings, readSeverities } from '../features/folder-settings';
import { formatChoices } from '../formats/choices';
import { type ReplyRow, readCustomReplies, replyRows } from '../meaning/custom-replies';
import type { JudgeSettings } from '../rules/judge';
import { t } from '../text/l10n';
import { nearest } from '../text/near';
import { isRecord } from './record';

/** One setting, as the editor's manifest must describe it. */
export interface SettingRow {
  /** Without the leading `smtpLens.`. */
  readonly key: string;
  readonly type: 'string' | 'boolean' | 'object' | 'array' | 'number';
  readonly default: unknown;
  readonly enum?: readonly string[];
}

/** Every setting that the server reads. A test compares package.json with it. */
export const SETTINGS: readonly SettingRow[] = [
  { key: 'format', type: 'string', default: 'auto', enum: ['auto', ...formatChoices().map(({ id }) => id)] },
  { key: 'strictness', type: 'string', default: 'standard', enum: ['lenient', 'standard', 'pedantic'] },
  { key: 'rules', type: 'object', default: {} },
  { key: 'replies', type: 'array', default: [] },
  { key: 'diagnostics.enable', type: 'boolean', default: true },
  { key: 'diagnostics.workspace', type: 'boolean', default: false },
  { key: 'hover.enable', type: 'boolean', default: true },
  { key: 'codeLens.enable', type: 'boolean', default: true },
  { key: 'inlayHints.codes', type: 'boolean', default: true },
  { key: 'inlayHints.times', type: 'boolean', default: true },
  { key: 'inlayHints.userNames', type: 'boolean', default: false },
];

export interface Settings {
  /** Id of a transcript format, or `auto`. */
  readonly format: string;
  readonly judge: JudgeSettings;
  /** Rows of the team's own replies, within the limits; validated where they are used. */
  readonly replies: readonly ReplyRow[];
  readonly diagnostics: boolean;
  /** Also for files that are not open. */
  readonly workspaceDiagnostics: boolean;
  readonly hover: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: { readonly codes: boolean; readonly times: boolean; readonly userNames: boolean };
}

/**
 * Settings from whatever the editor answered for the section `smtpLens`: null, an error's placeholder, a part of it, wrong types. What is
 * missing or wrong gets its default.
 */
export function settingsFrom(answer: unknown): Settings {
  const get = (key: string): unknown => {
    const at = valueAt(answer, key);
    const row = SETTINGS.find((one) => one.key === key);
    if (!row) return undefined;
    if (row.type === 'array' ? !Array.isArray(at) : row.type === 'object' ? !isRecord(at) : typeof at !== row.type) return row.default;
    return row.enum && !row.enum.includes(String(at)) ? row.default : at;
  };
  const strictness = get('strictness');
  return {
    format: String(get('format')).slice(0, 100),
    judge: {
      strictness: strictness === 'lenient' || strictness === 'pedantic' ? strictness : 'standard',
      severities: readSeverities(get('rules')).rules,
    },
    replies: replyRows(get('replies')).map(ofEditor),
    diagnostics: get('diagnostics.enable') === true,
    workspaceDiagnostics: get('diagnostics.workspace') === true,
    hover: get('hover.enable') === true,
    codeLens: get('codeLens.enable') === true,
    inlayHints: {
      codes: get('inlayHints.codes') === true,
      times: get('inlayHints.times') === true,
      userNames: get('inlayHints.userNames') === true,
    },
  };
}

/** What is wrong with an answer, one sentence each, for people. */
export function problemsOf(answer: unknown): readonly string[] {
  const rules = valueAt(answer, 'rules');
  const replies = valueAt(answer, 'replies');
  const format = valueAt(answer, 'format');
  const known = ['auto', ...formatChoices().map(({ id }) => id)];
  return [
    ...(typeof format === 'string' && !known.includes(format) ? [unknownFormat(format, nearest(format, known))] : []),
    ...(rules === undefined || rules === null ? [] : readSeverities(rules).problems.map((problem) => t('smtpLens.rules: {0}', problem))),
    ...readCustomReplies(replies ?? []).problems,
  ];
}

function unknownFormat(format: string, meant: string | null): string {
  const guess = meant === null ? '' : ` ${t('Did you mean {0}?', meant)}`;
  return t('smtpLens.format: no format is called {0}.', JSON.stringify(format)) + guess;
}

/** The value of a dotted key, nested or flat as some editors send it. */
function valueAt(answer: unknown, key: string): unknown {
  if (isRecord(answer) && Object.hasOwn(answer, key)) return answer[key];
  let at: unknown = answer;
  for (const part of key.split('.')) at = isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  return at;
}

/** Settings overridden by those of the document's folder, row by row: they are the team's, and closer to the document. */
export function withFolder(settings: Settings, folder: FolderSettings): Settings {
  const { judge, replies } = settings;
  return {
    ...settings,
    judge: { strictness: folder.strictness ?? judge.strictness, severities: { ...judge.severities, ...folder.rules } },
    replies: folder.replies.length > 0 ? [...folder.replies.map((row) => ({ ...row, ofFolder: true })), ...replies] : replies,
  };
}

const ofEditor = (row: ReplyRow): ReplyRow => ({ ...row, ofFolder: undefined });
