import type { LocatedReply, LogEntry, LogField, Status } from '../formats/log';
import { envelopeOf, transactionBefore } from '../session/envelope';
import { isGuessedGreeting } from '../session/guessed';
import { argumentOf, type Exchange, pseudoVerb, type Reply, type Session } from '../session/model';
import { verbNamedBy } from '../session/pairing/compatibility';

/**
 * A refusal where it was found: what a dialogue, a line of a log, a bounce and a program's error have in common. Everything in it comes
 * from the text and may be hostile.
 */
export interface Located {
  readonly code: number | null;
  readonly enhanced: string | null;
  /** The whole text: all lines of the reply, joined; or the sentence of a program without a code. */
  readonly text: string;
  /** The verb or pseudo verb (knowledge/commands.ts) that it answers, in upper case; null if that is not known. */
  readonly verb: string | null;
  /** Who said it: the other server, or the one that wrote the text. */
  readonly by: 'remote' | 'local' | null;
  /** Names of the server that said it: greeting, host name, relay; for a program that speaks for itself, its format. */
  readonly hosts: readonly string[];
  /** The mail system's decision about it. */
  readonly status: Status | null;
  readonly recipient: string | null;
  readonly sender: string | null;
  /** The refused host, as the text names it. */
  readonly client: string | null;
  readonly server: string | null;
  /** The failure that the format recognised by the program's own words, an id of knowledge/failures.ts. */
  readonly reason: string | null;
}

/** A reply known only by its code and words. */
export const bare = (code: number | null, enhanced: string | null, text: string): Located => ({
  code,
  enhanced,
  text,
  verb: null,
  by: null,
  hosts: [],
  status: null,
  recipient: null,
  sender: null,
  client: null,
  server: null,
  reason: null,
});

/** The whole text of a reply, its lines joined by line ends. */
export const joined = (reply: Reply): string => reply.lines.map((line) => line.piece.text.slice(line.textAt)).join('\n');

/** What identifies the server of a session: its greeting, and the name that it gave at EHLO. At most 300 UTF-16 units each. */
export function hostsOf(session: Session): readonly string[] {
  const found: string[] = [];
  for (const exchange of session.exchanges.slice(0, 6)) {
    const hello = exchange.kind === 'greeting' || exchange.command?.verb === 'EHLO' || exchange.command?.verb === 'LHLO';
    const line = hello ? exchange.replies[0]?.lines[0] : undefined;
    if (line) found.push(line.piece.text.slice(line.textAt, line.textAt + 300));
  }
  return found;
}

/** A reply of a dialogue; `exchange` is null if no command waits for it. */
export function locatedInSession(session: Session, exchange: Exchange | null, reply: Reply): Located {
  const guessed = exchange !== null && isGuessedGreeting(session, exchange);
  const known = exchange !== null && !guessed && (exchange.kind !== 'command' || exchange.command !== null);
  const own = exchange && envelopeOf(exchange);
  const before = exchange && exchange.index >= 0 ? transactionBefore(session, exchange.index) : null;
  const inside = (envelope: typeof own): string | null =>
    !envelope || envelope.masked ? null : envelope.argument.inside.text.slice(0, 320) || null;
  const recipient = own?.verb === 'RCPT' ? inside(own) : null;
  const hello = exchange
    ? session.exchanges.findLast((each) => each.index <= exchange.index && /^(?:EHLO|HELO|LHLO)$/.test(each.command?.verb ?? ''))
    : undefined;
  return {
    ...bare(reply.code, reply.enhanced, joined(reply)),
    // Of a reply that stands under no command its words may tell which one it answers.
    verb: known && exchange ? pseudoVerb(exchange, session) : exchange === null || guessed ? verbNamedBy(reply) : null,
    hosts: guessed ? [] : hostsOf(session),
    recipient,
    sender: own?.verb === 'MAIL' ? inside(own) : inside(before?.mail ?? null),
    client: hello?.command && !hello.command.masked ? argumentOf(hello.command).trim().slice(0, 255) || null : null,
  };
}

