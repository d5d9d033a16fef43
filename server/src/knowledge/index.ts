/**
 * What SMTP is: the only entrance to the tables. Looking something up is constant in time (a provider's reply: one short pattern for each row
 * of its code); nothing throws; what is not known is `undefined` or null.
 */

import { commands } from './commands';
import {
  type EnhancedClassRow,
  type EnhancedCodeRow,
  type EnhancedSubjectRow,
  enhancedClasses,
  enhancedCodes,
  enhancedSubjects,
  unregisteredCodes,
} from './enhanced-codes';
import { fitsEnhanced } from './enhanced-pattern';
import { type KeywordRow, keywordRows } from './extensions';
import { command } from './levels';
import { type ParameterRow, parameterRows } from './parameters';
import { type ReplyCodeRow, replyCodes } from './reply-codes';
import { type RfcRow, rfcs } from './rfcs';

export type { CommandRow, ListedReply, PracticeReply, Protocol } from './commands';
export type { EnhancedClassRow, EnhancedCodeRow, EnhancedSubjectRow } from './enhanced-codes';
export type { KeywordRow } from './extensions';
export { command, type Level, level, levelSource } from './levels';
export type { ParameterRow } from './parameters';
export { type ProviderMatch, type ProviderQuery, providerReply } from './provider-replies';
export type { ReplyCodeRow } from './reply-codes';
export type { RfcRow } from './rfcs';
export { type SaslRow, saslMechanism, saslMechanisms } from './sasl';
export type { Confidence, Source } from './source';

const byCode = new Map(replyCodes.map((row) => [row.code, row]));
const byEnhanced = new Map(enhancedCodes.map((row) => [row.code, row]));
const byKeyword = new Map(keywordRows.map((row) => [row.name, row]));
const byParameter = new Map(parameterRows.map((row) => [row.name, row]));
const byRfc = new Map(rfcs.map((row) => [row.rfc, row]));

/** The row of a three-digit reply code. */
export const replyCode = (code: number): ReplyCodeRow | undefined => byCode.get(code);

/**
 * The row of an enhanced status code: `5.1.1` and `4.1.1` both have the row `X.1.1`; look at its `classes`. Codes that no registry knows
 * but that are in wide use have a row with `unregistered`.
 */
export function enhancedCode(code: string): EnhancedCodeRow | undefined {
  const dot = code.indexOf('.');
  if (dot < 0) return undefined;
  return (
    byEnhanced.get(`X${code.slice(dot)}`) ??
    unregisteredCodes.find((row) => row.unregistered?.some((pattern) => fitsEnhanced(pattern, code)))
  );
}

/** The class of an enhanced code by its first digit (2, 4, 5). */
export const enhancedClass = (digit: number): EnhancedClassRow | undefined => enhancedClasses.find((row) => row.digit === digit);

/** The subject of an enhanced code by its second part (0 to 7). */
export const enhancedSubject = (subject: number): EnhancedSubjectRow | undefined => enhancedSubjects.find((row) => row.subject === subject);

const verbNames = commands.filter((row) => row.kind === 'command').map((row) => row.verb);

/** All verbs, in upper case, without the pseudo verbs. */
export const verbs = (): readonly string[] => verbNames;

/** Whether a word, in any case, is a verb that the tables know. */
export const isVerb = (word: string): boolean => command(word.toUpperCase())?.kind === 'command';

/** The row of an EHLO keyword, in any case; `AUTH=LOGIN` has the row of AUTH. */
export const keyword = (name: string): KeywordRow | undefined =>
  byKeyword.get(name.toUpperCase()) ?? byKeyword.get(name.toUpperCase().split('=')[0]);

/** The row of a parameter of MAIL or RCPT (or the word after VRFY), by its name in any case. */
export const parameter = (name: string): ParameterRow | undefined => byParameter.get(name.toUpperCase());

export const keywords = (): readonly KeywordRow[] => keywordRows;
export const parameters = (): readonly ParameterRow[] => parameterRows;

/** The title of an RFC that the project cites. */
export const rfcTitle = (number: number): string | undefined => byRfc.get(number)?.title;

/** The row of an RFC: title, status, what replaced it, the sections that the project cites. */
export const rfcRow = (number: number): RfcRow | undefined => byRfc.get(number);
