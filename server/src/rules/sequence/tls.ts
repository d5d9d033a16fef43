import { rfc } from '../../knowledge/source';
import { codeOf, type Exchange, lastReply, nameOf } from '../../session/model';
import { textOfReply, wasRefused } from '../../session/outcome/refusal';
import { codeSpan, exchangeSpan, verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const starttlsMidTransaction: Rule = {
  id: 'starttls-mid-transaction',
  group: 'sequence',
  title: 'STARTTLS inside a transaction',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['STARTTLS'],
  with: ['MAIL'],
  gates: ['no-gap'],
  sources: [rfc(3207, '4'), rfc(3207, '4.2')],
  explains:
    'STARTTLS makes the server forget everything that was said in clear. It would drop the open transaction, and servers refuse it there. Send STARTTLS after the first EHLO, before AUTH and MAIL.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
      #    ~~~~ The transaction begins here.
        S: 250 OK
        C: STARTTLS
      #    ^^^^^^^^ error: STARTTLS inside a transaction would drop it. Send it after the first EHLO, before MAIL.
        S: 503 5.5.1 MAIL transaction in progress
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first\nC: STARTTLS\nS: 220 Ready'],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const { transaction } = states[exchange.index];
      if (nameOf(exchange) !== 'STARTTLS' || typeof transaction === 'string' || !exchange.command) continue;
      const mail = exchangeSpan(transaction.mail);
      report({
        at: verbSpan(exchange.command),
        message: t('STARTTLS inside a transaction would drop it. Send it after the first EHLO, before MAIL.'),
        exchange,
        related: mail ? [{ at: mail, message: t('The transaction begins here.') }] : [],
      });
    }
  },
};

const ALREADY = /\b(?:TLS|SSL) (?:is |was )?already\b|already (?:in|using|running|under|started) (?:TLS|SSL)\b|already encrypted/i;

