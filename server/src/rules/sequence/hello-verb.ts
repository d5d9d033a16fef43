import { rfc } from '../../knowledge/source';
import { speaksLmtp } from '../../session/hello';
import { codeOf, type Exchange, nameOf } from '../../session/model';
import { verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Fix, Rule } from '../rule';

function otherVerb(exchange: Exchange, verb: string): readonly Fix[] {
  const { command } = exchange;
  return command ? [{ title: t('Write {0}', verb), edits: [{ span: verbSpan(command), text: verb }], unsafe: true }] : [];
}

const authAfterHelo: Rule = {
  id: 'auth-after-helo',
  group: 'sequence',
  title: 'AUTH after HELO',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['AUTH'],
  with: ['HELO'],
  gates: ['no-gap'],
  sources: [rfc(4954, '4'), rfc(5321, '2.2.1')],
  explains:
    'The client said hello with HELO, the old form without extensions, and then tries to log in. AUTH is an extension and exists only after EHLO; after HELO a server answers that authentication is not enabled. Send `EHLO` instead of `HELO`.',
  examples: {
    fires: [
      `
        C: HELO client.example.org
      #    ~~~~ This should be EHLO.
        S: 250 mx.example.net
        C: AUTH LOGIN
      #    ^^^^ error: AUTH needs EHLO, but the client sent HELO, which has no extensions. Send EHLO instead.
        S: 503 5.5.1 Error: authentication not enabled
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'C: HELO client.example.org\nS: 250 mx.example.net\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
    ],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const { hello, helloBy } = states[exchange.index];
      if (nameOf(exchange) !== 'AUTH' || hello !== 'helo' || !exchange.command) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('AUTH needs EHLO, but the client sent HELO, which has no extensions. Send EHLO instead.'),
        exchange,
        related: helloBy?.command ? [{ at: verbSpan(helloBy.command), message: t('This should be EHLO.') }] : [],
        fixes: helloBy ? otherVerb(helloBy, 'EHLO') : [],
      });
      return;
    }
  },
};

const lhloOnSmtp: Rule = {
  id: 'lhlo-on-smtp',
  group: 'sequence',
  title: 'LHLO to an SMTP server',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['LHLO'],
  gates: ['both', 'pair'],
  sources: [rfc(2033, '4.1')],
  explains:
    'LHLO is the hello of LMTP, which delivers to mailboxes and has a port or a socket of its own. This server speaks SMTP and does not know it. Connect to the LMTP port, or make the client speak SMTP.',
  examples: {
    fires: [
      `
        C: LHLO client.example.org
      #    ^^^^ error: LHLO belongs to LMTP; this server speaks SMTP. Send EHLO, or connect to the LMTP port.
        S: 500 5.5.1 unrecognized command
      `,
    ],
    silent: [
      'C: LHLO client.example.org\nS: 250 mx.example.net',
      'S: 220 mx.example.net LMTP ready\nC: LHLO client.example.org\nS: 501 5.5.4 Bad name',
    ],
  },
  check({ session }, report) {
    if (speaksLmtp(session)) return;
    for (const exchange of session.exchanges) {
      if (nameOf(exchange) !== 'LHLO' || ![500, 502, 503, 504].includes(codeOf(exchange)) || !exchange.command) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('LHLO belongs to LMTP; this server speaks SMTP. Send EHLO, or connect to the LMTP port.'),
        exchange,
        fixes: otherVerb(exchange, 'EHLO'),
      });
      return;
    }
  },
};

const heloOnLmtp: Rule = {
  id: 'helo-on-lmtp',
  group: 'sequence',
  title: 'EHLO to an LMTP server',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['LMTP'],
  gates: ['both', 'pair'],
  sources: [rfc(2033, '4.1')],
  explains:
    'The greeting says that this server speaks LMTP, where the hello is LHLO, and EHLO and HELO do not exist. An LMTP server has to refuse them. One that accepts them confuses clients, because LMTP answers the message once for each recipient. Send `LHLO`, or connect to an SMTP port.',
  examples: {
    fires: [
      `
        S: 220 mail.example.net LMTP ready
        C: EHLO client.example.org
      #    ^^^^ error: The server speaks LMTP, where the hello is LHLO, not EHLO.
        S: 500 5.5.1 Unknown command
      `,
    ],
    silent: [
      'S: 220 mail.example.net LMTP ready\nC: LHLO client.example.org\nS: 250 mail.example.net',
      'S: 220 mail.example.net ESMTP\nC: EHLO client.example.org\nS: 500 5.5.1 Unknown command',
    ],
  },
  check({ session }, report) {
    if (!speaksLmtp(session)) return;
    for (const exchange of session.exchanges) {
      const name = nameOf(exchange);
      if ((name !== 'EHLO' && name !== 'HELO') || !exchange.command) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The server speaks LMTP, where the hello is LHLO, not {0}.', name),
        exchange,
        fixes: otherVerb(exchange, 'LHLO'),
      });
      return;
    }
  },
};

/** The verb of a hello does not fit the server, or what follows. */
export const helloVerbRules: readonly Rule[] = [authAfterHelo, lhloOnSmtp, heloOnLmtp];
