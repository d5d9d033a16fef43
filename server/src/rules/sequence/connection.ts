import { page, rfc } from '../../knowledge/source';
import { codeOf, lastReply, nameOf, spokenName } from '../../session/model';
import { textOfReply } from '../../session/outcome/refusal';
import { codeSpan, exchangeSpan, verbSpan } from '../../session/spans';
import { isHello } from '../../syntax/verb';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const TOO_SOON = /\btalk\w* (?:too soon|before)|before (?:my|our|the) (?:greeting|banner)|pre-?greet/i;

const talkBeforeGreeting: Rule = {
  id: 'talk-before-greeting',
  group: 'sequence',
  title: 'Command before the greeting',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['any'],
  gates: ['order', 'both'],
  sources: [rfc(5321, '4.3.1'), rfc(5321, '3.1')],
  explains:
    'The server speaks first: the client has to wait for the 220 before it sends anything. Servers that look for spammers drop a client that does not wait. A client that does not read the greeting takes it for the answer to its EHLO, and reads every later reply one command too late.',
  examples: {
    fires: [
      `
        C: HELO client.example.org
      #    ^^^^ hint: HELO is sent before the greeting of the server. Wait for the 220.
        S: 220 mx.example.net ESMTP
      #    ~~~ The greeting comes only here.
        S: 250 mx.example.net
      `,
      `
        C: EHLO client.example.org
      #    ^^^^ error: EHLO is sent before the greeting of the server. Wait for the 220.
        S: 554 5.7.1 You talk too soon
      #    ~~~ The server says it here.
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: HELO client.example.org\nS: 250 mx.example.net',
      'C: STARTTLS\nS: 220 2.0.0 Ready to start TLS',
    ],
  },
  check({ session }, report) {
    const [greeting, first] = session.exchanges;
    const reply = greeting && lastReply(greeting);
    // Some servers say it themselves, in place of a greeting.
    if (greeting?.kind === 'command' && greeting.command && reply && TOO_SOON.test(textOfReply(reply))) {
      report({
        at: verbSpan(greeting.command),
        message: t('{0} is sent before the greeting of the server. Wait for the 220.', spokenName(greeting)),
        exchange: greeting,
        related: [{ at: codeSpan(reply), message: t('The server says it here.') }],
      });
      return;
    }
    if (greeting?.kind !== 'greeting' || !reply || !first?.command || first.command.line > reply.lines[0].line) return;
    report({
      at: verbSpan(first.command),
      message: t('{0} is sent before the greeting of the server. Wait for the 220.', spokenName(first)),
      exchange: first,
      related: [{ at: codeSpan(reply), message: t('The greeting comes only here.') }],
    });
  },
};

const greetingMissing: Rule = {
  id: 'greeting-missing',
  group: 'sequence',
  title: 'No greeting',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['mark'],
  gates: ['both'],
  sources: [rfc(5321, '3.1')],
  explains:
    'The connection exists, but the dialogue begins with a command: the 220 of the server is not shown. Either the text leaves it out, or something between client and server swallows it.',
  examples: {
    fires: [
      `
        === Trying mx.example.net:25...
        === Connected to mx.example.net.
         -> EHLO client.example.org
      #     ^^^^ information: The client speaks right after the connection; the greeting of the server is not shown.
        <-  250 mx.example.net
         -> QUIT
        <-  221 Bye
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250 mx.example.net',
      '=== Trying mx.example.net:25...\n=== Connected to mx.example.net.\n<-  220 mx.example.net ESMTP\n -> QUIT\n<-  221 Bye',
    ],
  },
  check({ session }, report) {
    const [first] = session.exchanges;
    if (!first?.command || first.kind !== 'command' || !session.marks.some((mark) => mark.kind === 'connect' && mark.after < 0)) return;
    if (
      session.exchanges.some((each) => each.kind === 'greeting') ||
      session.marks.some((mark) => mark.kind === 'elided' && mark.after < 0)
    )
      return;
    if (!isHello(nameOf(first)) || first.trust !== 'certain') return;
    report({
      at: verbSpan(first.command),
      message: t('The client speaks right after the connection; the greeting of the server is not shown.'),
      exchange: first,
    });
  },
};

