import { page, rfc } from '../../knowledge/source';
import { argumentOf, codeOf, type Exchange, nameOf, type Session } from '../../session/model';
import { verbSpan } from '../../session/spans';
import { isHello } from '../../syntax/verb';
import { t } from '../../text/l10n';
import type { Fix, Rule } from '../rule';

const accepted = (exchange: Exchange): boolean => {
  const code = codeOf(exchange);
  return code >= 200 && code < 300;
};

const speaksLmtp = (session: Session): boolean =>
  session.exchanges[0]?.kind === 'greeting' &&
  session.exchanges[0].replies.some((reply) => reply.lines.some((line) => /\bLMTP\b/i.test(line.piece.text)));

function otherVerb(exchange: Exchange, verb: string): readonly Fix[] {
  const { command } = exchange;
  return command ? [{ title: t('Write {0}', verb), edits: [{ span: verbSpan(command), text: verb }], unsafe: true }] : [];
}

const authAfterHelo: Rule = {
  id: 'auth-after-helo',
  group: 'sequence',
  title: 'AUTH after HELO',
  severity: 'verdict',
  value: 'A',
  kind: 'root',
  tier: 3,
  gates: ['no-gap'],
  sources: [rfc(4954, '4'), rfc(5321, '2.2.1')],
  explains:
    'The client greeted with HELO, the old form without extensions, and then authenticates. AUTH is an extension: it exists only after EHLO, and a server that was greeted with HELO answers that authentication is not enabled. Send `EHLO` instead of `HELO`.',
  examples: {
    fires: ['C: HELO client.example.org\nS: 250 mx.example.net\nC: AUTH LOGIN\nS: 503 5.5.1 Error: authentication not enabled'],
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
        message: t('AUTH needs EHLO, but the client greeted with HELO, which has no extensions. Send EHLO instead.'),
        exchange,
        related: helloBy?.command ? [{ at: verbSpan(helloBy.command), message: t('This should be EHLO.') }] : [],
        fixes: helloBy ? otherVerb(helloBy, 'EHLO') : [],
      });
      return;
    }
  },
};

const doubleHello: Rule = {
  id: 'double-hello',
  group: 'sequence',
  title: 'The same hello twice',
  severity: 'hint',
  value: 'C',
  kind: 'note',
  tier: 5,
  gates: ['pair'],
  sources: [rfc(5321, '4.1.4')],
  explains:
    'The client greets again with the same name right after it was greeted back. It is allowed and does nothing but drop an open transaction; a few servers refuse the second one. Once after the greeting, and once after STARTTLS, is enough.',
  examples: {
    fires: [
      'C: EHLO client.example.org\nS: 250 mx.example.net\nC: EHLO client.example.org\nS: 250 mx.example.net',
      'C: EHLO client.example.org\nS: 250 mx.example.net\nC: HELO client.example.org\nS: 503 wrong state for HELO command',
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 Ready\nC: EHLO client.example.org\nS: 250 mx.example.net',
      'C: EHLO client.example.org\nS: 502 Not implemented\nC: HELO client.example.org\nS: 250 mx.example.net',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const before = session.exchanges[exchange.index - 1];
      if (exchange.command && before?.command && helloTooMany(exchange, before)) {
        report({
          at: verbSpan(exchange.command),
          message: t('The server has accepted {0} already and does not want {1} after it. Leave it out.', nameOf(before), nameOf(exchange)),
          exchange,
          severity: 'error',
        });
        continue;
      }
      if (!exchange.command || !before?.command || !isHello(nameOf(exchange)) || nameOf(before) !== nameOf(exchange) || !accepted(before))
        continue;
      if (
        before.trust !== 'certain' ||
        argumentOf(before.command).trim().toLowerCase() !== argumentOf(exchange.command).trim().toLowerCase()
      )
        continue;
      if (session.marks.some((mark) => mark.kind === 'tls' && mark.after === before.index)) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The client has just greeted with the same name; a second {0} does nothing.', nameOf(exchange)),
        exchange,
        severity: codeOf(exchange) === 503 ? 'error' : undefined,
      });
    }
  },
};

/** Another hello right after one that was accepted, and the server says that it is out of order. */
const helloTooMany = (exchange: Exchange, before: Exchange): boolean => {
  if (codeOf(exchange) !== 503 || nameOf(exchange) === nameOf(before)) return false;
  return isHello(nameOf(exchange)) && isHello(nameOf(before)) && before.trust === 'certain' && accepted(before);
};

const ehloRefusedNoHelo: Rule = {
  id: 'ehlo-refused-no-helo',
  group: 'sequence',
  title: 'EHLO refused, HELO not tried',
  severity: 'warning',
  value: 'C',
  kind: 'root',
  tier: 3,
  gates: ['both', 'pair'],
  sources: [rfc(5321, '3.2')],
  explains:
    'The server does not know EHLO: it is very old, or something in between changes the dialogue. A client then has to fall back to `HELO` and do without extensions; this one gave up, or went on as if it had been greeted.',
  examples: {
    fires: ['C: EHLO client.example.org\nS: 502 not implemented\nC: QUIT\nS: 221 Bye'],
    silent: [
      'C: EHLO client.example.org\nS: 502 not implemented\nC: HELO client.example.org\nS: 250 mx.example.net',
      'C: EHLO client.example.org\nS: 550 5.7.1 Go away\nC: QUIT\nS: 221 Bye',
    ],
  },
  check({ session }, report) {
    if (speaksLmtp(session)) return;
    const refused = session.exchanges.find((each) => nameOf(each) === 'EHLO' && (codeOf(each) === 500 || codeOf(each) === 502));
    if (!refused?.command || session.exchanges.length - 1 === refused.index) return;
    if (session.exchanges.some((each) => each !== refused && isHello(nameOf(each)) && (each.index > refused.index || accepted(each))))
      return;
    report({
      at: verbSpan(refused.command),
      message: t('The server does not know EHLO, and the client does not fall back to HELO.'),
      exchange: refused,
    });
  },
};

