import { rfc } from '../../knowledge/source';
import { codeOf, type Exchange, isGap, lastReply, nameOf, type Session } from '../../session/model';
import { insertBefore } from '../../session/outcome/insertion';
import { wasRefused } from '../../session/outcome/refusal';
import { codeSpan, verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** What a client does after a refusal that it ignored. */

/** Sent after the reply to the other had been read: no pipelining excuses it. */
function knew(later: Exchange, earlier: Exchange): boolean {
  const reply = lastReply(earlier);
  return reply !== undefined && later.command !== null && later.command.line > reply.lines[reply.lines.length - 1].line;
}

interface Envelope {
  readonly exchange: Exchange;
  /** MAIL, its recipients and its DATA, as they are before the exchange. */
  readonly mail: Exchange | null;
  readonly recipients: readonly Exchange[];
  readonly data: Exchange | null;
}

/** The exchanges with what precedes them in their transaction; not those before which something unknown may have happened. */
function* envelopes(session: Session): Generator<Envelope> {
  const gaps = new Set(session.marks.filter(isGap).map((mark) => mark.after + 1));
  let known = true;
  let mail: Exchange | null = null;
  let recipients: Exchange[] = [];
  let data: Exchange | null = null;
  const forget = (): void => {
    known = true;
    mail = null;
    recipients = [];
    data = null;
  };
  for (const exchange of session.exchanges) {
    const name = nameOf(exchange);
    if (gaps.has(exchange.index)) known = false;
    if (known) yield { exchange, mail, recipients, data };
    if (exchange.kind === 'data' || /^(?:RSET|EHLO|HELO|LHLO|STARTTLS|QUIT|BDAT|BURL|XCLIENT)$/.test(name)) forget();
    else if (exchange.kind === 'command' && (exchange.command === null || name === '?')) known = false;
    else if (name === 'RCPT') recipients.push(exchange);
    else if (name === 'DATA') data = exchange;
    else if (name === 'MAIL') {
      forget();
      mail = exchange;
    }
  }
}

const rcptAfterRejectedMail: Rule = {
  id: 'rcpt-after-rejected-mail',
  group: 'sequence',
  title: 'RCPT after a refused MAIL',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 3,
  on: ['refusal'],
  with: ['MAIL'],
  gates: ['both'],
  sources: [rfc(5321, '4.1.4')],
  explains:
    'MAIL was refused and no transaction is open, but the client goes on as if it had been accepted: it does not read the reply. The replies to the recipients follow from the refusal of MAIL; look there for the reason.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 550 5.7.1 Not from you
      #    ~~~ MAIL is refused here.
        C: RCPT TO:<b@example.net>
      #    ^^^^ warning: MAIL was refused with 550, and RCPT cannot succeed: the client ignores the reply.
        S: 503 5.5.1 need MAIL
      `,
      `
        C: MAIL FROM:a@example.com
        S: 501 5.5.4 Syntax
      #    ~~~ MAIL is refused here.
        C: RCPT TO:<b@example.net>
      #    ^^^^ warning: MAIL was refused with 501, and RCPT cannot succeed: the client ignores the reply.
        S: 503 5.5.1 need MAIL
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 550 5.7.1 Not from you\nS: 503 5.5.1 need MAIL',
      'C: MAIL FROM:<a@example.com>\nS: 550 5.7.1 Not from you\nC: QUIT\nS: 221 Bye',
    ],
  },
  check({ session }, report) {
    for (const { exchange, mail } of envelopes(session)) {
      const name = nameOf(exchange);
      if ((name !== 'RCPT' && name !== 'DATA') || !exchange.command || !wasRefused(exchange)) continue;

      const reply = mail && lastReply(mail);
      if (!mail || !reply || reply.code < 400 || !knew(exchange, mail)) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('MAIL was refused with {0}, and {1} cannot succeed: the client ignores the reply.', reply.code, name),
        exchange,
        related: [{ at: codeSpan(reply), message: t('MAIL is refused here.') }],
      });
      return;
    }
  },
};

