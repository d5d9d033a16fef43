import { rfc } from '../../knowledge/source';
import { ehloRepliesOf } from '../../session/ehlo-reply';
import { peerOf, protectionOf } from '../../session/outcome/protection';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

export const authAdvertisedCleartext: Rule = {
  id: 'auth-advertised-cleartext',
  group: 'security',
  title: 'Login offered before TLS',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(4954, '4'), rfc(8314, '4.1')],
  explains:
    'The server offers mechanisms that send the password in clear while the connection is not encrypted. A careless client will use them. Offer AUTH only after STARTTLS (Postfix: smtpd_tls_auth_only, Exim: auth_advertise_hosts, Dovecot: ssl = required).',
  examples: {
    fires: [
      `
        S: 250-STARTTLS
        S: 250 AUTH PLAIN
      #        ^^^^^^^^^^ information: The server accepts passwords although the connection is not encrypted yet. It should offer AUTH …
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-AUTH LOGIN PLAIN
      #        ^^^^^^^^^^^^^^^^ information: The server accepts passwords although the connection is not encrypted yet. It should offer …
        S: 250 STARTTLS
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH LOGIN PLAIN',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-AUTH CRAM-MD5\nS: 250 STARTTLS',
    ],
  },
  check({ session, states }, report) {
    if (peerOf(session).local) return;
    for (const { exchange, keywords } of ehloRepliesOf(session)) {
      if (exchange.command?.tls === true) continue;
      if (!keywords.some(({ name }) => name === 'STARTTLS') && protectionOf(session, states, exchange) !== 'clear') continue;
      const auth = keywords.find(({ name, parameters }) => name === 'AUTH' && /\b(?:PLAIN|LOGIN)\b/i.test(parameters));
      if (!auth) continue;
      report({
        at: spanOf(auth.line.line, auth.line.piece, auth.from),
        message: t('The server accepts passwords although the connection is not encrypted yet. It should offer AUTH only after STARTTLS.'),
        exchange,
      });
      return;
    }
  },
};
