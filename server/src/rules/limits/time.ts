import { cite } from '../../knowledge/source';
import { NO_WAIT_MS, patience, SLOW_MS } from '../../knowledge/timeouts';
import { type Exchange, lastReply, nameOf, type Session } from '../../session/model';
import { codeSpan } from '../../session/spans';
import { duration } from '../../text/duration';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** Milliseconds from the command (or the connection) to the first line of its reply; null where the text does not tell. */
function waited(exchange: Exchange): number | null {
  const said = exchange.command?.time;
  const answered = exchange.replies[0]?.lines[0]?.time;
  if (said == null || answered == null || answered < said) return null;
  return answered - said;
}

export const limitSlowReply: Rule = {
  id: 'limit-slow-reply',
  group: 'limits',
  title: 'Slow reply',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  on: ['times'],
  gates: ['time'],
  tier: 5,
  sources: cite('5321 4.5.3.2'),
  explains:
    'The server took more than half a minute to answer. It may be waiting for DNS or a content filter, or delaying unknown clients on purpose. Clients must wait five minutes for most replies and ten for the final dot; one that gives up before that loses mail or sends it twice.',
  examples: {
    fires: [
      `
        10:00:00 C: RCPT TO:<b@example.net>
        10:04:30 S: 250 OK
      #             ^^^ information: This reply took 4 min 30 s; a client must wait 5 min before it gives up.
        10:04:31 C: QUIT
        10:04:31 S: 221 Bye
      `,
      `
        10:00:00 C: RCPT TO:<b@example.net>
        10:00:31 S: 250 OK
      #             ^^^ information: This reply took 31 s; a client must wait 5 min before it gives up.
        10:00:32 C: QUIT
        10:00:32 S: 221 Bye
      `,
      `
        10:00:00 C: RCPT TO:<b@example.net>
        10:05:01 S: 250 OK
      #             ^^^ information: This reply took 5 min 1 s. Clients need not wait longer than 5 min.
        10:05:02 C: QUIT
        10:05:02 S: 221 Bye
      `,
    ],
    silent: ['10:00:00 C: RCPT TO:<b@example.net>\n10:00:30 S: 250 OK\n10:00:06 C: QUIT\n10:00:06 S: 221 Bye'],
  },
  check({ session }, report) {
    let slowest: { exchange: Exchange; ms: number } | null = null;
    for (const exchange of session.exchanges) {
      const ms = waited(exchange);
      if (ms === null || ms <= SLOW_MS || ms > NO_WAIT_MS || exchange.trust !== 'certain') continue;
      if (!slowest || ms > slowest.ms) slowest = { exchange, ms };
    }
    const reply = slowest && lastReply(slowest.exchange);
    if (!slowest || !reply) return;
    const least = patience(nameOf(slowest.exchange)).ms;
    report({
      at: codeSpan(reply),
      message:
        slowest.ms > least
          ? t('This reply took {0}. Clients need not wait longer than {1}.', duration(slowest.ms), duration(least))
          : t('This reply took {0}; a client must wait {1} before it gives up.', duration(slowest.ms), duration(least)),
      exchange: slowest.exchange,
      severity: slowest.ms > least && reply.code >= 400 ? 'warning' : undefined,
    });
  },
};

const CLIENT_GAVE_UP = /(?:greeting never received|timed? ?-?out|timeout|ETIMEDOUT|ESOCKETTIMEDOUT|Connection timeout|read timeout)/i;
const SECONDS = /(?:after|in|of|\+|within|Timeout \()\s{0,3}(\d{1,6})(?:\.\d{1,6})?\s{0,3}(ms|milli\w{0,10}|s|sec\w{0,6})\b/i;

export const limitClientTimeout: Rule = {
  id: 'limit-client-timeout-too-short',
  group: 'limits',
  title: 'Client that gave up too early',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['mark'],
  gates: [],
  tier: 1,
  sources: cite('5321 4.5.3.2'),
  explains:
    'The client closed the connection because no reply came within its timeout. RFC 5321 asks for five minutes for the greeting and most commands, two for DATA and ten for the final dot. Servers delay unknown clients on purpose. Raise the timeout of the client, or find out why the server is slow.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250 mx.example.net
        C: MAIL FROM:<a@example.com>
        (connection timed out after 299 s)
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The client gave up after 4 min 59 s; it should wait 5 min. Raise its timeout.
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\n(connection timed out after 300 s)',

      'C: EHLO client.example.com\nS: 250 mx.example.net\nC: QUIT\nS: 221 Bye',
      'C: MAIL FROM:<a@example.com>\nS: 421 4.4.2 timeout exceeded',
    ],
  },
  check({ session }, report) {
    for (const mark of session.marks) {
      if ((mark.kind !== 'close' && mark.kind !== 'note') || !CLIENT_GAVE_UP.test(mark.text)) continue;
      const pending = waitingAt(session, mark.after);
      if (!pending) continue;
      const name = pending === 'greeting' ? 'greeting' : nameOf(pending);
      const least = patience(name).ms;
      const match = SECONDS.exec(mark.text);
      const given = match ? Number(match[1]) * (/^m/i.test(match[2]) ? 1 : 1000) : null;
      if (given === null || given >= least) continue;
      report({
        at: mark.span,
        message: t('The client gave up after {0}; it should wait {1}. Raise its timeout.', duration(given), duration(least)),
        exchange: pending === 'greeting' ? undefined : pending,
      });
      return;
    }
  },
};

/** What the client waited for after exchange `index`: its reply, or the greeting. Null where the client had to speak next. */
function waitingAt(session: Session, index: number): Exchange | 'greeting' | null {
  if (index < 0) return 'greeting';
  const exchange = session.exchanges[index];
  return exchange && exchange.replies.length === 0 ? exchange : null;
}
