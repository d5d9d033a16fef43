import type { Stretch } from './settings';

/** Columns of a log that has a command and its reply on one line (MailEnable). */
const EXCHANGE = /\t(AUTH\t)?([\w+/-]{4,4096}={0,2})\t(?:235|334|[45]\d\d)[ -]/i;

/** A word that a line has between columns and directly before the column of a reply to a login; null for none. */
export function answerInColumn(line: string): (Stretch & { readonly value: string; readonly named: boolean }) | null {
  const found = EXCHANGE.exec(line);
  if (!found) return null;
  const from = found.index + 1 + (found[1]?.length ?? 0);
  return { from, to: from + found[2].length, value: found[2], named: found[1] !== undefined };
}
