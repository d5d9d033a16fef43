import { cite } from '../../knowledge/source';
import { transactionBefore } from '../../session/envelope';
import { refusalOf } from '../../session/outcome/refusal';
import { fieldsOf, fieldValue, type HeaderAt, messagesOf } from '../../session/reading/messages';
import { organisation } from '../../syntax/domain';
import { domainOfAddressField } from '../../syntax/header-line';
import { isMaskedAddress } from '../../syntax/masked';
import { t } from '../../text/l10n';
import { type Span, spanOf } from '../../text/span';
import type { Rule } from '../rule';

const valueSpan = ({ at, valueAt }: HeaderAt): Span => spanOf(at.line, at.piece, valueAt);

export const headerEnvelopeFromMismatch: Rule = {
  id: 'header-envelope-from-mismatch',
  group: 'message',
  title: 'Envelope sender in another domain than From',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('7489 3.1', '5321 4.4'),
  explains:
    'MAIL names one domain and the From field another. That is usual for mailing services, but SPF then vouches for the first domain only, and DMARC requires one that matches From. If a server refuses with 5.7.26 or 5.7.1, sign with DKIM for the domain of From, or use an envelope sender in it.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<x@bounce.example>
      #              ~~~~~~~~~~~~~~~~~~ This is the envelope sender.
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: From: a@example.com
      #          ^^^^^^^^^^^^^ information: From and the envelope sender have different domains: SPF vouches only for the envelope’s. …
        C:
        C: text
        C: .
        S: 550 5.7.26 Unauthenticated email is not accepted
      `,
    ],
    silent: [
      'C: MAIL FROM:<x@bounce.example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: \nC: text\nC: .\nS: 250 OK',
      'C: MAIL FROM:<>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: \nC: text\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const { mail } = transactionBefore(session, message.exchange.index);
      const envelope = mail && !mail.masked ? mail.argument.mailbox?.domain?.text.toLowerCase() : undefined;
      const [field] = fieldsOf(message, 'from');
      const value = field ? fieldValue(message, field) : '';
      const domain = domainOfAddressField(value);
      if (!mail || !field || !envelope?.includes('.') || !domain?.includes('.') || isMaskedAddress(value)) continue;
      if (organisation(domain) === organisation(envelope)) continue;
      const refusal = refusalOf(message.exchange);
      const blamed = refusal !== null && /^5\.7\.(?:1|26|27|509)$/.test(refusal.enhanced ?? '');
      report({
        at: valueSpan(field),
        message: blamed
          ? t(
              'From and the envelope sender have different domains: SPF vouches only for the envelope’s. DMARC needs a DKIM signature for the domain of From.',
            )
          : t('From and the envelope sender have different domains: DMARC needs a DKIM signature for the domain of From.'),
        exchange: message.exchange,
        severity: blamed ? 'information' : 'hint',
        related: [
          {
            at: spanOf(mail.command.line, mail.command.piece, mail.argument.path.from, mail.argument.path.to),
            message: t('This is the envelope sender.'),
          },
        ],
      });
    }
  },
};
