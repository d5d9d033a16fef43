import type { LocatedReply, LogEntry } from '../formats/log';
import type { Kind } from '../knowledge/answer';
import { type Evidence, personal, placeOfClient } from './evidence';
import { locatedReply, locatedSentence, refusalsIn } from './located';
import { type Meaning, meaningOf } from './meaning';

/** What a line of a log means, and which part of it says so. Columns are UTF-16 units of the line, from 0, ends exclusive. */
export interface EntryMeaning {
  readonly meaning: Meaning;
  /** The reply that decides; null if the writer's own words do. */
  readonly reply: LocatedReply | null;
  readonly from: number;
  readonly to: number;
}

/** Kinds of replies that only pass on what another server said: if they quote another reply, that one gives the cause. */
const PASSED_ON: ReadonlySet<Kind> = new Set<Kind>([
  'other',
  'policy',
  'connection-failed',
  'connection-lost',
  'server-fault',
  'server-busy',
  'dns-failure',
  'tls-failed',
  'message-expired',
]);

const read = new WeakMap<LogEntry, EntryMeaning | null>();

/** What a line shows beside its refusal, computed as it is asked for. */
class InEntry implements Evidence {
  constructor(
    private readonly entry: LogEntry,
    private readonly line: string,
  ) {}

  private field(name: 'client' | 'helo' | 'user'): string | null {
    return this.entry.fields.find((field) => field.name === name)?.piece.text ?? null;
  }

  get client(): Evidence['client'] {
    const { line, entry } = this;
    const named = /\bfrom \S{0,255}\[([\d.:a-f]{3,45})\]/i;
    return placeOfClient(this.field('client') ?? named.exec(line.slice(entry.messageFrom, entry.messageFrom + 600))?.[1] ?? null);
  }

  get submission(): boolean {
    // Names of master.cf before the daemon's own.
    return /\b(?:submissions?|smtps)\/smtpd\[/.test(this.line.slice(0, this.entry.messageFrom));
  }

  get contentRule(): boolean {
    const { line, entry } = this;
    return /^(?:[A-Za-z\d]{6,20}: )?reject: (?:header|body) /.test(line.slice(entry.messageFrom, entry.messageFrom + 40));
  }

  get personalHello(): boolean {
    const helo = this.field('helo');
    return helo !== null && personal(helo);
  }

  get login(): Evidence['login'] {
    const { line } = this;
    // Postfix ends a refusal of its own with the login, if there was one (smtpd_check.c, log_whatsup).
    return this.field('user') || line.includes(' sasl_username=') ? 'done' : / proto=E?SMTP\b/.test(line) ? 'none' : null;
  }
}

const evidenceInEntry = (entry: LogEntry, line: string): Evidence => new InEntry(entry, line);

/**
 * What a line of a log, of a bounce or a program's error means: by the reply that gives the cause, else by its writer's words. Null if the
 * line reports no failure. Computed once per entry.
 */
export function entryMeaning(entry: LogEntry, line: string): EntryMeaning | null {
  if (!tellsOfFailure(entry)) return null;
  const known = read.get(entry);
  if (known !== undefined) return known;
  const found = look(entry, line, evidenceInEntry(entry, line));
  read.set(entry, found);
  return found;
}

/** Whether anything in a line can be a refusal: for most lines of a log it is clear that nothing is. */
function tellsOfFailure({ status, replies, reason }: LogEntry): boolean {
  if (status === 'sent' || (status === null && reason === undefined && replies.length === 0)) return false;
  // A line that only continues the reply of the line before says nothing of its own.
  return replies.length === 0 || !replies.every(({ continues }) => continues);
}

function look(entry: LogEntry, line: string, evidence: Evidence): EntryMeaning | null {
  const refusals = refusalsIn(entry);
  const said = refusals.filter(({ role }) => role !== 'verdict').map((reply) => ofReply(entry, reply, line, evidence));
  const outer = said.find((one) => one !== null && one.reply?.role === 'reply') ?? said.find((one) => one !== null);
  if (outer) {
    // The client sent without a login because its login had failed.
    const login = outer.meaning.kind === 'auth-required' ? said.find((one) => one?.meaning.kind === 'auth-failed') : null;
    if (login) return login;
    if (!PASSED_ON.has(outer.meaning.kind)) return outer;
    const inner = said.findLast((one) => one !== null && !one.meaning.general && one.reply?.role === 'nested');
    const other = said.find((one) => one !== null && !one.meaning.general && one.reply?.role === 'reply');
    // A queue gave up because of what the last server said.
    const last = outer.meaning.kind === 'message-expired' ? said.findLast((one) => one !== null && isCause(one.meaning)) : null;
    return inner ?? (outer.meaning.general ? other : null) ?? last ?? outer;
  }
  if (entry.status === null && entry.reason === undefined) return null;
  // The reply that it repeats says it, on its own line.
  if (repeated(entry)) return null;
  const meaning = meaningOf(locatedSentence(entry, line), evidence);
  if (!meaning) return null;
  const own = refusals.find(({ role }) => role === 'verdict');
  const status = entry.fields.find(({ name }) => name === 'status')?.piece;
  const at = own ?? status;
  return {
    meaning,
    reply: null,
    from: at?.from ?? Math.min(entry.messageFrom, line.length),
    to: at?.to ?? Math.min(line.length, entry.messageFrom + 200),
  };
}

const isCause = ({ general, kind }: Meaning): boolean => !general && kind !== 'message-expired';

/** What the reply means that a line's verdict only repeats; null if there is none, or if it names no cause. */
function repeated(entry: LogEntry): Meaning | null {
  const meaning = entry.about ? meaningOf(locatedReply(entry, entry.about, '')) : null;
  return meaning?.general ? null : meaning;
}

/** What one reply of a log line means; null if it is not a refusal. */
function ofReply(entry: LogEntry, reply: LocatedReply, line: string, evidence?: Evidence): EntryMeaning | null {
  const meaning = meaningOf(locatedReply(entry, reply, line), evidence ?? evidenceInEntry(entry, line));
  if (!meaning) return null;
  const coded = reply.code !== null;
  return {
    meaning,
    reply,
    from: coded ? reply.from : reply.enhancedFrom,
    to: Math.max(reply.to, reply.enhancedTo),
  };
}

/**
 * What is said about a reply of a line. The writer's own verdict means what the reply means that it is about, and a reply that merely
 * passes on another means what that one means. Null for a reply that is not a refusal.
 */
export function meaningInEntry(entry: LogEntry, reply: LocatedReply, line: string): Meaning | null {
  const decided = entryMeaning(entry, line);
  const meant = reply.role === 'verdict' ? (decided?.meaning ?? repeated(entry)) : null;
  if (meant) return meant;
  const own = ofReply(entry, reply, line)?.meaning ?? null;
  return own?.general && decided && !decided.meaning.general && PASSED_ON.has(own.kind) ? decided.meaning : own;
}
