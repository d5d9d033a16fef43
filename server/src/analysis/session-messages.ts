import type { Status } from '../formats/log';
import { replyMeaning } from '../meaning/of-session';
import { envelopeOf } from '../session/envelope';
import { type Exchange, lastReply, nameOf, type Reply } from '../session/model';
import { failuresOf, takesMessage } from '../session/outcome/refusals';
import { type ListedMessage, type ListedRecipient, listedCause } from '../story/listed-message';
import type { PlacedSession } from './analysis';

interface Draft {
  readonly line: number;
  readonly time: number;
  readonly from: string | null;
  readonly recipients: Map<string, ListedRecipient>;
  /** Recipients accepted at RCPT; the final dot decides their outcome. */
  readonly waiting: Map<string, ListedRecipient>;
}

/**
 * The messages that a client tried to send in a session, in the form of a log's; if there was none, the refusal that kept the client from
 * sending. Lines from 0 in the document.
 */
export function sessionMessages({ session, start }: PlacedSession): ListedMessage[] {
  const drafts: Draft[] = [];
  let current: Draft | null = null;
  const outcome = (exchange: Exchange, reply: Reply, to: string, attempts = 1): ListedRecipient => {
    const meaning = replyMeaning(session, exchange, reply);
    const status: Status = reply.code < 400 ? 'sent' : reply.code < 500 ? 'deferred' : 'rejected';
    return {
      to,
      origTo: null,
      status,
      reply: reply.enhanced ? `${reply.code} ${reply.enhanced}` : String(reply.code),
      relay: null,
      attempts,
      line: start + reply.lines[0].line,
      time: timeOf(reply),
      cause: meaning && listedCause(meaning),
    };
  };
  for (const exchange of session.exchanges) {
    const reply = lastReply(exchange);
    const name = nameOf(exchange);
    if (name === 'RSET') current = null;
    if (name === 'MAIL' && exchange.command) {
      const line = start + exchange.command.line;
      current = { line, time: reply ? timeOf(reply) : Number.NaN, from: addressOf(exchange), recipients: new Map(), waiting: new Map() };
      drafts.push(current);
      if (reply && reply.code >= 400) current.recipients.set('', outcome(exchange, reply, ''));
    }
    if (!current || !reply) continue;
    if (name === 'RCPT') {
      const to = addressOf(exchange) ?? '';
      const told = outcome(exchange, reply, to);
      if (reply.code < 400) current.waiting.set(to, told);
      else current.recipients.set(to, told);
    } else if (takesMessage(exchange)) {
      for (const to of current.waiting.keys()) current.recipients.set(to, outcome(exchange, reply, to));
      if (current.waiting.size === 0 && reply.code < 300) current.recipients.set('', outcome(exchange, reply, ''));
      current.waiting.clear();
    }
  }
  if (drafts.length === 0) {
    const [first] = failuresOf(session);
    if (!first) return [];
    const line = start + first.reply.lines[0].line;
    const told = outcome(first.exchange, first.reply, '');
    drafts.push({ line, time: told.time, from: null, recipients: new Map([['', told]]), waiting: new Map() });
  }
  return drafts.map(({ line, time, from, recipients }) => ({
    id: session.key,
    host: null,
    line,
    time,
    last: time,
    messageId: null,
    from,
    client: null,
    recipients: [...recipients.values()],
    ended: true,
    took: null,
  }));
}

const timeOf = ({ lines: [{ time }] }: Reply): number => (typeof time === 'number' ? time : Number.NaN);

/** The address of a MAIL or RCPT without its brackets; null if the text does not show it. */
function addressOf(exchange: Exchange): string | null {
  const envelope = envelopeOf(exchange);
  if (!envelope || envelope.masked) return null;
  const { argument } = envelope;
  return (argument.buried ?? argument.inside).text.trim().replace(/^<|>$/g, '');
}