const dataAfterAllRcptRejected: Rule = {
  id: 'data-after-all-rcpt-rejected',
  group: 'sequence',
  title: 'DATA after every recipient was refused',
  severity: 'information',
  since: '0.1.0',
  kind: 'symptom',
  tier: 3,
  on: ['refusal'],
  with: ['RCPT', 'DATA'],
  gates: ['both'],
  sources: [rfc(5321, '3.3'), rfc(2920, '3.1')],
  explains:
    'The refusal of DATA is not the reason why the message was not sent: every recipient had been refused before. Read the replies to the RCPT commands. With pipelining the client cannot know this yet and is not at fault.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>
        S: 550 5.1.1 no such user
      #    ~~~ This recipient is refused here.
        C: DATA
        S: 554 5.5.1 Error: no valid recipients
      #    ^^^ information: DATA is refused because every recipient was; see the replies to RCPT.
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok\nC: RCPT TO:<c@example.net>\nS: 550 5.1.1 no such user\nC: DATA\nS: 354 Go ahead',
    ],
  },
  check({ session }, report) {
    for (const { exchange, mail, recipients } of envelopes(session)) {
      const reply = lastReply(exchange);
      if (nameOf(exchange) !== 'DATA' || !reply || reply.code < 400 || (mail && wasRefused(mail))) continue;

      if (recipients.length === 0 || !recipients.every(wasRefused)) continue;
      report({
        at: codeSpan(reply),
        message: t('DATA is refused because every recipient was; see the replies to RCPT.'),
        exchange,
        related: recipients.flatMap((each) => {
          const said = lastReply(each);
          return said ? [{ at: codeSpan(said), message: t('This recipient is refused here.') }] : [];
        }),
      });
    }
  },
};

const rsetMissingAfterFailure: Rule = {
  id: 'rset-missing-after-failure',
  group: 'sequence',
  title: 'No RSET after a message that failed',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['refusal'],
  with: ['MAIL'],
  gates: ['no-gap'],
  sources: [rfc(2920, '3.1'), rfc(5321, '4.1.4')],
  explains:
    'Every recipient of the last message was refused, or its DATA was; its transaction is still open, because MAIL was accepted. The client begins the next message with MAIL and gets `503 nested MAIL`. After a message that was not sent, send `RSET`, then the next MAIL.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<a@example.com>
        S: 250 Ok
        C: RCPT TO:<x@example.net>
        S: 550 5.1.1 No such user
      #    ~~~ The last message failed here.
        C: MAIL FROM:<a@example.com>
      #    ^^^^ error: Every recipient of the last message was refused, but its transaction is still open. Send RSET before the next MAIL.
        S: 503 5.5.1 nested MAIL
      `,
      `
        C: RCPT TO:<x@example.net>
        S: 550 5.1.1
      #    ~~~ The last message failed here.
        C: MAIL FROM:<a@example.com>
      #    ^^^^ error: Every recipient of the last message was refused, but its transaction is still open. Send RSET before the next MAIL.
        S: 503 5.5.1 nested MAIL
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<x@example.net>\nS: 550 5.1.1 No such user\nC: RSET\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 250 Ok',
      'C: MAIL FROM:<a@example.com>\nS: 550 5.7.1 No\nC: MAIL FROM:<b@example.com>\nS: 250 Ok',
    ],
  },
  check({ session, states }, report) {
    for (const before of envelopes(session)) {
      const { exchange } = before;
      if (nameOf(exchange) !== 'MAIL' || !exchange.command) continue;

      const { transaction } = states[exchange.index];
      const failed = before.recipients.length > 0 && before.recipients.every(wasRefused);
      const noData = before.data !== null && wasRefused(before.data);
      if (!failed && !noData) continue;
      // An excerpt may begin after the first MAIL: then only the server's own word counts.
      const nested = transaction === 'unknown' && codeOf(exchange) === 503;
      if (typeof transaction === 'string' && !nested) continue;
      const culprit = failed ? before.recipients[0] : before.data;
      const reply = culprit && lastReply(culprit);
      const edit = insertBefore(session, exchange.command, [
        ['C', 'RSET'],
        ['S', '250 2.0.0 Ok'],
      ]);
      report({
        at: verbSpan(exchange.command),
        message: failed
          ? t('Every recipient of the last message was refused, but its transaction is still open. Send RSET before the next MAIL.')
          : t('DATA was refused, but the transaction is still open. Send RSET before the next MAIL.'),
        exchange,
        related: reply ? [{ at: codeSpan(reply), message: t('The last message failed here.') }] : [],
        fixes: edit ? [{ title: t('Put RSET before it'), edits: [edit], unsafe: true }] : [],
      });
    }
  },
};

export const refusedRules: readonly Rule[] = [rcptAfterRejectedMail, dataAfterAllRcptRejected, rsetMissingAfterFailure];
