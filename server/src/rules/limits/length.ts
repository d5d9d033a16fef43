import { parameter as parameterRow } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { type Envelope, envelopesOf } from '../../session/envelope';
import { type Exchange, lastReply } from '../../session/model';
import {
  LINE_TOO_LONG,
  refusalOf,
  refusesSyntax,
  saysLineTooLong,
  slipSeverity,
  textOfReply,
  wasAccepted,
} from '../../session/outcome/refusal';
import { messagesOf } from '../../session/reading/messages';
import { replySpan } from '../../session/spans';
import { spotIn } from '../../session/spot';
import { octetsOf } from '../../syntax/problem';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** RFC 5321 §4.5.3.1.4 and .5: octets of a command or reply line with its CRLF; .6: of a line of text; RFC 4954 §4: of an AUTH line. */
const COMMAND_LINE = 512;
const REPLY_LINE = 512;
const TEXT_LINE = 1000;

/** What a command line may be longer by its parameters (RFC 1870 §3, RFC 3461 §4, RFC 6152 §2 and others). */
function allowance({ parameters }: Envelope): number {
  let more = 0;
  for (const { name } of parameters) more += parameterRow(name)?.addsLength ?? (/^(?:ORCPT|NOTIFY|RET|ENVID)$/.test(name) ? 500 : 0);
  return more;
}

export const limitCommandLine: Rule = {
  id: 'limit-command-line',
  group: 'limits',
  title: 'Command line that is too long',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-command', 'refusal'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.5.3.1.4', '1870 3', '3461 4'),
  explains:
    'A command line has at most 512 octets with its line end, and some more for each extension that its parameters belong to. Servers need not read more and answer 500 5.5.2. A very long address, or a list of them in one RCPT, is the usual cause.',
  examples: {
    fires: [
      `
        C: RCPT TO:<${'a'.repeat(489)}@example.net>
      #    ^^… error: This line has 513 octets; servers must accept …
        S: 500 5.5.2 Error: line too long
      `,
      `
        C: RCPT TO:<b@example.net>
      #    ^^^^^^^^^^^^^^^^^^^^^^^ error: The server says that this line is too long; it may not be shown as it was sent.
        S: 500 5.5.2 line too long
      `,
    ],
    silent: [
      `C: RCPT TO:<${'a'.repeat(488)}@example.net>\nS: 250 OK`,
      'C: RCPT TO:<b@example.net>\nS: 250 OK',
      `C: NOOP ${'a'.repeat(400)}\nS: 250 OK`,
    ],
  },
  check({ session }, report) {
    const envelopes = new Map(envelopesOf(session).map((one) => [one.exchange, one]));
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      if (kind !== 'command' || !command || command.masked || command.elided || command.verb === 'AUTH' || command.verb === '?') continue;
      const envelope = envelopes.get(exchange);
      const limit = COMMAND_LINE + (envelope ? allowance(envelope) : 0);
      const octets = octetsOf(command.piece.text) + 2;
      const told = saysLineTooLong(exchange) && refusalOf(exchange)?.code === 500;
      // A client's data read as commands is another story, and a line without a known verb mostly that.
      if (octets <= limit ? !told : command.verb.length > 12) continue;
      report({
        at: spotIn(command),
        message:
          octets > limit
            ? t('This line has {0} octets; servers must accept {1}, and may refuse more.', octets, limit)
            : t('The server says that this line is too long; it may not be shown as it was sent.'),
        exchange,
        severity:
          octets > limit ? slipSeverity(exchange, (reply) => refusesSyntax(reply) || LINE_TOO_LONG.test(textOfReply(reply))) : undefined,
      });
    }
  },
};

export const limitReplyLine: Rule = {
  id: 'limit-reply-line',
  group: 'limits',
  title: 'Reply line that is too long',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-reply'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.5.3.1.5'),
  explains:
    'A line of a reply has at most 512 octets with its line end. Clients with a fixed buffer cut a longer one, and read the rest as another reply. The server should break the text over several lines.',
  examples: {
    fires: [
      `
        C: NOOP
        S: 250 ${'a'.repeat(507)}
      #    ^^… hint: This line of the reply has 513 octets; clients …
      `,
    ],
    silent: [`C: NOOP\nS: 250 ${'a'.repeat(506)}`, 'C: NOOP\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      for (const reply of exchange.replies) {
        const line = reply.lines.find((one) => octetsOf(one.piece.text) + 2 > REPLY_LINE && one.separator !== 'continues');
        if (!line) continue;
        report({
          at: spanOf(line.line, line.piece),
          message: t(
            'This line of the reply has {0} octets; clients must accept {1}, and may cut more.',
            octetsOf(line.piece.text) + 2,
            REPLY_LINE,
          ),
          exchange,
        });
        return;
      }
    }
  },
};

