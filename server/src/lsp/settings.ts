import type { JudgeSettings } from '../rules/judge';
import type { Severity } from '../rules/rule';

/** One setting, as the editor's manifest must describe it. */
export interface SettingRow {
  /** Without the leading `smtpLens.`. */
  readonly key: string;
  readonly type: 'string' | 'boolean' | 'object' | 'array' | 'number';
  readonly default: unknown;
  readonly enum?: readonly string[];
}

/** Every setting that the server reads. A test holds package.json against it. */
export const SETTINGS: readonly SettingRow[] = [
  { key: 'format', type: 'string', default: 'auto' },
  { key: 'strictness', type: 'string', default: 'standard', enum: ['lenient', 'standard', 'pedantic'] },
  { key: 'rules', type: 'object', default: {} },
  { key: 'replies', type: 'array', default: [] },
  { key: 'diagnostics.enable', type: 'boolean', default: true },
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
  /** Rows of the team's own replies, as given; validated where they are used. */
  readonly replies: readonly unknown[];
  readonly diagnostics: boolean;
  readonly hover: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: { readonly codes: boolean; readonly times: boolean; readonly userNames: boolean };
}

const SEVERITIES: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'] satisfies Severity[];

/**
 * Settings from whatever the editor answered for the section `smtpLens`: null, an error's stand-in, a part of it, wrong types. What is
 * missing or wrong is the default.
 */
export function settingsFrom(answer: unknown): Settings {
  const get = (key: string): unknown => {
    let at: unknown = answer;
    for (const part of key.split('.')) at = isRecord(at) ? at[part] : undefined;
    const row = SETTINGS.find((one) => one.key === key);
    if (!row) return undefined;
    if (row.type === 'array' ? !Array.isArray(at) : row.type === 'object' ? !isRecord(at) : typeof at !== row.type) return row.default;
    return row.enum && !row.enum.includes(String(at)) ? row.default : at;
  };
  const severities: Record<string, Severity> = {};
  const rules = get('rules');
  for (const [id, severity] of Object.entries(isRecord(rules) ? rules : {})) if (isSeverity(severity)) severities[id] = severity;
  const strictness = get('strictness');
  const replies = get('replies');
  return {
    format: String(get('format')),
    judge: { strictness: strictness === 'lenient' || strictness === 'pedantic' ? strictness : 'standard', severities },
    replies: Array.isArray(replies) ? replies : [],
    diagnostics: get('diagnostics.enable') === true,
    hover: get('hover.enable') === true,
    codeLens: get('codeLens.enable') === true,
    inlayHints: {
      codes: get('inlayHints.codes') === true,
      times: get('inlayHints.times') === true,
      userNames: get('inlayHints.userNames') === true,
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSeverity = (value: unknown): value is Severity => SEVERITIES.includes(String(value));
