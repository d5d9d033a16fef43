import { cite } from '../../knowledge/source';
import { transactionBefore } from '../../session/envelope';
import { blamesHeader, mild } from '../../session/outcome/message-verdict';
import { textOfReply } from '../../session/outcome/refusal';
import { fieldsOf, fieldValue, type HeaderAt, messagesOf } from '../../session/reading/messages';
import { codeSpan } from '../../session/spans';
import { hasNonAscii } from '../../syntax/problem';
import { t } from '../../text/l10n';
import { type Span, spanOf } from '../../text/span';
import type { Rule } from '../rule';

const nameSpan = ({ at, nameTo }: HeaderAt): Span => spanOf(at.line, at.piece, 0, Math.max(1, nameTo));
const valueSpan = ({ at, valueAt }: HeaderAt): Span => spanOf(at.line, at.piece, valueAt);

export const headerMissingDateFrom: Rule = {
  id: 'header-missing-date-from',
  group: 'message',
  title: 'Message without Date or From',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5322 3.6'),
  explains:
    'Every message has a Date and a From field. Submission servers add a missing Date; others refuse the message with 550 5.7.1 or 5.6.0, and spam filters count it. Let the program set both, and put an address in From.',
  examples: {
    fires: [
      `
        C: Subject: hi
      #    ^^^^^^^ warning: The message has neither From nor Date; both are required.
        C:
        C: text
        C: .
        S: 550 5.7.1 missing a valid address in From:
      #    ~~~ The server refuses the message for its header.
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
      #    ^^^^^^^ warning: The message has neither From nor Date; both are required.
        C:
        C: text
        C: .
        S: 550 5.7.1 Messages missing a valid address in From:
      #    ~~~ The server refuses the message for its header.
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: Date: Thu, 1 Jan 2026 00:00:00 +0000\nC: Subject: hi\nC: \nC: text\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: hello\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      if (!message.whole || message.headers.length === 0) continue;
      const missing = ['from', 'date'].filter((name) => fieldsOf(message, name).length === 0);
      if (missing.length === 0) continue;
      const blamed =
        blamesHeader(message) &&
        (missing.includes('from') ||
          /date/i.test(textOfReply(message.reply ?? { code: 0, enhanced: null, lines: [], complete: true, mixed: false })));
      report({
        at: nameSpan(message.headers[0]),
        message:
          missing.length === 2
            ? t('The message has neither From nor Date; both are required.')
            : missing[0] === 'from'
              ? t('The message has no From field, which is required.')
              : t('The message has no Date field, which is required; submission servers add it.'),
        exchange: message.exchange,
        severity: blamed ? 'warning' : 'hint',
        related:
          blamed && message.reply ? [{ at: codeSpan(message.reply), message: t('The server refuses the message for its header.') }] : [],
      });
    }
  },
};

/** Fields that may occur once (RFC 5322 §3.6). */
const SINGLE = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'date',
  'message-id',
  'subject',
  'mime-version',
  'content-type',
  'in-reply-to',
  'references',
];

export const headerDuplicate: Rule = {
  id: 'header-duplicate',
  group: 'message',
  title: 'Header field that occurs twice',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5322 3.6'),
  explains:
    'From, To, Subject, Date and Message-ID may each occur once. With two of them, programs show the one or the other. Forgers use that, and Gmail and others refuse such messages. Usually a program adds a field that the text already has.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: From: a@example.com
      #    ~~~~ Here it occurs first.
        C: From: b@example.com
      #    ^^^^ error: From occurs twice in the header; only one is allowed. Remove one.
        C: Subject: hi
        C:
        C: text
        C: .
        S: 550 5.7.1 multiple From headers
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: Received: from a.example\nC: Received: from b.example\nC: From: a@example.com\nC: Subject: hi\nC: \nC: text\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      for (const name of SINGLE) {
        const [first, second] = fieldsOf(message, name);
        if (!second) continue;
        report({
          at: nameSpan(second),
          message: t('{0} occurs twice in the header; only one is allowed. Remove one.', second.at.piece.text.slice(0, second.nameTo)),
          exchange: message.exchange,
          related: [{ at: nameSpan(first), message: t('Here it occurs first.') }],
        });
        break;
      }
    }
  },
};

export const headerNonascii: Rule = {
  id: 'header-nonascii',
  group: 'message',
  title: 'Unencoded non-ASCII header',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5322 2.2', '2047 2', '6532 3'),
  explains:
    'Without SMTPUTF8 a header is ASCII only; other letters are sent as encoded words: =?UTF-8?Q?=C5=BDlu=C5=A5?=. Raw letters are shown garbled by some programs and refused by others. Libraries encode fields that are set through them; fields written by hand are not encoded.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: Subject: Žluť
      #             ^^^^ warning: This header line has non-ASCII letters; without SMTPUTF8 they must be sent as encoded words (RFC 2047).
        C:
        C: text
        C: .
        S: 554 5.6.0 Non-ASCII header
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> SMTPUTF8\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: Subject: Žluť\nC: \nC: text\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: Subject: =?UTF-8?Q?=C5=BDlu?=\nC: \nC: text\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const { mail } = transactionBefore(session, message.exchange.index);
      if (mail?.parameters.some((one) => one.name === 'SMTPUTF8')) continue;
      const field = message.headers.find(
        (header) => hasNonAscii(header.at.piece.text) && !/[\u2026\u2588\ufffd]/.test(header.at.piece.text),
      );
      if (!field) continue;
      report({
        at: valueSpan(field),
        message: t('This header line has non-ASCII letters; without SMTPUTF8 they must be sent as encoded words (RFC 2047).'),
        exchange: message.exchange,
        severity: mild(message),
      });
    }
  },
};

export const headerBccLeak: Rule = {
  id: 'header-bcc-leak',
  group: 'message',
  title: 'Bcc field in the message that is sent',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5322 3.6.3', '5321 7.2'),
  explains:
    'Bcc names recipients whom the others must not see. The client should use it for the envelope and leave it out of the message; here it is sent. Some submission servers remove it; others deliver it to all recipients.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: From: a@example.com
        C: Bcc: secret@example.net
      #    ^^^ warning: The Bcc field is sent with the message: unless the server removes it, all recipients see it. Leave it out.
        C:
        C: text
        C: .
        S: 554 5.6.0 Refused
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: Bcc:\nC: \nC: text\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: Cc: c@example.net\nC: \nC: text\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const field = fieldsOf(message, 'bcc').find((one) => fieldValue(message, one).trim() !== '');
      if (!field) continue;
      report({
        at: nameSpan(field),
        message: t('The Bcc field is sent with the message: unless the server removes it, all recipients see it. Leave it out.'),
        exchange: message.exchange,
        severity: mild(message),
      });
    }
  },
};
