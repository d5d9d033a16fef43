import { cite } from '../../knowledge/source';
import { refusalOf, saysLineTooLong, wasAccepted } from '../../session/outcome/refusal';
import { codeSpan } from '../../session/spans';
import { spotIn } from '../../session/spot';
import { octetsOf } from '../../syntax/problem';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const AUTH_LINE = 12_288;

export const limitAuthLine: Rule = {
  id: 'limit-auth-line',
  group: 'limits',
  title: 'Login line that is too long',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4'),
  explains:
    'A line of an AUTH dialogue may have 12288 octets; a server that reads less must answer 500 5.5.6. Long tokens and Kerberos tickets come near it. Ask the identity provider for a smaller token, or use a server with a larger buffer.',
  examples: {
    fires: [
      `
        C: AUTH XOAUTH2 ${'QUJD'.repeat(3069)}
      #    ^^… warning: This line of the login is longer than the …
        S: 500 5.5.6 Authentication exchange line is too long
      #    ~~~ The server says it here.
      `,
      `
        C: AUTH XOAUTH2 QUJDREVG
      #    ^^^^^^^^^^^^^^^^^^^^^ warning: This line of the login is longer than the server reads; it must read at least 12288 octets.
        S: 500 5.5.6 Authentication exchange line is too long
      #    ~~~ The server says it here.
      `,
      `
        C: AUTH XOAUTH2 ${'QUJD'.repeat(3069)}
      #    ^^… warning: This line of the login is longer than the …
        S: 535 5.7.8 Authentication failed
      #    ~~~ The server says it here.
      `,
    ],
    silent: [
      `C: AUTH XOAUTH2 ${'QUJD'.repeat(3068)}\nS: 535 5.7.8 Authentication failed`,
      'C: AUTH XOAUTH2 QUJDREVG\nS: 535 5.7.8 Authentication failed',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (!command || !(command.verb === 'AUTH' || exchange.kind === 'auth')) continue;
      const refusal = refusalOf(exchange);
      const told = refusal !== null && (refusal.enhanced === '5.5.6' || saysLineTooLong(exchange));
      if (!told && (command.masked || octetsOf(command.piece.text) + 2 <= AUTH_LINE)) continue;
      report({
        at: spotIn(command),
        message: t('This line of the login is longer than the server reads; it must read at least {0} octets.', AUTH_LINE),
        exchange,
        severity: wasAccepted(exchange) ? 'hint' : undefined,
        related: refusal ? [{ at: codeSpan(refusal), message: t('The server says it here.') }] : [],
      });
    }
  },
};
