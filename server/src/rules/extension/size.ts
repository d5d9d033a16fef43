import { cite } from '../../knowledge/source';
import { type Envelope, envelopesOf, transactionBefore } from '../../session/envelope';
import { keywordSpan, offerTo } from '../../session/outcome/offered';
import { refusalOf, slipSeverity, wasAccepted } from '../../session/outcome/refusal';
import { messagesOf } from '../../session/reading/messages';
import { codeSpan } from '../../session/spans';
import { spotIn } from '../../session/spot';
import { octetsOf } from '../../syntax/problem';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** The declared size, or null. */
function declared({ parameters }: Envelope): number | null {
  const value = parameters.find((one) => one.name === 'SIZE')?.value?.text ?? '';
  return /^\d{1,20}$/.test(value) ? Number(value) : null;
}

/** The limit that a SIZE keyword names; null where it names none (RFC 1870 §3: 0 is no limit, no number is unknown). */
function limitOf(parameters: string | undefined): number | null {
  const match = /^\s{0,8}(\d{1,20})\b/.exec(parameters ?? '');
  return match && Number(match[1]) > 0 ? Number(match[1]) : null;
}

const refusesSize = (reply: { code: number; enhanced: string | null }): boolean =>
  reply.code === 552 || reply.code === 452 || reply.code === 523 || /^[45]\.(?:3\.4|2\.3)$/.test(reply.enhanced ?? '');

export const extSizeDeclaredOverLimit: Rule = {
  id: 'ext-size-declared-over-limit',
  group: 'extension',
  title: 'Message larger than the server accepts',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 3,
  sources: cite('1870 3, 6.1'),
  explains:
    'The server named its limit in the EHLO reply, and MAIL announces a larger message. It answers 552 5.3.4, which the client could have known before. Make the message smaller (attachments grow by a third when they are encoded), send a link instead, or raise the limit of the server.',
  examples: {
    fires: [
      `
        S: 250 SIZE 1000
      #        ~~~~~~~~~ The server names its limit here.
        C: MAIL FROM:<a@example.com> SIZE=1001
      #                              ^^^^^^^^^ error: The message has 1001 octets; the server accepts 1000. Make it smaller before …
        S: 552 5.3.4 Message size exceeds fixed limit
      `,
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 SIZE 1000
      #        ~~~~~~~~~ The server names its limit here.
        C: MAIL FROM:<a@example.com> SIZE=2000
      #                              ^^^^^^^^^ error: The message has 2000 octets; the server accepts 1000. Make it smaller before …
        S: 552 5.3.4 Message size exceeds fixed limit
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.com> SIZE=1000\nS: 250 OK',
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 0\nC: MAIL FROM:<a@example.com> SIZE=2000\nS: 250 OK',
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE\nC: MAIL FROM:<a@example.com> SIZE=2000\nS: 250 OK',
    ],
  },
  check({ session, states, open }, report) {
    for (const envelope of envelopesOf(session)) {
      const { command, exchange, parameters } = envelope;
      const size = declared(envelope);
      if (size === null) continue;
      const offer = offerTo(session, states, exchange, open('capabilities', exchange));
      const limit = limitOf(offer?.keywords.get('SIZE'));
      if (!offer || limit === null || size <= limit) continue;
      const parameter = parameters.find((one) => one.name === 'SIZE');
      const at = keywordSpan(offer, 'SIZE');
      report({
        at: spotIn(command, parameter?.from, parameter?.to),
        message: t(
          'The message has {0} octets; the server accepts {1}. Make it smaller before sending it.',
          parameter?.value?.text ?? size,
          limit,
        ),
        exchange,
        severity: slipSeverity(exchange, refusesSize),
        related: at ? [{ at, message: t('The server names its limit here.') }] : [],
      });
    }
  },
};

export const extSizeNotDeclared: Rule = {
  id: 'ext-size-not-declared',
  group: 'extension',
  title: 'Size not declared in MAIL',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['data'],
  with: ['refusal'],
  gates: [],
  tier: 5,
  sources: cite('1870 5'),
  explains:
    'The server refused the message for its size after the whole message had been sent. It offers SIZE: a client that announces the size in MAIL learns this before sending. Add SIZE=octets to MAIL.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 SIZE 1000
        C: MAIL FROM:<a@example.com>
      #    ^^^^ hint: The server offers SIZE: with the size in MAIL it would have refused before the message was sent. Add SIZE=octets to …
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C: .
        S: 552 5.3.4 Message too big
      #    ~~~ It is refused here for its size.
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.com> SIZE=900\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: .\nS: 552 5.3.4 Message too big',
    ],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const refusal = refusalOf(exchange);
      if (exchange.kind !== 'data' || refusal?.code !== 552) continue;
      const { mail } = transactionBefore(session, exchange.index);
      if (!mail || !states[mail.exchange.index]?.capabilities?.has('SIZE') || mail.parameters.some((one) => one.name === 'SIZE')) continue;
      report({
        at: spotIn(mail.command, mail.command.verbFrom, mail.command.verbTo),
        message: t(
          'The server offers SIZE: with the size in MAIL it would have refused before the message was sent. Add SIZE=octets to MAIL.',
        ),
        exchange: mail.exchange,
        related: [{ at: codeSpan(refusal), message: t('It is refused here for its size.') }],
      });
    }
  },
};

/** The size on the wire: every line with its CRLF, without the dots that were doubled for transport. */
export const extSizeBodyMismatch: Rule = {
  id: 'ext-size-body-mismatch',
  group: 'extension',
  title: 'Message size differs from the announced size',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  with: ['parameter'],
  gates: ['sides'],
  tier: 5,
  sources: cite('1870 5, 6.2'),
  explains:
    'MAIL announced one size and the message that follows has another. The announcement may be an estimate, but a server may refuse the message at its end when it grows past its limit. Count the octets as they are sent, with CR LF as two.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> SIZE=10
      #                              ^^^^^^^ hint: MAIL announced 10 octets; the message has about 69.
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: Subject: a subject that is longer
        C:
        C: and a text that is longer, too
        C: .
        S: 552 5.3.4 Message too big
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> SIZE=20\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: abc\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const { mail } = transactionBefore(session, message.exchange.index);
      const size = mail && declared(mail);
      // A pasted message is usually shortened: only one that outgrew what was announced, and was refused, says something.
      if (!mail || size === null || !message.whole || wasAccepted(message.exchange)) continue;
      const octets = message.lines.reduce((sum, line) => sum + octetsOf(line.piece.text) + 2, 0);
      const refusal = refusalOf(message.exchange);
      if (octets <= size * 1.05 + message.lines.length || !refusal || !refusesSize(refusal)) continue;
      const parameter = mail.parameters.find((one) => one.name === 'SIZE');
      report({
        at: spotIn(mail.command, parameter?.from, parameter?.to),
        message: t('MAIL announced {0} octets; the message has about {1}.', size, octets),
        exchange: mail.exchange,
      });
    }
  },
};
