import { rfc } from '../../knowledge/source';
import { serverPatience } from '../../knowledge/timeouts';
import type { Exchange, Reply, Session } from '../../session/model';
import { lastReply, nameOf } from '../../session/model';
import { codeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** The shortest time after which a server may close an idle session (RFC 5321 §4.5.3.2.7), in milliseconds. */
/** The server cannot have judged a command in this short a time and waited for it as well. */
const AT_ONCE = 2000;

/** What servers say when they have waited too long for a command. */
const IDLE_WORDS = /\b(?:idle|time ?-?d? ?-?out|timeout exceeded|inactivity|too long|no (?:command|activity))\b/i;

const timeOf = (reply: Reply | undefined): number | null => reply?.lines[reply.lines.length - 1].time ?? null;

/** How long both sides were silent before a command; null where the text has no times. */
function idleBefore(session: Session, exchange: Exchange): number | null {
  const before = session.exchanges[exchange.index - 1];
  const last = before ? timeOf(lastReply(before)) : null;
  const said = exchange.command?.time ?? null;
  return last !== null && said !== null ? said - last : null;
}

const staleReplyAfterIdle: Rule = {
  id: 'stale-reply-after-idle',
  group: 'pairing',
  title: 'Old reply read as the answer to a new command',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['refusal'],
  gates: ['both', 'pair'],
  sources: [rfc(5321, '3.8'), rfc(5321, '4.5.3.2.7')],
  explains:
    'The connection was idle until the server closed it with a 421. The client saw that reply only when it sent its next command, and took it for the answer: it blames an address or a sender that the server never judged. Check an idle connection with NOOP or RSET before using it again, or open a new one, and send the message again.',
  examples: {
    fires: [
      `
        C: .
        S: 250 queued
        C: MAIL FROM:<a@example.com>
        S: 421 4.4.2 mx.example.net Error: timeout exceeded
      #    ^^^ error: The server had closed the idle connection before MAIL: this reply says nothing about MAIL. Connect again and repeat …
      `,
      `
        C: NOOP
        S: 250 Ok
        C: MAIL FROM:<a@example.com>
        S: 451 4.4.2 Idle for too long, closing
      #    ^^^ error: The server had closed the idle connection before MAIL: this reply says nothing about MAIL. Connect again and repeat …
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 421 4.3.2 Shutting down',
      'C: DATA\nS: 354 Go ahead\nC: Hello\nC: .\nS: 421 4.4.2 timeout exceeded',
      'C: RCPT TO:<b@example.net>\nS: 451 4.7.1 Greylisted, time out in 5 minutes',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (!reply || (reply.code !== 421 && reply.code !== 451) || exchange.kind !== 'command' || !exchange.command || exchange.index === 0)
        continue;
      if (
        session.exchanges[exchange.index - 1].replies.length === 0 ||
        !/^(?:MAIL|RCPT|RSET|NOOP|AUTH|EHLO|HELO|DATA|VRFY)$/.test(nameOf(exchange))
      )
        continue;
      const said = reply.lines.map((line) => line.piece.text).join(' ');
      const words =
        IDLE_WORDS.test(said) &&
        (reply.enhanced === '4.4.2' || (reply.code === 421 && reply.enhanced === null) || /\bidle\b|inactivity/i.test(said));
      const idle = idleBefore(session, exchange);
      const waited = idle !== null && idle >= serverPatience.ms;
      const answered = timeOf(reply);
      const atOnce = exchange.command.time !== null && answered !== null && answered - exchange.command.time < AT_ONCE;
      // Times say it, or the words do where there are no times.
      if (idle !== null ? !(waited && (words || (reply.code === 421 && atOnce))) : !words) continue;
      report({
        at: codeSpan(reply),
        message: t(
          'The server had closed the idle connection before {0}: this reply says nothing about {0}. Connect again and repeat it.',
          nameOf(exchange),
        ),
        exchange,
        reply,
      });
      return;
    }
  },
};

export const staleRules: readonly Rule[] = [staleReplyAfterIdle];