const fieldOf = (entry: LogEntry, name: LogField['name']): string | null =>
  entry.fields.find((field) => field.name === name)?.piece.text || null;

/** The server that a line delivers to; null if it names none, or if this host delivers itself (`none`, `local`). */
function relayOf(entry: LogEntry): string | null {
  const relay = fieldOf(entry, 'relay');
  return relay === null || /^(?:none|local|virtual|\*local\*|dovecot|maildrop|procmail|pipe)$/i.test(relay) ? null : relay;
}

/** The verb or pseudo verb of a log's phase. */
function verbOfPhase(phase: string | null): string | null {
  if (phase === 'greeting') return 'CONNECT';
  return phase === 'data' ? 'DATA_END' : phase;
}

const digitOf = (reply: LocatedReply): number => (reply.code === null ? Number(reply.enhanced?.[0] ?? 0) : Math.floor(reply.code / 100));

/** The text of a reply of a log line with its further lines, joined by line ends; at most 4,000 UTF-16 units. */
function textInEntry(entry: LogEntry, reply: LocatedReply, line: string): string {
  if (reply.whole !== undefined) return reply.whole.slice(0, 4000);
  const texts = [line.slice(reply.textFrom, reply.textTo)];
  for (let next = entry.replies.indexOf(reply) + 1; next > 0 && entry.replies[next]?.continues; next++)
    texts.push(line.slice(entry.replies[next].textFrom, entry.replies[next].textTo));
  return texts.join('\n').slice(0, 4000);
}

/** A reply of a log line (or of a bounce's, or of a program's error). */
export function locatedReply(entry: LogEntry, reply: LocatedReply, line: string): Located {
  const relay = reply.host ?? relayOf(entry);
  return {
    ...bare(reply.code, reply.enhanced, textInEntry(entry, reply, line)),
    verb: verbOfPhase(reply.phase),
    by: reply.by,
    hosts: reply.by === 'local' ? [entry.format] : relay ? [relay] : [],
    status: entry.status,
    recipient: fieldOf(entry, 'to'),
    sender: fieldOf(entry, 'from'),
    client: reply.by === 'local' ? fieldOf(entry, 'client') : null,
    server: reply.by === 'remote' ? relay : null,
  };
}

/** The refusals of a log line: without further lines of a reply, and without successes. */
export const refusalsIn = (entry: LogEntry): LocatedReply[] =>
  entry.replies.filter((reply) => !reply.continues && (digitOf(reply) === 4 || digitOf(reply) === 5));

/**
 * Names of people and hosts are not words about a cause: `ok@junk.example` says nothing about junk. Neither are the numbers of one message;
 * without them the same failure of two messages reads the same.
 */
const withoutNames = (text: string): string =>
  text
    .replace(/<[^\s<>,;:"'()[\]=]{1,320}@[^\s<>,;:"'()[\]=]{0,255}>/g, '<x>')
    .replace(/[^\s<>,;:"'()[\]=]{1,320}@[^\s<>,;:"'()[\]=]{0,255}/g, '')
    .replace(/\b(?:relay|helo|H|to|orig_to|delays?|dsn|conn_use)=[^\s,]{1,400},? ?/g, '');

/** Column at which the words of a line begin, after the id of its message. */
function wordsFrom({ id, messageFrom }: LogEntry, line: string): number {
  return id !== null && id !== '' && line.startsWith(id, messageFrom) ? messageFrom + id.length : messageFrom;
}

/** What a log line says in its writer's own words, if no reply says why. */
export function locatedSentence(entry: LogEntry, line: string): Located {
  const verdict = entry.replies.find((reply) => reply.role === 'verdict');
  return {
    ...bare(null, verdict?.enhanced ?? null, withoutNames((entry.words ?? line.slice(wordsFrom(entry, line))).slice(0, 2000))),
    verb: verbOfPhase(entry.phase ?? null),
    by: 'local',
    hosts: [entry.format],
    status: entry.status,
    recipient: fieldOf(entry, 'to'),
    sender: fieldOf(entry, 'from'),
    client: fieldOf(entry, 'client'),
    server: relayOf(entry),
    reason: entry.reason ?? null,
  };
}
