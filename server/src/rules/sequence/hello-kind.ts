import { page, rfc } from '../../knowledge/source';
import { speaksLmtp } from '../../session/hello';
import { argumentOf, codeOf, type Exchange, nameOf } from '../../session/model';
import { verbSpan } from '../../session/spans';
import { isHello } from '../../syntax/verb';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const accepted = (exchange: Exchange): boolean => {
  const code = codeOf(exchange);
  return code >= 200 && code < 300;
};

const doubleHello: Rule = {
  id: 'double-hello',
  group: 'sequence',
  title: 'The same hello twice',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['late-hello'],
  gates: ['pair'],
  sources: [rfc(5321, '4.1.4')],
  explains:
    'The client sends the same hello again right after the first was accepted. It is allowed and only drops an open transaction; a few servers refuse the second one. Send it once after the greeting, and once after STARTTLS.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: EHLO client.example.org
      #    ^^^^ hint: The client has just said hello with the same name; a second EHLO does nothing. Leave it out.
        S: 250 mx.example.net
      `,
      `
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: HELO client.example.org
      #    ^^^^ error: The server has already accepted EHLO and refuses HELO after it. Leave it out.
        S: 503 wrong state for HELO command
      `,
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
          message: t('The server has already accepted {0} and refuses {1} after it. Leave it out.', nameOf(before), nameOf(exchange)),
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
        message: t('The client has just said hello with the same name; a second {0} does nothing. Leave it out.', nameOf(exchange)),
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
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['refusal'],
  with: ['EHLO'],
  gates: ['both', 'pair'],
  sources: [rfc(5321, '3.2')],
  explains:
    'The server does not know EHLO: it is very old, or a device in between changes the dialogue. A client then has to fall back to `HELO` and do without extensions; this one gave up, or went on without a hello.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
      #    ^^^^ warning: The server does not know EHLO, and the client does not fall back to HELO. Send HELO.
        S: 502 not implemented
        C: QUIT
        S: 221 Bye
      `,
    ],
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
      message: t('The server does not know EHLO, and the client does not fall back to HELO. Send HELO.'),
      exchange: refused,
    });
  },
};

const ehloMidTransactionResets: Rule = {
  id: 'ehlo-mid-transaction-resets',
  group: 'sequence',
  title: 'EHLO drops the open transaction',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 3,
  on: ['late-hello'],
  with: ['RCPT'],
  gates: ['no-gap'],
  sources: [rfc(5321, '4.1.4')],
  explains:
    'An EHLO or HELO that the server accepts works like RSET: it silently drops the sender and recipients given before. A DATA that follows is refused because no transaction is open. Say EHLO before MAIL, not between MAIL and DATA.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>
        S: 250 2.1.5 Ok
        C: EHLO client.example.org
      #    ^^^^ information: EHLO inside a transaction drops it: the sender and recipients given before are forgotten. Send it before …
        S: 250 mx.example.net
        C: DATA
        S: 503 5.5.1 Need MAIL
      `,
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
          message: t('{0} inside a transaction drops it: the sender and recipients given before are forgotten. Send it before MAIL.', name),
          exchange,
        });
      }
    }
  },
};

const xclientWithoutNewEhlo: Rule = {
  id: 'xclient-without-new-ehlo',
  group: 'sequence',
  title: 'No new EHLO after XCLIENT',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['XCLIENT'],
  gates: ['no-gap', 'both'],
  sources: [page('Postfix XCLIENT_README', 'https://www.postfix.org/XCLIENT_README.html')],
  explains:
    'The 220 that answers XCLIENT is a second greeting: the server has gone back to the beginning of the session and has forgotten the hello. The client has to send EHLO again before MAIL.',
  examples: {
    fires: [
      `
        C: XCLIENT ADDR=192.0.2.1
      #    ~~~~~~~ The session begins anew here.
        S: 220 mx.example.net
        C: MAIL FROM:<a@example.com>
      #    ^^^^ error: After XCLIENT the session begins anew. Send EHLO again before MAIL.
        S: 503 5.5.1 Error: send HELO/EHLO first
      `,
    ],
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
          message: t('After XCLIENT the session begins anew. Send EHLO again before {0}.', name),
          exchange,
          related: [{ at: verbSpan(reset.command), message: t('The session begins anew here.') }],
        });
        return;
      }
    }
  },
};

export const helloKindRules: readonly Rule[] = [doubleHello, ehloRefusedNoHelo, ehloMidTransactionResets, xclientWithoutNewEhlo];
