import { rfc } from '../../knowledge/source';
import { nameOf } from '../../session/model';
import { exchangeSpan, verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const authInsideTransaction: Rule = {
  id: 'auth-inside-transaction',
  group: 'sequence',
  title: 'AUTH inside a transaction',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['AUTH'],
  with: ['MAIL'],
  gates: ['no-gap'],
  sources: [rfc(4954, '4')],
  explains:
    'AUTH is not allowed between MAIL and the end of the message: the server has already judged the sender as a client without a login. Log in after EHLO, before the first MAIL. Here, finish the message or send RSET first.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
      #    ~~~~ The transaction begins here.
        S: 250 OK
        C: AUTH LOGIN
      #    ^^^^ error: AUTH is not allowed inside a transaction. Log in before MAIL.
        S: 503 5.5.1 MAIL transaction in progress
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Authentication required\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RSET\nS: 250 OK\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
    ],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const { transaction } = states[exchange.index];
      if (nameOf(exchange) !== 'AUTH' || typeof transaction === 'string' || !exchange.command || transaction.mail.trust !== 'certain')
        continue;
      const mail = exchangeSpan(transaction.mail);
      report({
        at: verbSpan(exchange.command),
        message: t('AUTH is not allowed inside a transaction. Log in before MAIL.'),
        exchange,
        related: mail ? [{ at: mail, message: t('The transaction begins here.') }] : [],
      });
    }
  },
};

const authTwice: Rule = {
  id: 'auth-twice',
  group: 'sequence',
  title: 'AUTH after a successful AUTH',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['AUTH'],
  gates: ['no-gap'],
  sources: [rfc(4954, '4')],
  explains:
    'The client is already logged in; AUTH may succeed only once in a session. Connection pools do it when they log in before each message. To log in as another user, open a new connection.',
  examples: {
    fires: [
      `
        S: 235 2.7.0 OK
        C: AUTH PLAIN
      #    ^^^^ error: The client is already logged in; AUTH may succeed only once in a session. Leave out the second AUTH.
        S: 503 5.5.1 already authenticated
      `,
      `
        C: AUTH PLAIN
        S: 334\x20
        C: AGFsaWNlAFJFREFDVEVE
      #    ~~~~~~~~~~~~~~~~~~~~ It succeeded here.
        S: 235 2.7.0 OK
        C: AUTH LOGIN
      #    ^^^^ error: The client is already logged in; AUTH may succeed only once in a session. Leave out the second AUTH.
        S: 503 5.5.1 already authenticated
      `,
    ],
    silent: [
      'C: AUTH PLAIN\nS: 504 5.5.4 Unrecognized mechanism\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 Bad credentials\nC: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 Bad credentials',
    ],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const { auth, authBy } = states[exchange.index];
      if (nameOf(exchange) !== 'AUTH' || auth !== 'done' || !exchange.command) continue;
      const first = authBy && exchangeSpan(authBy);
      report({
        at: verbSpan(exchange.command),
        message: t('The client is already logged in; AUTH may succeed only once in a session. Leave out the second AUTH.'),
        exchange,
        related: first ? [{ at: first, message: t('It succeeded here.') }] : [],
      });
    }
  },
};

export const authRules: readonly Rule[] = [authInsideTransaction, authTwice];
