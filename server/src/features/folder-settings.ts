import { applyEdits, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { readCustomReplies } from '../meaning/custom-replies';
import { rules as catalogue, lifeRules, logRules } from '../rules/catalogue';
import type { JudgeSettings } from '../rules/judge';
import type { Severity } from '../rules/rule';
import { t } from '../text/l10n';
import { nearest } from '../text/near';

/** The name of the file in which a folder keeps settings for everybody who works in it. */
export const FOLDER_FILE = '.smtp-lens.json';

/** What a folder's file says. */
export interface FolderSettings {
  readonly strictness: JudgeSettings['strictness'] | null;
  /** By rule id or group. */
  readonly rules: Readonly<Record<string, Severity>>;
  /** Rows of the team's own replies, as given. */
  readonly replies: readonly unknown[];
  /** One sentence for each thing that is wrong with the file, for people. */
  readonly problems: readonly string[];
}

/** People explain to each other why a rule is off: comments are welcome. */
const LENIENT = { allowTrailingComma: true } as const;

export const NO_FOLDER: FolderSettings = { strictness: null, rules: {}, replies: [], problems: [] };

const SEVERITIES: readonly string[] = ['off', 'hint', 'information', 'warning', 'error'] satisfies Severity[];
const STRICTNESS: readonly string[] = ['lenient', 'standard', 'pedantic'] satisfies JudgeSettings['strictness'][];
const KEYS: readonly string[] = ['$schema', 'strictness', 'rules', 'replies'];

/**
 * Reads `.smtp-lens.json`: `{ "strictness": …, "rules": { id or group: severity }, "replies": [ … ] }`, as the settings of the same names.
 * What is wrong is left out and named in `problems`; the rest counts. Never throws.
 */
export function readFolderSettings(text: string): FolderSettings {
  const errors: ParseError[] = [];
  const given: unknown = parse(text.replace(/^\ufeff/, ''), errors, LENIENT);
  if (errors.length > 0) {
    const [{ error, offset }] = errors;
    const line = text.slice(0, offset).split('\n').length;
    return { ...NO_FOLDER, problems: [t('{0} is not JSON: {1} in line {2}', FOLDER_FILE, printParseErrorCode(error), line)] };
  }
  if (!isRecord(given)) return { ...NO_FOLDER, problems: [t('{0} must hold an object.', FOLDER_FILE)] };
  const problems = Object.keys(given)
    .filter((key) => !KEYS.includes(key))
    .map((key) => t('{0}: nothing is called {1} here; there are strictness, rules and replies.', FOLDER_FILE, JSON.stringify(key)));
  const { strictness, rules = {}, replies = [] } = given;
  if (strictness !== undefined && !STRICTNESS.includes(String(strictness)))
    problems.push(t('{0}: strictness must be lenient, standard or pedantic.', FOLDER_FILE));
  const severities = readSeverities(rules);
  problems.push(...severities.problems.map((problem) => `${FOLDER_FILE}: ${problem}`));
  problems.push(...readCustomReplies(replies).problems.map((problem) => `${FOLDER_FILE}: ${problem}`));
  return {
    strictness: isStrictness(strictness) ? strictness : null,
    rules: severities.rules,
    replies: Array.isArray(replies) ? replies : [],
    problems,
  };
}

/** Reads a table of severities by rule id or group; what is wrong is left out and named. */
export function readSeverities(given: unknown): Pick<FolderSettings, 'rules' | 'problems'> {
  const problems: string[] = [];
  const rules: Record<string, Severity> = {};
  if (!isRecord(given)) return { rules, problems: [t('rules must be an object of rule ids and severities.')] };
  const known = new Set([...catalogue, ...logRules, ...lifeRules].flatMap(({ id, group }) => [id, group as string]));
  for (const [id, severity] of Object.entries(given)) {
    if (!known.has(id)) {
      const meant = nearest(id, known);
      const guess = meant === null ? '' : ` ${t('Did you mean {0}?', meant)}`;
      problems.push(t('no rule and no group is called {0}.', JSON.stringify(id)) + guess);
    } else if (!isSeverity(severity)) problems.push(t('the severity of {0} must be off, hint, information, warning or error.', id));
    else rules[id] = severity;
  }
  return { rules, problems };
}

/** The text of the file with a rule silenced, everything else as it was; null where the file cannot be read, so that nothing gets lost. */
export function silenced(text: string | null, id: string): string | null {
  const before = text === null || text.trim() === '' ? '{}\n' : text;
  const errors: ParseError[] = [];
  const given: unknown = parse(before.replace(/^\ufeff/, ''), errors, LENIENT);
  if (errors.length > 0 || !isRecord(given) || (given.rules !== undefined && !isRecord(given.rules))) return null;
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(before, modify(before, ['rules', id], 'off', { formattingOptions }));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSeverity = (value: unknown): value is Severity => SEVERITIES.includes(String(value));
const isStrictness = (value: unknown): value is JudgeSettings['strictness'] => STRICTNESS.includes(String(value));
