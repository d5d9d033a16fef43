import type { Piece } from '../text/span';

/** What a mail system decided about a message, a recipient or a client. */
export type Status = 'sent' | 'deferred' | 'bounced' | 'rejected';

/**
 * A reply located in a log line, always after an anchor of the format (never by looking for three digits).
 * Columns are UTF-16 units of the log line, from 0, ends exclusive.
 */
export interface LocatedReply {
  /** Reply code, or null where the line carries an enhanced status code alone (`dsn=5.1.1`). */
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
  /** What it answers: a verb, `greeting`, `data` (the final dot), or null where the line does not tell. */
  readonly phase: string | null;
  /** Who said it: the remote server, or the one that wrote the log. */
  readonly by: 'remote' | 'local' | null;
  /**
   * `reply`: an SMTP reply; `verdict`: the writer's own code beside it (`dsn=`); `nested`: a reply quoted inside another one's text
   * (a callout's).
   */
  readonly role: 'reply' | 'verdict' | 'nested';
  /** A further line of the reply before it, which the log joined to that line (`550-5.7.1 a 550 5.7.1 b`). */
  readonly continues?: boolean;
  /** The whole text of a reply that goes on behind this line, joined; absent where it ends on the line. */
  readonly whole?: string;
  /** Name of the server that said it, where the words around the reply name it and no field of the line does. */
  readonly host?: string;
}

/** Labels of a field inside a log line: where it stands and what it says. */
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
  /** The part of the program that wrote it (`smtp`, `smtpd`, `cleanup`, `qmgr` …), where it tells. */
  readonly daemon: string | null;
  /** Queue id or session id: what ties the line to others; null where there is none (`NOQUEUE`). */
  readonly id: string | null;
  /** Host of the syslog prefix, where there is one: ids of two hosts are not one message. */
  readonly host?: string;
  /** Milliseconds since 1970 UTC where the year is known, else since an unknown year's start; NaN where the line has no time. */
  readonly time: number;
  readonly status: Status | null;
  readonly replies: readonly LocatedReply[];
  readonly fields: readonly LogField[];
  /** What the field `session` says, without reading the others where it is the process of the prefix; null without one. */
  readonly session: string | null;
  /** The reason in a word or two that the format names without a reply (`connection-refused`, `dns`, `tls` …), a key for the hover. */
  readonly reason?: string;
  /** What the writer says of the failure in its own words, where they stand on other lines than this one. */
  readonly words?: string;
  /** Where a failure happened that no reply tells of (`lost connection … while sending RCPT TO`): a verb, `greeting` or `data`. */
  readonly phase?: string;
  /** Column where the message begins after the prefix. */
  readonly messageFrom: number;
  /** Whether the line begins or ends the life of its id, so that a reused id does not join two messages. */
  readonly life?: 'begin' | 'end';
}

export interface LogSample {
  readonly title: string;
  readonly text: string;
  /**
   * What must be found, one string a reply in the order of the text: `line:column code enhanced phase status id`, `-` for null, line
   * and column from 1 (`3:120 550 5.1.1 RCPT bounced 4F9D1A2B3C`).
   */
  readonly replies: readonly string[];
}

/** How a line ties its message to another id. */
export type LinkKind =
  /** Handed on: to the next hop, a content filter, a forward. */
  | 'next'
  /** A notification (bounce, delay) about the message is a message of its own. */
  | 'notice'
  /** The other id is the message that this one is about. */
  | 'about'
  /** The session in which it came in or went out. */
  | 'session';

/** What a line says of its message's way through the queue. */
export interface Passage {
  /** The message came in: `from` says from whom, `named` only under which message id. */
  readonly arrival?: 'from' | 'named';
  /** The queue manager takes it up for so many recipients. */
  readonly queued?: number;
  /** Recipients ended without a line for each: the message expired, or an administrator intervened. */
  readonly swept?: true;
  /** The line is about a delivery to the recipient that it names. */
  readonly delivery?: true;
}

/**
 * What is peculiar to a producer in how its lines make messages. Who joins the lines of a log asks for these and never for the producer's
 * name. A producer without traits has ids of its own that come back.
 */
export interface LogTraits {
  /** The format whose messages its lines are about: a filter writes the ids of the mail system that it stands beside. */
  readonly family?: string;
  /** Its ids never come back: a line after the end belongs to the same message. */
  readonly uniqueIds?: true;
  /** A line with a sender is an arrival, so that an id which had ended begins anew. */
  readonly senderBegins?: true;
  /** `client` of a line that reports a delivery is the host that took the message, not the one that it came from. */
  readonly clientTakesDelivery?: true;
  /** What the id in the field `newId` is to the message of the line; null where the line names none. Without it: `linkOf`. */
  readonly link?: (entry: LogEntry) => LinkKind | null;
  /** The field `session` names a session that has lines of its own under that id. */
  readonly sessionIds?: true;
  /**
   * The field `session` is a process. Of a `server` one the lines without an id from one connection to its end are a session; what a
   * `client` one says without an id belongs to the delivery that it reports next.
   */
  readonly processOf?: (daemon: string | null) => 'server' | 'client' | null;
  /** The field `session` is the number of a delivery: later lines give it in place of the id. */
  readonly deliveryNumbers?: true;
  /** What a line with an id says of the message's way; where it is missing, nothing is concluded from what a log does not show. */
  readonly passage?: (entry: LogEntry, line: string) => Passage | null;
}

/** What the id in `newId` is to the message of a line, as most programs write it: where it was delivered to, else a notification. */
export const linkOf = (entry: LogEntry, { link }: LogTraits): LinkKind | null =>
  link ? link(entry) : entry.status === 'sent' ? 'next' : 'notice';

/** One mail system's log. Reading is a pure function of the line: logs are mixed, so every line is asked on its own. */
export interface LogFormat {
  readonly id: string;
  readonly title: string;
  /** Section of the log catalogue, for docs/formats.md. */
  readonly row: string;
  /** A literal that every line of this format contains, or several of which one stands in every line: the fast way to say no. */
  readonly needles: readonly string[];
  readonly notes?: string;
  readonly samples: readonly LogSample[];
  readonly traits?: LogTraits;
  /** Reads one line; null where it is not this format's. Never throws. Linear in the line's length. */
  read(line: string): LogEntry | null;
}