export const limitBodyLine: Rule = {
  id: 'limit-body-line',
  group: 'limits',
  title: 'Message line longer than 998 octets',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['message', 'hidden'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.5.3.1.6', '5322 2.1.1'),
  explains:
    'A line of a message has at most 998 octets before its line end. Programs that write a whole HTML page on one line exceed it. Exim refuses such messages; other servers break the line, which spoils DKIM signatures and sometimes the page. Encode the body as quoted-printable or base64, or break its lines.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C:
        C: ${'a'.repeat(999)}
      #    ^^… warning: This line has 999 octets; a message may have …
        C: .
        S: 550 message has lines too long for transport
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C: .
        S: 550 5.6.0 line too long
      #    ^^^^^^^^^^^^^^^^^^^^^^^ warning: The server refuses the message because a line is longer than 998 octets. Encode the body as …
      `,
    ],
    silent: [`C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: ${'a'.repeat(998)}\nC: .\nS: 250 OK`],
  },
  check({ session, mailData }, report) {
    const told = new Set<Exchange>();
    for (const message of messagesOf(session, mailData)) {
      const line = message.lines.find((one) => one.piece.text.length + 2 > TEXT_LINE / 3 && octetsOf(one.piece.text) + 2 > TEXT_LINE);
      if (!line) continue;
      told.add(message.exchange);
      report({
        at: spanOf(line.line, line.piece),
        message: t(
          'This line has {0} octets; a message may have 998. Some servers refuse it, others break it, which spoils signatures. Encode the body as quoted-printable.',
          octetsOf(line.piece.text),
        ),
        exchange: message.exchange,
        severity: wasAccepted(message.exchange) ? 'hint' : undefined,
      });
    }
    // The server measured what the text does not show.
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      const ended = exchange.kind === 'data' || (exchange.kind === 'command' && exchange.command === null);
      if (!ended || !reply || told.has(exchange) || !saysLineTooLong(exchange) || /header/i.test(textOfReply(reply))) continue;
      report({
        at: replySpan(reply),
        message: t(
          'The server refuses the message because a line is longer than 998 octets. Encode the body as quoted-printable or base64.',
        ),
        exchange,
      });
    }
  },
};

export const limitHeaderLine: Rule = {
  id: 'limit-header-line',
  group: 'limits',
  title: 'Header line that is too long',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5322 2.1.1, 2.2.3'),
  explains:
    'A line of the header must not have more than 998 octets, and should not have more than 78. Long fields are folded: a line end, then a space, and the field goes on. Libraries fold automatically; a field that was put together by hand is not folded.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: ${'a'.repeat(990)}
      #    ^^… hint: This header line has 999 octets; at most 998 …
        C:
        C: Hi
        C: .
        S: 250 OK
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: ${'a'.repeat(70)}
      #    ^^… hint: This header line has 79 octets; at most 998 are …
        C:
        C: Hi
        C: .
        S: 250 OK
      `,
    ],
    silent: [
      `C: DATA\nS: 354 Go ahead\nC: Subject: ${'a'.repeat(69)}\nC: \nC: Hi\nC: .\nS: 250 OK`,
      `C: DATA\nS: 354 Go ahead\nC: Subject: ${'a '.repeat(30)}\nC: \nC: Hi\nC: .\nS: 250 OK`,
    ],
  },
  check({ session, mailData, strictness }, report) {
    const limit = strictness === 'pedantic' ? 78 : 998;
    for (const message of messagesOf(session, mailData)) {
      const field = message.headers.find((header) => header.kind !== 'other' && octetsOf(header.at.piece.text) > limit);
      if (!field) continue;
      report({
        at: spanOf(field.at.line, field.at.piece),
        message: t('This header line has {0} octets; at most 998 are allowed, and 78 recommended. Fold it.', octetsOf(field.at.piece.text)),
        exchange: message.exchange,
      });
    }
  },
};
