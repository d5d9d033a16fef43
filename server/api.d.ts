/**
 * SMTP Lens as a library: plain data in, plain data out. Nothing is read, written or sent; no function throws for any text. Secrets that the
 * text gives away (passwords, tokens) are in no result; addresses and names are, except in what `redact` returns. Lines and columns count
 * from 1, columns in UTF-16 units, ends are exclusive. Fields may be added in a minor version, none changes its meaning.
 */

/** The version of the package. */
export const version: string;

export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

export interface AnalyseOptions {
  /** The id of a format (as `sessions` returns it) to read the text in; by default its content decides. An unknown id counts as none. */
  readonly format?: string;
  readonly strictness?: 'lenient' | 'standard' | 'pedantic';
  /** Severities by id or group of a rule; the id wins. */
  readonly rules?: Readonly<Record<string, Severity>>;
}

export interface SessionReply {
  readonly code: number;
  /** `5.1.1`; null where the reply has none. */
  readonly enhanced: string | null;
  /** The text of each of its lines. */
  readonly text: readonly string[];
  /** First and last line. */
  readonly lines: readonly number[];
}

export interface SessionExchange {
  /** The verb in upper case, or `greeting`, `data` (the mail data), `auth` (an answer to a 334), `?` (a reply that nothing asked for). */
  readonly command: string;
  readonly argument: string;
  readonly line: number | null;
  readonly trust: 'exact' | 'doubtful';
  readonly replies: readonly SessionReply[];
}

export interface SessionRecord {
  /** The id of the format. */
  readonly format: string;
  /** What keeps interleaved sessions apart; null where nothing does. */
  readonly session: string | null;
  readonly lines: readonly number[];
  /** In a line, how it ended. */
  readonly verdict: string;
  readonly notes: readonly { readonly kind: string; readonly line: number }[];
  readonly exchanges: readonly SessionExchange[];
}

/** A reply in a dialogue, a log line or a bounce. */
export interface ReplyRecord {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly format: string;
  /** What it answers: a verb, `greeting`, `data`, or null. */
  readonly phase: string | null;
  /** Queue id or session id. */
  readonly id: string | null;
  readonly status: 'sent' | 'deferred' | 'bounced' | 'rejected' | null;
  readonly text: string | null;
  /** ISO 8601. */
  readonly time: string | null;
  readonly recipient: string | null;
  readonly relay: string | null;
}

/** What breaks the protocol, or was refused. */
export interface Finding {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

/** Why something was refused or failed, and what to change. Equal causes are one. */
export interface MeaningRecord {
  readonly line: number;
  readonly column: number;
  readonly code: number | null;
  readonly enhanced: string | null;
  /** A stable id: `mailbox-unknown`, `relay-denied` … */
  readonly kind: string;
  readonly title: string;
  readonly cause: string;
  /** Who has to act. */
  readonly who: string;
  readonly do: string;
  readonly retry: string;
  readonly certain: boolean;
  readonly sources: readonly string[];
  readonly count: number;
}

export interface Analysed {
  readonly sessions: readonly SessionRecord[];
  readonly replies: readonly ReplyRecord[];
  readonly findings: readonly Finding[];
  /** The most decisive first. */
  readonly meanings: readonly MeaningRecord[];
}

/** Reads a transcript, a log, a bounce or what a program printed. Empty lists where the text has nothing of SMTP. */
export function analyse(text: string, options?: AnalyseOptions): Analysed;

/** The meanings alone, which is faster. */
export function why(text: string, options?: { readonly format?: string }): readonly MeaningRecord[];

/** The meanings as a page of plain text for people. */
export function whyAsText(text: string): string;

/**
 * What a log says about a message, as plain text; null where no line has `id` (a queue id, an address or a Message-ID). `shown` is the text to
 * tell it from, line by line that of `text`: a redacted copy, for an address that only the original has.
 */
export function storyAsText(id: string, text: string, options?: { readonly shown?: string }): string | null;

/** What a code, a reply, a command, a keyword or a parameter means (`550 5.1.1`, `RCPT 550`, `PIPELINING`); empty where nothing is known. */
export function explain(what: string): readonly object[];

/** The same, and pages of rules by their id, as plain text; null where nothing is known. */
export function explainAsText(what: string): string | null;

export interface RedactOptions {
  /** Leave addresses, host names and user names as they are; credentials go all the same. */
  readonly keepIdentities?: boolean;
  /** Leave the text of messages as it is. */
  readonly keepMailData?: boolean;
}

/** A copy that is safe to share, with LF line ends and as many lines as the text, and the number of places that were replaced. */
export function redact(text: string, options?: RedactOptions): { readonly text: string; readonly replaced: number };

/** Sets the translations, for all that is returned from now on; an empty object for English. */
export function translate(translations: object): void;
