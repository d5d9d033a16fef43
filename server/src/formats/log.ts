import type { Piece } from '../text/span';

/** What a mail system decided about a message, a recipient or a client. */
export type Status = 'sent' | 'deferred' | 'bounced' | 'rejected';

/**
 * A reply located in a log line, always after an anchor of the format (never by looking for three digits alone).
 * Columns are UTF-16 units of the log line, from 0, ends exclusive.
 */
export interface LocatedReply {
  /** Reply code, or null if the line has only an enhanced status code (`dsn=5.1.1`). */
  readonly code: number | null;
  /** Column of the reply code; without one, of the enhanced code. */
  readonly from: number;
  /** End of the code. */
  readonly to: number;
  readonly enhanced: string | null;
  /** Columns of the enhanced code; both -1 without one. */
  readonly enhancedFrom: number;
  readonly enhancedTo: number;
  /** Columns of the reply's text, after the codes. */
  readonly textFrom: number;
  readonly textTo: number;
  /** What it answers: a verb, `greeting`, `data` (the final dot), or null if the line does not say. */
  readonly phase: string | null;
  /** Who said it: the remote server, or the one that wrote the log. */
  readonly by: 'remote' | 'local' | null;
  /**
   * `reply`: an SMTP reply; `verdict`: the writer's own code beside it (`dsn=`); `nested`: a reply quoted inside the text of another one
   * (from an address verification).
   */
  readonly role: 'reply' | 'verdict' | 'nested';
  /** A further line of the reply before it, which the log joined to that line (`550-5.7.1 a 550 5.7.1 b`). */
  readonly continues?: boolean;
  /** The whole text, joined, of a reply that continues after this line; absent if it ends on the line. */
  readonly whole?: string;
  /** Name of the server that said it, if the words around the reply name it and no field of the line does. */
  readonly host?: string;
}

/** A field of a log line: its name, its place and its value. */
export interface LogField {
  readonly name:
    | 'id'
    | 'newId'
    | 'messageId'
    | 'from'
    | 'to'
    | 'origTo'
    | 'relay'
    | 'client'
    | 'helo'
    | 'status'
    | 'dsn'
    | 'delay'
    | 'size'
    | 'session'
    | 'user';
  readonly piece: Piece;
}

/** One line of a mail log, read. */
export interface LogEntry {
  /** Id of the format that read it (`postfix`, `exim` …). */
  readonly format: string;
  /** The part of the program that wrote it (`smtp`, `smtpd`, `cleanup`, `qmgr` …); null if it does not say. */
  readonly daemon: string | null;
  /** Queue id or session id, which links the line to others; null if there is none (`NOQUEUE`). */
  readonly id: string | null;
  /** Host of the syslog prefix, if any: the same id on two hosts is not one message. */
  readonly host?: string;
  /** Milliseconds since 1970 UTC if the year is known, else since the start of an unknown year; NaN if the line has no time. */
  readonly time: number;
  readonly status: Status | null;
  readonly replies: readonly LocatedReply[];
  readonly fields: readonly LogField[];
  /** The value of the field `session`, found without reading the other fields if it is the process of the prefix; null without one. */
  readonly session: string | null;
  /** The reason that the format names in a word or two without a reply (`connection-refused`, `dns`, `tls` …), a key for the hover. */
  readonly reason?: string;
  /** What the writer says about the failure in its own words, if they are on other lines than this one. */
  readonly words?: string;
  /** The reply on another line whose verdict this line only repeats; `whole` is its text, its columns are that line's. */
  readonly about?: LocatedReply;
  /** Where a failure without a reply happened (`lost connection … while sending RCPT TO`): a verb, `greeting` or `data`. */
  readonly phase?: string;
  /** Column where the message begins after the prefix. */
  readonly messageFrom: number;
  /** Whether the line begins or ends the life of its id: a reused id must not join two messages. */
  readonly life?: 'begin' | 'end';
}

export interface LogSample {
  readonly title: string;
  readonly text: string;
  /**
   * What must be found, one string per reply in the order of the text: `line:column code enhanced phase status id`, `-` for null, line and
   * column from 1 (`3:120 550 5.1.1 RCPT bounced 4F9D1A2B3C`).
   */
  readonly replies: readonly string[];
}

/** How a line links its message to another id. */
export type LinkKind =
  /** Handed on: to the next hop, a content filter, a forward. */
  | 'next'
  /** A notification (bounce, delay) about the message is a message of its own. */
  | 'notice'
  /** The other id is the message that this one is about. */
  | 'about'
  /** The session in which it came in or went out. */
  | 'session';

/** What a line says about its message's way through the queue. */
export interface Passage {
  /** The message came in: `from` says from whom, `named` only under which message id. */
  readonly arrival?: 'from' | 'named';
  /** The queue manager starts to deliver the message; the number of its recipients. */
  readonly queued?: number;
  /** Recipients ended without a line for each: the message expired, or an administrator intervened. */
  readonly swept?: true;
  /** The line is about a delivery to the recipient that it names. */
  readonly delivery?: true;
}

/**
 * What is peculiar to a producer in how its lines form messages. Code that joins the lines of a log asks for these, never for the
 * producer's name. A producer without traits has ids of its own that are reused.
 */
export interface LogTraits {
  /** The format whose messages its lines are about: a filter writes the ids of the mail system it works for. */
  readonly family?: string;
  /** Its ids are never reused: a line after the end belongs to the same message. */
  readonly uniqueIds?: true;
  /** A line with a sender is an arrival: an id that had ended begins again. */
  readonly senderBegins?: true;
  /** In a line that reports a delivery, `client` is the host that accepted the message, not the one that it came from. */
  readonly clientTakesDelivery?: true;
  /** How the id in the field `newId` is related to the message of the line; null if the line names none. Without it: `linkOf`. */
  readonly link?: (entry: LogEntry) => LinkKind | null;
  /** The field `session` names a session that has lines of its own under that id. */
  readonly sessionIds?: true;
  /**
   * The field `session` is a process. For a `server` process the lines without an id, from one connection to its end, are a session; what
   * a `client` process says without an id belongs to the delivery that it reports next.
   */
  readonly processOf?: (daemon: string | null) => 'server' | 'client' | null;
  /** The field `session` is the number of a delivery: later lines give it in place of the id. */
  readonly deliveryNumbers?: true;
  /** What a line with an id says about the message's way. Without it, nothing is concluded from what a log does not show. */
  readonly passage?: (entry: LogEntry, line: string) => Passage | null;
}

/** How the id in `newId` is related to the message of a line in most programs: the message was delivered to it, else it is a notification. */
export const linkOf = (entry: LogEntry, { link }: LogTraits): LinkKind | null =>
  link ? link(entry) : entry.status === 'sent' ? 'next' : 'notice';

/** One mail system's log. Reading is a pure function of the line: logs are mixed, and every line is read on its own. */
export interface LogFormat {
  readonly id: string;
  readonly title: string;
  /** Section of the log catalogue, for docs/formats.md. */
  readonly row: string;
  /** A literal that every line of this format contains, or several of which every line contains one: the fast way to say no. */
  readonly needles: readonly string[];
  readonly notes?: string;
  readonly samples: readonly LogSample[];
  readonly traits?: LogTraits;
  /** Reads one line; null if it is not a line of this format. Never throws. Linear in the line's length. */
  read(line: string): LogEntry | null;
}
