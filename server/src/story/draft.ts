import type { Status } from '../formats/log';
import { unsliced } from '../text/unsliced';
import type { ListedCause, ListedMessage, ListedRecipient } from './listed-message';

/** A message as far as its lines were read. */
export interface Draft {
  /** Which host and family its id is one of; -1 for a refusal before there was a message. */
  readonly scope: number;
  readonly id: string | null;
  readonly host: string | null;
  readonly line: number;
  time: number;
  last: number;
  messageId: string | null;
  from: string | null;
  client: string | null;
  /** Milliseconds; the longest that a line states. */
  delay: number;
  attempted: number;
  ended: boolean;
  readonly recipients: Map<string, ListedRecipient>;
}

/** A message as it is listed. */
export function finished(draft: Draft): ListedMessage {
  const { id, host, line, time, last, messageId, from, client, delay, attempted, ended } = draft;
  const span = attempted - time;
  return {
    id,
    host,
    line,
    time,
    last,
    messageId,
    from,
    client,
    recipients: [...draft.recipients.values()],
    ended,
    took: Number.isNaN(span) && delay === 0 ? null : Math.max(delay, span || 0),
  };
}

/** How a cause is written: its number, where many messages have it. */
export interface Causes {
  numberOf(cause: ListedCause): number | null;
  at(number: number): ListedCause;
}

const STATUSES: readonly Status[] = ['sent', 'deferred', 'bounced', 'rejected'];
/** Fields of a message, and of each recipient. */
const OWN = 12;
const EACH = 9;

/** A draft as one text, from which `readDraft` makes the same draft: a field a line, and none is empty. */
export function writeDraft(draft: Draft, causes: Causes): string {
  const { scope, id, host, line, time, last, messageId, from, client, delay, attempted, ended } = draft;
  let out = `${scope}\n${word(id)}\n${word(host)}\n${line}\n${time}\n${after(last, time)}\n${word(messageId)}\n${word(from)}\n${word(client)}\n${delay}\n${after(attempted, time)}\n${ended ? 1 : 0}`;
  for (const one of draft.recipients.values()) {
    const { cause } = one;
    const told = cause === null ? '-' : (causes.numberOf(cause) ?? JSON.stringify(cause));
    out += `\n${word(one.to)}\n${word(one.origTo)}\n${STATUSES.indexOf(one.status)}\n${word(one.reply)}\n${word(one.relay)}\n${one.attempts}\n${one.line}\n${after(one.time, time)}\n${told}`;
  }
  return out;
}

/** The draft that was written. `kept`: it is kept longer than the text that it is read from. */
export function readDraft(text: string, causes: Causes, kept: boolean): Draft {
  const fields = text.split('\n');
  const wordAt = (n: number): string | null => wordIn(fields[n], kept);
  const time = Number(fields[4]);
  const recipients = new Map<string, ListedRecipient>();
  for (let n = OWN; n < fields.length; n += EACH) {
    const to = wordAt(n) ?? '';
    const told = fields[n + 8];
    recipients.set(to, {
      to,
      origTo: wordAt(n + 1),
      status: STATUSES[Number(fields[n + 2])],
      reply: wordAt(n + 3),
      relay: wordAt(n + 4),
      attempts: Number(fields[n + 5]),
      line: Number(fields[n + 6]),
      time: timeIn(fields[n + 7], time),
      cause: told === '-' ? null : told.startsWith('{') ? JSON.parse(told) : causes.at(Number(told)),
    });
  }
  return {
    scope: Number(fields[0]),
    id: wordAt(1),
    host: wordAt(2),
    line: Number(fields[3]),
    time,
    last: timeIn(fields[5], time),
    messageId: wordAt(6),
    from: wordAt(7),
    client: wordAt(8),
    delay: Number(fields[9]),
    attempted: timeIn(fields[10], time),
    ended: fields[11] === '1',
    recipients,
  };
}

const word = (text: string | null): string => (text === null ? '-' : text.includes('\n') ? JSON.stringify(text) : `=${text}`);

function wordIn(field: string, kept: boolean): string | null {
  if (field === '-') return null;
  if (field.startsWith('"')) return JSON.parse(field);
  return kept ? unsliced(field.slice(1)) : field.slice(1);
}

/** A time by how much later it is than another: most differ by seconds. */
const after = (time: number, than: number): string =>
  Number.isSafeInteger(time) && Number.isSafeInteger(than) ? `+${time - than}` : String(time);

const timeIn = (field: string, than: number): number => (field.startsWith('+') ? than + Number(field.slice(1)) : Number(field));