const ehloMidTransactionResets: Rule = {
  id: 'ehlo-mid-transaction-resets',
  group: 'sequence',
  title: 'EHLO drops the open transaction',
  severity: 'information',
  value: 'C',
  kind: 'note',
  tier: 3,
  gates: ['no-gap'],
  sources: [rfc(5321, '4.1.4')],
  explains:
    'An EHLO or HELO that the server accepts works like RSET: sender and recipients given so far are forgotten, without a word. A DATA that follows is refused because no transaction is open. Greet before MAIL, not between MAIL and DATA.',
  examples: {
    fires: [
      'C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: DATA\nS: 503 5.5.1 Need MAIL',
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok\nC: RSET\nS: 250 Ok\nC: EHLO client.example.org\nS: 250 mx.example.net'],
  },
  check({ session }, report) {
    let open = false;
    for (const exchange of session.exchanges) {
      const name = nameOf(exchange);
      if (name === 'RCPT' && accepted(exchange)) open = true;
      else if (/^(?:DATA|BDAT|BURL|data|RSET|QUIT|MAIL)$/.test(name) || (exchange.command === null && exchange.kind === 'command'))
        open = false;
      else if (isHello(name) && open && accepted(exchange) && exchange.command) {
        open = false;
        report({
          at: verbSpan(exchange.command),
          message: t('{0} inside a transaction drops it: sender and recipients given so far are forgotten.', name),
          exchange,
        });
      }
    }
  },
};

const lhloOnSmtp: Rule = {
  id: 'lhlo-on-smtp',
  group: 'sequence',
  title: 'LHLO to an SMTP server',
  severity: 'verdict',
  value: 'C',
  kind: 'root',
  tier: 3,
  gates: ['both', 'pair'],
  sources: [rfc(2033, '4.1')],
  explains:
    'LHLO is the hello of LMTP, which delivers to mailboxes and is spoken on a port or a socket of its own. The server here speaks SMTP and does not know it. Connect to the LMTP port, or make the client speak SMTP.',
  examples: {
    fires: ['C: LHLO client.example.org\nS: 500 5.5.1 unrecognized command'],
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
  value: 'C',
  kind: 'root',
  tier: 3,
  gates: ['both', 'pair'],
  sources: [rfc(2033, '4.1')],
  explains:
    'The greeting says that this server speaks LMTP, where the hello is LHLO and EHLO and HELO do not exist. An LMTP server has to refuse them; one that takes them confuses clients, because LMTP answers the message once for each recipient. Send `LHLO`, or connect to an SMTP port.',
  examples: {
    fires: ['S: 220 mail.example.net LMTP ready\nC: EHLO client.example.org\nS: 500 5.5.1 Unknown command'],
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

const xclientWithoutNewEhlo: Rule = {
  id: 'xclient-without-new-ehlo',
  group: 'sequence',
  title: 'No new EHLO after XCLIENT',
  severity: 'verdict',
  value: 'D',
  kind: 'root',
  tier: 3,
  gates: ['no-gap', 'both'],
  sources: [page('Postfix XCLIENT_README', 'https://www.postfix.org/XCLIENT_README.html')],
  explains:
    'The 220 that answers XCLIENT is a second greeting: the server has gone back to the beginning of the session and has forgotten the hello. The client has to send EHLO again before MAIL.',
  examples: {
    fires: ['C: XCLIENT ADDR=192.0.2.1\nS: 220 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 503 5.5.1 Error: send HELO/EHLO first'],
    silent: [
      'C: XCLIENT ADDR=192.0.2.1\nS: 220 mx.example.net\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 Ok',
    ],
  },
  check({ session }, report) {
    let reset: Exchange | null = null;
    for (const exchange of session.exchanges) {
      const name = nameOf(exchange);
      if (name === 'XCLIENT' && codeOf(exchange) === 220) reset = exchange;
      else if (isHello(name) || exchange.kind !== 'command' || !exchange.command) reset = null;
      else if (reset?.command && /^(?:MAIL|AUTH|RCPT)$/.test(name)) {
        report({
          at: verbSpan(exchange.command),
          message: t('XCLIENT made the server start afresh; send EHLO again before {0}.', name),
          exchange,
          related: [{ at: verbSpan(reset.command), message: t('The session begins anew here.') }],
        });
        return;
      }
    }
  },
};

export const helloKindRules: readonly Rule[] = [
  authAfterHelo,
  doubleHello,
  ehloRefusedNoHelo,
  ehloMidTransactionResets,
  lhloOnSmtp,
  heloOnLmtp,
  xclientWithoutNewEhlo,
];
