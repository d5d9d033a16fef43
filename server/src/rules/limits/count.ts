import { cite } from '../../knowledge/source';
import { lastReply } from '../../session/model';
import { refusalOf, textOfReply, wasAccepted } from '../../session/outcome/refusal';
import { codeSpan, verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** RFC 5321 §4.5.3.1.8: recipients that a server must take; §6.3: Received fields beyond which a loop is likely. */
const RECIPIENTS = 100;

/** Repeated pieces of a drawn example, counted from 1. */
const many = (count: number, lines: (n: number) => readonly string[]): string =>
  Array.from({ length: count }, (_, at) =>
    lines(at + 1)
      .map((line) => `        ${line}`)
      .join('\n'),
  ).join('\n');

const recipients = (count: number): string => many(count, (n) => [`C: RCPT TO:<b${n}@example.net>`, 'S: 250 OK']);

export const limitRcptCount: Rule = {
  id: 'limit-rcpt-count',
  group: 'limits',
  title: 'More than a hundred recipients',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  on: ['RCPT'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.5.3.1.8, 4.5.3.1.10'),
  explains:
    'A server must accept a hundred recipients in one transaction, and may answer 452 to more. That is not a failure: the recipients that were accepted get the message, and the client sends the rest in another transaction. A client that treats 452 as final loses them.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
${recipients(100)}
        C: RCPT TO:<b101@example.net>
      #    ^^^^ information: More than 100 recipients: a server must accept that many, and may answer 452 to more. Send the rest in another …
        S: 250 OK
        C: RCPT TO:<c@example.net>
        S: 452 4.5.3 Too many recipients
      `,
    ],
    silent: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
${recipients(100)}
      `,
    ],
  },
  check({ session }, report) {
    let accepted = 0;
    let first: (typeof session.exchanges)[number] | null = null;
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (command?.verb === 'MAIL') {
        accepted = 0;
        first = null;
      }
      if (command?.verb !== 'RCPT') continue;
      if (wasAccepted(exchange)) {
        accepted++;
        if (accepted === RECIPIENTS + 1) first = exchange;
        if (first && accepted === RECIPIENTS + 1)
          report({
            at: verbSpan(command),
            message: t(
              'More than {0} recipients: a server must accept that many, and may answer 452 to more. Send the rest in another transaction.',
              RECIPIENTS,
            ),
            exchange,
          });
      } else if (refusalOf(exchange)?.code === 452 && accepted >= RECIPIENTS && !first) {
        report({
          at: verbSpan(command),
          message: t(
            'The server accepted {0} recipients, as many as it must. The 452 is not a failure: send the rest in another transaction.',
            accepted,
          ),
          exchange,
        });
        return;
      }
    }
  },
};

export const limitRcptWrongCode: Rule = {
  id: 'limit-rcpt-wrong-code',
  group: 'limits',
  title: 'Wrong code for too many recipients',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['refusal'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.5.3.1.10'),
  explains:
    'A server that accepts no more recipients answers 452, and the client sends the rest later. This one answered with a permanent code, and clients bounce the mail to the remaining recipients. Old servers used 552 for it, which clients should treat as 452.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>
        S: 552 too many recipients
      #    ^^^ hint: The code for too many recipients is 452, after which the client sends the rest later; 552 makes it give up.
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 550 5.5.3 Too many recipients
      #    ^^^ hint: The code for too many recipients is 452, after which the client sends the rest later; 550 makes it give up.
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 452 4.5.3 Too many recipients', 'C: RCPT TO:<b@example.net>\nS: 552 5.2.2 Mailbox full'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const refusal = refusalOf(exchange);
      if (!refusal || refusal.code < 500 || !/too many (?:\w{1,12} )?recipients/i.test(textOfReply(refusal))) continue;
      if (exchange.command && exchange.command.verb !== 'RCPT') continue;
      if (/per (?:day|hour|minute)|daily|hourly|quota/i.test(textOfReply(refusal))) continue;
      report({
        at: codeSpan(refusal),
        message: t(
          'The code for too many recipients is 452, after which the client sends the rest later; {0} makes it give up.',
          refusal.code,
        ),
        exchange,
      });
      return;
    }
  },
};

export const limitReplyLengthTotal: Rule = {
  id: 'limit-reply-length-total',
  group: 'limits',
  title: 'Reply of more than a hundred lines',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['any'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.2.1'),
  explains:
    'No RFC limits the number of lines of a reply, but clients keep them all, and some stop reading after a while. The usual example is an old server’s reply to HELP.',
  examples: {
    fires: [
      `
        C: HELP
        S: 214-Commands:
${many(100, (n) => [`S: 214-line ${n}`])}
        S: 214 end
      #    ^^^ hint: This reply has 102 lines.
      `,
    ],
    silent: [
      `
        C: HELP
${many(99, (n) => [`S: 214-line ${n}`])}
        S: 214 end
      `,
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const reply = exchange.replies.find((one) => one.lines.length > 100);
      if (reply) report({ at: codeSpan(reply), message: t('This reply has {0} lines.', reply.lines.length), exchange });
    }
  },
};

export const limitMessage64k: Rule = {
  id: 'limit-message-64k',
  group: 'limits',
  title: 'Server that accepts less than 64 kilobytes',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['any'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.5.3.1.7', '1870 3'),
  explains:
    'Every server should accept messages of 64 kilobytes; this one announces a smaller limit. In a documentation example it is only a number.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 SIZE 65535
      #    ^^^^^^^^^^^^^^ hint: A server should accept messages of at least 64 kilobytes.
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 65536',
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 0',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      for (const line of lastReply(exchange)?.lines ?? []) {
        const match = /^250[ -]SIZE[ \t]+(\d{1,20})\b/i.exec(line.piece.text);
        if (!match || Number(match[1]) === 0 || Number(match[1]) >= 65_536) continue;
        report({ at: spanOf(line.line, line.piece), message: t('A server should accept messages of at least 64 kilobytes.'), exchange });
      }
    }
  },
};
