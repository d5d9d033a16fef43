import { fitsEnhanced } from '../knowledge/enhanced-pattern';
import { plainText } from '../knowledge/provider-replies';
import { t } from '../text/l10n';
import { type Pattern, readPattern } from './pattern';

/** A row of the team's own, from the setting `smtpLens.replies` or the file `.smtp-lens.json`. */
export interface CustomReply {
  readonly pattern: Pattern;
  /** Reply code or enhanced code that it is limited to. */
  readonly code?: number;
  readonly enhanced?: string;
  readonly title: string;
  readonly meaning?: string;
  readonly action?: string;
  readonly link?: string;
}

export interface CustomReplies {
  readonly rows: readonly CustomReply[];
  /** One sentence a row that was left out, for people. */
  readonly problems: readonly string[];
}

/** Longest stretch of a reply that patterns see, in UTF-16 units. */
const LONGEST = 1000;

const NONE: CustomReplies = { rows: [], problems: [] };
const READ = new WeakMap<object, CustomReplies>();

/**
 * Reads the setting: an array of `{ pattern, title, meaning?, whatToDo?, link?, code?, enhanced? }`. A row that is wrong is left out and
 * named in `problems`; the rest counts. The same array is read once.
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
  value.forEach((one, i) => {
    const row = readRow(one);
    if (typeof row === 'string') problems.push(t('smtpLens.replies, row {0}: {1}', i + 1, row));
    else rows.push(row);
  });
  return { rows, problems };
}

function readRow(value: unknown): CustomReply | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return t('it must be an object with pattern and title.');
  const given: Partial<Record<string, unknown>> = { ...value };
  const text = (key: string): string | undefined => {
    const one = given[key];
    return typeof one === 'string' && one.trim() !== '' ? one.trim() : undefined;
  };
  const source = text('pattern');
  const title = text('title');
  if (!source) return t('pattern is missing.');
  if (!title) return t('title is missing.');
  const pattern = readPattern(source);
  if ('problem' in pattern) return t('pattern {0}: {1}, at character {2}.', JSON.stringify(source), pattern.problem, pattern.at + 1);
  const link = text('link');
  if (link && !/^https?:\/\/[^\s]+$/i.test(link)) return t('link must begin with http:// or https://.');
  const enhanced = text('enhanced');
  if (enhanced && !/^[245]\.\d{1,3}\.\d{1,3}$/.test(enhanced)) return t('enhanced must be a code such as 5.7.1.');
  const code = given.code === undefined ? undefined : Number(given.code);
  if (code !== undefined && !(Number.isInteger(code) && code >= 200 && code <= 599)) return t('code must be a number from 200 to 599.');
  return { pattern, title, meaning: text('meaning'), action: text('whatToDo'), link, code, enhanced };
}

/** The first of the team's rows that a reply fits, or null. */
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
        (row.pattern.test(bare) || row.pattern.test(whole)),
    ) ?? null
  );
}
