import { applyEdits, createScanner, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { type ReplyRow, readCustomReplies, replyRows } from '../meaning/custom-replies';
import { groupChoices, ruleChoices } from '../rules/choices';
import { FOLDER_FILE, type FolderText, LONGEST_FILE } from '../rules/folder-file';
import type { JudgeSettings } from '../rules/judge';
import type { Severity } from '../rules/rule';
import { t } from '../text/l10n';
import { nearest } from '../text/near';

/** The settings in a folder's file. */
export interface FolderSettings {
  readonly strictness: JudgeSettings['strictness'] | null;
  /** By rule id or group. */
  readonly rules: Readonly<Record<string, Severity>>;
  /** Rows of the team's own replies. */
  readonly replies: readonly ReplyRow[];
  /** One sentence for people for each thing that is wrong with the file. */
  readonly problems: readonly string[];
}

/** People explain to each other why a rule is off: comments are allowed. */
const LENIENT = { allowTrailingComma: true } as const;

export const NO_FOLDER: FolderSettings = { strictness: null, rules: {}, replies: [], problems: [] };

const SEVERITIES: readonly string[] = ['off', 'hint', 'information', 'warning', 'error'] satisfies Severity[];
const STRICTNESS: readonly string[] = ['lenient', 'standard', 'pedantic'] satisfies JudgeSettings['strictness'][];
const KEYS: readonly string[] = ['$schema', 'strictness', 'rules', 'replies'];

/** Limits: the depth of brackets in the file, and the entries of a table of rules. */
const DEEPEST = 20;
const MOST_RULES = 1000;
/** How many problems are named; of the others only their number is given. */
const MOST_TOLD = 5;

/** The settings of a folder's file, as far as it could be read. Never throws. */
export function folderSettingsOf(read: FolderText): FolderSettings {
  if (read === null) return NO_FOLDER;
  const refused = typeof read !== 'string' ? read.refused : read.length > LONGEST_FILE ? 'too-long' : null;
  if (refused === null) return readFolderSettings(String(read));
  const problem =
    refused === 'too-long'
      ? t('{0} is not read: it is longer than {1} KB.', FOLDER_FILE, LONGEST_FILE / 1000)
      : t('{0} is not read: it is not a regular file.', FOLDER_FILE);
  return { ...NO_FOLDER, problems: [problem] };
}

/**
 * Reads `.smtp-lens.json`: `{ "strictness": …, "rules": { id or group: severity }, "replies": [ … ] }`, like the settings of the same
 * names. What is wrong is left out and named in `problems`; the rest counts. Never throws.
 */
export function readFolderSettings(text: string): FolderSettings {
  if (isDeep(text)) return { ...NO_FOLDER, problems: [t('{0} is nested too deeply.', FOLDER_FILE)] };
  const errors: ParseError[] = [];
  const given: unknown = parse(text.replace(/^\ufeff/, ''), errors, LENIENT);
  if (errors.length > 0) {
    const [{ error, offset }] = errors;
    const line = text.slice(0, offset).split('\n').length;
    return { ...NO_FOLDER, problems: [t('{0} is not JSON: {1} in line {2}', FOLDER_FILE, printParseErrorCode(error), line)] };
  }
  if (!isRecord(given)) return { ...NO_FOLDER, problems: [t('{0} must contain an object.', FOLDER_FILE)] };
  const unknown = Object.keys(given).filter((key) => !KEYS.includes(key));
  const problems = unknown
    .slice(0, MOST_TOLD)
    .map((key) => t('{0}: unknown setting {1}; there are strictness, rules and replies.', FOLDER_FILE, named(key)));
  if (unknown.length > MOST_TOLD) problems.push(t('{0}: {1} more names are not known.', FOLDER_FILE, unknown.length - MOST_TOLD));
  const { strictness, rules = {}, replies = [] } = given;
  if (strictness !== undefined && !STRICTNESS.includes(String(strictness)))
    problems.push(t('{0}: strictness must be lenient, standard or pedantic.', FOLDER_FILE));
  const severities = readSeverities(rules);
  problems.push(...severities.problems.map((problem) => `${FOLDER_FILE}: ${problem}`));
  problems.push(...readCustomReplies(replies).problems.map((problem) => `${FOLDER_FILE}: ${problem}`));
  return {
    strictness: isStrictness(strictness) ? strictness : null,
    rules: severities.rules,
    replies: replyRows(replies),
    problems,
  };
}

/** Reads a table of severities by rule id or group; what is wrong is left out and named. */
export function readSeverities(given: unknown): Pick<FolderSettings, 'rules' | 'problems'> {
  const problems: string[] = [];
  const rules: Record<string, Severity> = {};
  if (!isRecord(given)) return { rules, problems: [t('rules must be an object of rule ids and severities.')] };
  const known = new Set<string>([...ruleChoices().map(({ id }) => id), ...groupChoices()]);
  const entries = Object.entries(given);
  let wrong = 0;
  const tell = (problem: () => string): void => {
    if (++wrong <= MOST_TOLD) problems.push(problem());
  };
  for (const [id, severity] of entries.slice(0, MOST_RULES)) {
    if (!known.has(id)) {
      tell(() => {
        const meant = id.length > LONGEST_NAME ? null : nearest(id, known);
        const guess = meant === null ? '' : ` ${t('Did you mean {0}?', meant)}`;
        return t('there is no rule and no group {0}.', named(id)) + guess;
      });
    } else if (!isSeverity(severity)) tell(() => t('the severity of {0} must be off, hint, information, warning or error.', id));
    else rules[id] = severity;
  }
  if (wrong > MOST_TOLD) problems.push(t('{0} more rules are wrong.', wrong - MOST_TOLD));
  if (entries.length > MOST_RULES)
    problems.push(t('there are too many rules: only the first {0} of {1} count.', MOST_RULES, entries.length));
  return { rules, problems };
}

/** A given name, if it looks like one: the file may not be the one it claims to be, and its text must not be shown. */
const named = (name: string): string => (/^[\w$.-]+$/.test(name) && name.length <= LONGEST_NAME ? JSON.stringify(name) : '"…"');
const LONGEST_NAME = 60;

/** Whether brackets are nested more deeply than in any settings of ours: the parser recurses into each. Linear. */
function isDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    if (scanner.getTokenLength() !== 1) continue;
    const unit = text[scanner.getTokenOffset()];
    if (unit === '{' || unit === '[') depth++;
    else if (unit === '}' || unit === ']') depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** The text of the file with a rule silenced and everything else unchanged; null if the file cannot be read: nothing may get lost. */
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