const commandAfterRefusedGreeting: Rule = {
  id: 'command-after-refused-greeting',
  group: 'sequence',
  title: 'Command after a greeting that refused',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 3,
  on: ['refusal'],
  with: ['greeting'],
  gates: ['full'],
  sources: [rfc(5321, '3.1'), rfc(7504, '2')],
  explains:
    'The server refused the connection in its greeting and waits only for QUIT. It answers everything else with 503. Read the reason in the greeting, send QUIT and try another server or another time.',
  examples: {
    fires: [
      `
        S: 554 5.7.1 No service for you
      #    ~~~ The server refuses here.
        C: EHLO client.example.org
      #    ^^^^ warning: The greeting refused the connection with 554; only QUIT makes sense now.
        S: 503 5.5.1 Bad sequence
      `,
    ],
    silent: [
      'S: 554 5.7.1 No service for you\nC: QUIT\nS: 221 Bye',
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net',
    ],
  },
  check({ session }, report) {
    const [greeting, next] = session.exchanges;
    const reply = greeting && lastReply(greeting);
    if (greeting?.kind !== 'greeting' || !reply || (reply.code !== 554 && reply.code !== 521) || !next?.command || nameOf(next) === 'QUIT')
      return;
    report({
      at: verbSpan(next.command),
      message: t('The greeting refused the connection with {0}; only QUIT makes sense now.', reply.code),
      exchange: next,
      severity: codeOf(next) >= 200 && codeOf(next) < 300 ? 'hint' : undefined,
      related: [{ at: codeSpan(reply), message: t('The server refuses here.') }],
    });
  },
};

const proxyProtocolPreface: Rule = {
  id: 'proxy-protocol-preface',
  group: 'sequence',
  title: 'PROXY line before the greeting',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 3,
  on: ['stray-text'],
  gates: [],
  sources: [page('The PROXY protocol', 'https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt')],
  explains:
    'A load balancer puts this line before the dialogue to tell the address of the real client. It is not SMTP and gets no reply. A server that does not expect it takes it for a command and answers with an error. Every later reply then seems to answer the command after it.',
  examples: {
    fires: [
      `
        C: PROXY TCP4 192.0.2.1 198.51.100.2 40000 25
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: A line of the PROXY protocol, which tells the address of the real …
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net'],
  },
  check({ session }, report) {
    const preface = session.strayText.find((stray) => stray.after < 0 && /^PROXY (?:TCP[46]|UNKNOWN)\b/.test(stray.text));
    if (!preface) return;
    const [first] = session.exchanges;
    const misread = codeOf(first) >= 500 || session.exchanges.some((each) => codeOf(each) >= 500 && each.index <= 1);
    report({
      at: preface.span,
      message: misread
        ? t(
            'The server takes the PROXY line for a command: it does not expect the PROXY protocol on this port. Switch it on there, or off in the load balancer.',
          )
        : t('A line of the PROXY protocol, which tells the address of the real client. It gets no reply.'),
      severity: misread ? 'warning' : undefined,
    });
  },
};

const turnRoleSwap: Rule = {
  id: 'turn-role-swap',
  group: 'sequence',
  title: 'The roles swap',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['other'],
  gates: ['pair'],
  sources: [rfc(2645, '5.2'), rfc(5321, 'F.1')],
  explains:
    'The server accepted ATRN or TURN: from here on the two sides have changed places, and the former server sends mail as a client. What follows is another dialogue in the opposite direction.',
  examples: {
    fires: [
      `
        C: ATRN example.com
      #    ^^^^ information: From here on the two sides have changed places: the former server is the client.
        S: 250 OK now reversing the connection
      `,
    ],
    silent: ['C: ATRN example.com\nS: 502 5.5.1 Not implemented'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const at = exchangeSpan(exchange);
      if (/^(?:ATRN|TURN)$/.test(nameOf(exchange)) && codeOf(exchange) === 250 && at)
        report({ at, message: t('From here on the two sides have changed places: the former server is the client.'), exchange });
    }
  },
};

const xclientInTransaction: Rule = {
  id: 'xclient-in-transaction',
  group: 'sequence',
  title: 'XCLIENT inside a transaction',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['XCLIENT'],
  with: ['MAIL'],
  gates: ['no-gap'],
  sources: [
    page('Postfix XCLIENT_README', 'https://www.postfix.org/XCLIENT_README.html'),
    page('Postfix XFORWARD_README', 'https://www.postfix.org/XFORWARD_README.html'),
  ],
  explains:
    'XCLIENT and XFORWARD change what the server believes about the client; they are allowed only between messages. Send them before MAIL.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 Ok
        C: XCLIENT NAME=client.example.org
      #    ^^^^^^^ error: XCLIENT is allowed only between messages. Send it before MAIL.
        S: 503 5.5.1 MAIL transaction in progress
      `,
    ],
    silent: ['C: XFORWARD NAME=client.example.org\nS: 250 Ok\nC: MAIL FROM:<a@example.com>\nS: 250 Ok'],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const name = nameOf(exchange);
      if ((name !== 'XCLIENT' && name !== 'XFORWARD') || typeof states[exchange.index].transaction === 'string' || !exchange.command)
        continue;
      report({ at: verbSpan(exchange.command), message: t('{0} is allowed only between messages. Send it before MAIL.', name), exchange });
    }
  },
};

export const connectionRules: readonly Rule[] = [
  talkBeforeGreeting,
  greetingMissing,
  commandAfterRefusedGreeting,
  proxyProtocolPreface,
  turnRoleSwap,
  xclientInTransaction,
];