const starttlsWhenTlsActive: Rule = {
  id: 'starttls-when-tls-active',
  group: 'sequence',
  title: 'STARTTLS under TLS',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['STARTTLS', 'hidden'],
  gates: ['no-gap'],
  sources: [rfc(3207, '4.2')],
  explains:
    'The connection is already encrypted, by an earlier STARTTLS or because the port expects TLS from the first byte (465). A second STARTTLS is not allowed. Choose one of the two in the settings of the client: STARTTLS on port 587, or TLS on port 465.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 Ready
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: STARTTLS
      #    ^^^^^^^^ error: The connection already uses TLS; a second STARTTLS is not allowed.
        S: 554 5.5.1 Error: TLS already active
      `,
      `
        < 220 mail.example.net ESMTP
        > EHLO client.example.org
        < 250 mail.example.net
        > STARTTLS
      #   ^^^^^^^^ error: The connection already uses TLS; a second STARTTLS is not allowed.
        < 503 5.5.1 TLS is already started
      `,
    ],
    silent: ['C: STARTTLS\nS: 454 4.7.0 TLS not available\nC: STARTTLS\nS: 220 Ready'],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      // The server says it itself where the text does not show that TLS began: implicit TLS leaves no line.
      const told = exchange.replies.find((reply) => reply.code >= 500 && ALREADY.test(textOfReply(reply)));
      const { command } = exchange;
      if (command ? nameOf(exchange) !== 'STARTTLS' : !told) continue;
      if (states[exchange.index].epoch === 0 && command?.tls !== true && !told) continue;
      const at = command ? verbSpan(command) : told && codeSpan(told);
      if (at)
        report({
          at,
          message: t('The connection already uses TLS; a second STARTTLS is not allowed.'),
          exchange,
        });
    }
  },
};

const starttlsAfterAuth: Rule = {
  id: 'starttls-after-auth',
  group: 'sequence',
  title: 'STARTTLS after AUTH',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 3,
  on: ['STARTTLS'],
  gates: ['no-gap'],
  sources: [rfc(3207, '6'), rfc(4954, '4')],
  explains:
    'The client logged in in clear and asks for TLS only then. The password has already crossed the network unprotected, and the server forgets the login with the handshake. Send STARTTLS first, then EHLO, then AUTH. Change the password.',
  examples: {
    fires: [
      `
        S: 235 2.7.0 OK
        C: STARTTLS
      #    ^^^^^^^^ warning: TLS comes too late: the credentials were already sent in clear. Send STARTTLS before AUTH, and change the …
        S: 503 5.5.1 not allowed after AUTH
      `,
    ],
    silent: ['C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 538 5.7.11 Encryption required\nC: STARTTLS\nS: 220 Ready'],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const { auth, epoch } = states[exchange.index];
      if (nameOf(exchange) !== 'STARTTLS' || auth !== 'done' || epoch > 0 || exchange.command?.tls === true || !exchange.command) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('TLS comes too late: the credentials were already sent in clear. Send STARTTLS before AUTH, and change the password.'),
        exchange,
      });
    }
  },
};

const doubleStarttlsAttempt: Rule = {
  id: 'double-starttls-attempt',
  group: 'sequence',
  title: 'STARTTLS tried again',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['STARTTLS'],
  with: ['refusal'],
  gates: ['both'],
  sources: [rfc(3207, '4')],
  explains:
    'The server refused STARTTLS and the client asks again on the same connection. The reason (no certificate, no entropy, wrong time) rarely goes away within a session. Connect again, or go on without TLS if the policy allows it.',
  examples: {
    fires: [
      `
        C: STARTTLS
        S: 454 4.7.0 TLS not available
        C: STARTTLS
      #    ^^^^^^^^ information: STARTTLS was refused before in this session. Try again on a new connection.
        S: 454 4.7.0 TLS not available
      `,
    ],
    silent: ['C: STARTTLS\nS: 454 4.7.0 TLS not available\nC: QUIT\nS: 221 Bye'],
  },
  check({ session }, report) {
    let refused = false;
    for (const exchange of session.exchanges) {
      if (nameOf(exchange) !== 'STARTTLS' || !exchange.command) continue;
      if (refused)
        report({
          at: verbSpan(exchange.command),
          message: t('STARTTLS was refused before in this session. Try again on a new connection.'),
          exchange,
        });
      refused = wasRefused(exchange);
    }
  },
};

/** What TLS libraries say when the other side goes on in clear text. */
const NOT_TLS =
  /wrong version number|unknown protocol|http request|SSL routines|SSL_accept|not (?:a )?TLS|handshake fail|unexpected message/i;

/** The 220 to STARTTLS; in an excerpt without the command the words tell. */
const agreesToTls = (exchange: Exchange): boolean =>
  nameOf(exchange) === 'STARTTLS' ||
  (exchange.command === null &&
    /^220[ -].{0,40}(?:go ahead|ready to start tls|start tls)/i.test(lastReply(exchange)?.lines[0].piece.text ?? ''));

const tlsHandshakeMissing: Rule = {
  id: 'tls-handshake-missing',
  group: 'sequence',
  title: 'Clear text where the TLS handshake should be',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['mark'],
  gates: [],
  sources: [rfc(3207, '4')],
  explains:
    'The server agreed to STARTTLS and waited for the TLS handshake, but the client went on in clear text. The server took the command for a broken handshake and closed. It happens when STARTTLS is typed by hand. Use `openssl s_client -starttls smtp` to try it out.',
  examples: {
    fires: [
      `
        C: STARTTLS
        S: 220 Go ahead
        C: EHLO client.example.org
      #    ^^^^ warning: The server waits for the TLS handshake here, but the client goes on in clear text. Begin the handshake right …
        (connection closed: SSL routines: wrong version number)
      # ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ The server gives up here.
      `,
    ],
    silent: [
      'C: STARTTLS\nS: 220 Go ahead\nC: EHLO client.example.org\nS: 250 mx.example.net',
      'C: STARTTLS\nS: 220 Go ahead\n(connection closed)',
    ],
  },
  check({ session }, report) {
    const alarm = session.marks.find((mark) => (mark.kind === 'close' || mark.kind === 'note') && NOT_TLS.test(mark.text));
    if (!alarm) return;
    const said = session.exchanges[alarm.after];
    const before = session.exchanges[alarm.after - 1];
    if (!said?.command || said.replies.length > 0 || !before || codeOf(before) !== 220 || !agreesToTls(before)) return;
    report({
      at: verbSpan(said.command),
      message: t(
        'The server waits for the TLS handshake here, but the client goes on in clear text. Begin the handshake right after the 220.',
      ),
      exchange: said,
      related: [{ at: alarm.span, message: t('The server gives up here.') }],
    });
  },
};

export const tlsRules: readonly Rule[] = [
  starttlsMidTransaction,
  starttlsWhenTlsActive,
  starttlsAfterAuth,
  doubleStarttlsAttempt,
  tlsHandshakeMissing,
];
