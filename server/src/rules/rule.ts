import type { LogEntry } from '../formats/log';
import type { Source } from '../knowledge/source';
import type { Exchange, Reply, Session } from '../session/model';
import type { DataLine } from '../session/reading/mail-data';
import type { State } from '../session/state';
import type { LifeFacts } from '../story/lives';
import type { Life } from '../story/log-index';
import type { Span } from '../text/span';
import type { LogSubject } from './log-subjects';
import type { SessionSubject } from './session-subjects';

export type { DataLine } from '../session/reading/mail-data';

export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** Groups of the catalogue; a group can be switched as a whole. */
export type Group =
  | 'sequence'
  | 'pairing'
  | 'reply-format'
  | 'command-syntax'
  | 'enhanced-code'
  | 'extension'
  | 'limits'
  | 'security'
  | 'log-consistency'
  | 'style'
  | 'message'
  | 'verdict';

/**
 * What must be known for certain before a rule may speak. A gate that is not definitely open keeps the rule silent.
 * `full`: the session starts at its greeting; `no-gap`: nothing is missing in it; `capabilities`: the EHLO reply in force is complete;
 * `raw`: octets are kept; `sides`: the side of every line is certain; `time`: timestamps; `order`: lines are in wire order; `body`: mail
 * data is shown octet for octet; `pair`: the pairing of the exchange is certain; `end`: the session's end is visible; `both`: both sides
 * are visible.
 */
export type Gate = 'full' | 'no-gap' | 'capabilities' | 'raw' | 'sides' | 'time' | 'order' | 'body' | 'pair' | 'end' | 'both';

/** What a rule is told about a session, beside the session itself. */
export interface Context {
  readonly session: Session;
  /** `states[i]`: definitive state before exchange `i`; one entry more for the end. */
  readonly states: readonly State[];
  /** Whether a gate is definitely open for an exchange (or, without one, for the whole session). */
  open(gate: Gate, exchange?: Exchange): boolean;
  /**
   * The lines of the mail data of an exchange of kind `data` (without its final dot) or of a BDAT chunk, read again from the text when
   * asked for; empty where the text does not show them.
   */
  mailData(exchange: Exchange): readonly DataLine[];
  /** Lines within the session that speak SMTP without the mark of their side, or with one of another format. */
  unread(): readonly DataLine[];
  /** A line of the text as it is (from 0, relative to the unit); empty where the text is not at hand. */
  source(line: number): string;
  readonly strictness: 'lenient' | 'standard' | 'pedantic';
}

/** A change of the transcript that fixes a finding. Lines from 0, relative to the unit; columns in UTF-16 units. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** It guesses, or adds or takes away something that was said: only for a person who looks at it. Any other fix changes the form alone. */
  readonly unsafe?: true;
}

export interface Related {
  readonly at: Span;
  readonly message: string;
}

/** What a check reports. */
export interface Report {
  readonly at: Span;
  /** One sentence or two for people, already translated: what, why, what to do. No secret, no log text unescaped of control characters. */
  readonly message: string;
  /** The exchange that it is about: its reply adjusts a `verdict` severity, and the root selection works on it. */
  readonly exchange?: Exchange;
  /** The reply that decides the verdict, where it is not the exchange's own last one. */
  readonly reply?: Reply;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** The last exchange that follows from this finding: what is found in between is related information of it. */
  readonly through?: Exchange;
  /** Overrides the rule's default severity for this finding (never above it when the user lowered it). */
  readonly severity?: Severity;
}

/** Lower tiers are deeper causes: transcript defects, wire level, syntax of a refused command, sequence, pairing, advice. */
export type Tier = 0 | 1 | 2 | 3 | 4 | 5;

interface RuleBase {
  /** Kebab case, and never changed: settings, SARIF and links name it. */
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** `verdict`: error when the server refused it, hint when it accepted, warning when its answer is not shown. */
  readonly severity: Severity | 'verdict';
  /** The version of SMTP Lens that brought it. */
  readonly since: string;
  /** `root` can cause later refusals; `symptom` follows from one; `fact` explains what the server said; `note` neither. */
  readonly kind: 'root' | 'symptom' | 'fact' | 'note';
  readonly sources: readonly Source[];
  /** For docs/rules.md, in the words of the problem: what happened, why it matters, what to do. Two to five sentences. */
  readonly explains: string;
}

/** A rule about a session. */
export interface Rule extends RuleBase {
  /** It is asked about sessions that have any of these, */
  readonly on: readonly SessionSubject[];
  /** and all of these. */
  readonly with?: readonly SessionSubject[];
  readonly gates: readonly Gate[];
  readonly tier: Tier;
  /** Transcripts on which the rule fires, drawn (see drawing.ts), and on which it must not. At least one of each. */
  readonly examples: { readonly fires: readonly string[]; readonly silent: readonly string[] };
  /** Reports what it finds; pure; never throws. */
  check(context: Context, report: (finding: Report) => void): void;
  /**
   * What it finds in a single line, whether or not it belongs to a dialogue: a password in a URL above a transcript. Lines of spans are
   * 0. `declared`: the document says that it is a transcript (language `smtp`). Every line of every log comes here: be quick.
   */
  checkLine?(line: string, declared: boolean, report: (finding: Report) => void): void;
}

/** A rule about one line of a log. Lines of spans are 0 (the line itself). */
export interface LogRule extends RuleBase {
  /** It is asked about lines that tell any of these. */
  readonly on: readonly LogSubject[];
  readonly examples: { readonly fires: readonly string[]; readonly silent: readonly string[] };
  check(entry: LogEntry, line: string, report: (finding: Report) => void): void;
}

/** What a rule about a message of a log is told. Lines count from 0 in the document. */
export interface LifeContext {
  readonly life: Life;
  readonly facts: LifeFacts;
  /** The life before it with the same id on the same host, where the log shows one. */
  readonly before: Life | null;
  /**
   * Whether the log certainly shows all that happened on this host at a time (milliseconds as in `LogEntry.time`): messages that came in
   * shortly before and shortly after it are there from their arrival to their end. A log that was cut, rotated or picked from shows none.
   */
  covered(time: number): boolean;
  /** Nothing was taken out between two lines, as far as the text says (`[…]`, `-- snip --`). */
  unbroken(from: number, to: number): boolean;
  text(line: number): string;
}

/** A rule about all lines of a log that belong to one message. */
export interface LifeRule extends RuleBase {
  /** At most so large a part of the messages that are wholly shown may break it: more is a log from which lines were picked. */
  readonly rare?: true;
  /** Reported once a document: it is about the log, and every message shows it. */
  readonly once?: true;
  /** Logs on which it fires, drawn (see drawing.ts), and on which it must not. */
  readonly examples: { readonly fires: readonly string[]; readonly silent: readonly string[] };
  check(context: LifeContext, report: (finding: Report) => void): void;
}
