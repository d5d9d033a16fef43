import { fitsEnhanced } from '../knowledge/enhanced-pattern';
import { plainText } from '../knowledge/provider-replies';
import { t } from '../text/l10n';
import { type Pattern, readPattern } from './pattern';

/** A row that a team added, from the setting `smtpLens.replies` or the file `.smtp-lens.json`. */
export interface CustomReply {
  readonly pattern: Pattern;
  /** Reply code or enhanced code to which it is limited. */
  readonly code?: number;
  readonly enhanced?: string;
  readonly title: string;
  readonly meaning?: string;
  readonly action?: string;
  readonly link?: string;
  /** Whether its link can be followed. A folder's rows are read by anyone who opens it: their links are shown as text. */
  readonly leads: boolean;
}

/** A row as it was given, limited in length. */
export interface ReplyRow {
  readonly pattern?: unknown;
  readonly title?: unknown;
  readonly meaning?: unknown;
  readonly whatToDo?: unknown;
  readonly link?: unknown;
  readonly code?: unknown;
  readonly enhanced?: unknown;
  /** It comes from a folder's file. */
  readonly ofFolder?: boolean;
}

export interface CustomReplies {
  readonly rows: readonly CustomReply[];
  /** One sentence for people for each row that was left out. */
  readonly problems: readonly string[];
}

/** How many UTF-16 units of a reply patterns see. */
const LONGEST = 1000;

/** Limits of a setting: its rows, the UTF-16 units and the pattern steps of all of them; what exceeds them is left out. */
const MOST_ROWS = 1000;
const MOST_UNITS = 500_000;
const MOST_STEPS = 50_000;
/** UTF-16 units of each text of a row. */
const LENGTHS = { pattern: 500, title: 200, meaning: 2000, whatToDo: 2000, link: 2000, enhanced: 20 } as const;
/** How many wrong rows are named; of the others only their number is given. */
const MOST_TOLD = 5;

const NONE: CustomReplies = { rows: [], problems: [] };
const READ = new WeakMap<object, CustomReplies>();

/** The rows of the setting within the limits: nothing in them is longer or deeper than a row needs, whatever was given. */
export function replyRows(value: unknown): readonly ReplyRow[] {
  if (!Array.isArray(value)) return [];
  const rows: ReplyRow[] = [];
  let units = 0;
  for (const one of value.slice(0, MOST_ROWS)) {
    const row = bounded(one);
    for (const text of Object.values(row)) units += typeof text === 'string' ? text.length : 1;
    if (units > MOST_UNITS) break;
    rows.push(row);
  }
  return rows;
}

/** A text that is too long is cut one unit above its limit: reading the row then reports it. */
function bounded(value: unknown): ReplyRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const given: Partial<Record<string, unknown>> = { ...value };
  const row: Partial<Record<string, unknown>> = {};
  for (const [key, longest] of Object.entries(LENGTHS)) {
    const text = given[key];
    if (typeof text === 'string') row[key] = text.trim().slice(0, longest + 1);
  }
  if (typeof given.code === 'number' || typeof given.code === 'string') row.code = Number(given.code);
  else if (given.code !== undefined) row.code = Number.NaN;
  if (given.ofFolder === true) row.ofFolder = true;
  return row;
}

/**
 * Reads the setting: an array of `{ pattern, title, meaning?, whatToDo?, link?, code?, enhanced? }`. A wrong row is left out and described
 * in `problems`, in words that quote nothing from it; the rest counts. The result is cached for as long as the array lives.
 */
export function readCustomReplies(value: unknown): CustomReplies {
  if (!Array.isArray(value)) {
    if (value === undefined || value === null) return NONE;
    return { rows: [], problems: [t('smtpLens.replies must be a list of rows.')] };
  }
  let read = READ.get(value);
  if (!read) {
    read = readRows(value);
    READ.set(value, read);
  }
  return read;
}

function readRows(value: readonly unknown[]): CustomReplies {
  const rows: CustomReply[] = [];
  const problems: string[] = [];
  const given = replyRows(value);
  let wrong = 0;
  let steps = 0;
  let taken = 0;
  for (const one of given) {
    const row = readRow(one);
    if (typeof row === 'string') {
      if (++wrong <= MOST_TOLD) problems.push(t('smtpLens.replies, row {0}: {1}', taken + 1, row));
    } else {
      steps += row.pattern.steps;
      if (steps > MOST_STEPS) break;
      rows.push(row);
    }
    taken++;
  }
  if (wrong > MOST_TOLD) problems.push(t('smtpLens.replies: {0} more rows are wrong.', wrong - MOST_TOLD));
  if (taken < value.length) problems.push(t('smtpLens.replies is too long: only the first {0} of {1} rows count.', taken, value.length));
  return { rows, problems };
}

function readRow(given: ReplyRow): CustomReply | string {
  if (Object.keys(given).length === 0) return t('it must be an object with pattern and title.');
  const text = (key: keyof typeof LENGTHS): string | undefined => {
    const one = given[key];
    return typeof one === 'string' && one !== '' ? one : undefined;
  };
  const source = text('pattern');
  const title = text('title');
  if (!source) return t('pattern is missing.');
  if (!title) return t('title is missing.');
  for (const [key, longest] of Object.entries(LENGTHS))
    if (String(given[key as keyof typeof LENGTHS] ?? '').length > longest) return t('{0} is longer than {1} characters.', key, longest);
  const pattern = readPattern(source);
  if ('problem' in pattern) return t('pattern: {0}, at character {1}.', pattern.problem, pattern.at + 1);
  const link = text('link');
  if (link && !/^https?:\/\/[^\s]+$/i.test(link)) return t('link must begin with http:// or https://.');
  const enhanced = text('enhanced');
  if (enhanced && !/^[245]\.\d{1,3}\.\d{1,3}$/.test(enhanced)) return t('enhanced must be a code such as 5.7.1.');
  const code = given.code === undefined ? undefined : Number(given.code);
  if (code !== undefined && !(Number.isInteger(code) && code >= 200 && code <= 599)) return t('code must be a number from 200 to 599.');
  return { pattern, title, meaning: text('meaning'), action: text('whatToDo'), link, leads: given.ofFolder !== true, code, enhanced };
}

/** The first of the team's rows that matches a reply, or null. */
export function customReply(
  rows: readonly CustomReply[],
  reply: { readonly code: number | null; readonly enhanced: string | null; readonly text: string },
): CustomReply | null {
  if (rows.length === 0) return null;
  const bare = plainText(reply.code, reply.enhanced, reply.text).slice(0, LONGEST);
  const whole = [reply.code, reply.enhanced, bare].filter((one) => one !== null && one !== '').join(' ');
  return (
    rows.find(
      (row) =>
        (row.code === undefined || row.code === reply.code) &&
        (row.enhanced === undefined || (reply.enhanced !== null && fitsEnhanced(row.enhanced, reply.enhanced))) &&
        (row.pattern.test(bare) || (whole !== bare && row.pattern.test(whole))),
    ) ?? null
  );
}
