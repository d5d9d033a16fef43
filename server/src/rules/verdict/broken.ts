import type { Kind } from '../../knowledge/answer';
import { rfc } from '../../knowledge/source';
import { type BrokenMeaning, brokenMeaning } from '../../meaning/broken';
import { lastReply, nameOf, spokenName } from '../../session/model';
import type { Broken } from '../../session/outcome/broken';
import { codeSpan } from '../../session/spans';
import type { State } from '../../session/state';
import { duration } from '../../text/duration';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';
import { reportRefusals, sayMeaning } from '../verdict-rule';

/** Which of the rules speaks of it. */
function ruleOf({ broken: { why }, meaning, telling }: BrokenMeaning): string {
  if (why === 'tls' || (telling && meaning.kind.startsWith('tls-') && why !== 'missing')) return 'verdict-tls-failed';
  return why === 'missing' ? 'verdict-client-gave-up' : 'verdict-connection-lost';
}

/** The parts that all three have. */
const verdict = (
  spec: Pick<Rule, 'id' | 'title' | 'since' | 'sources' | 'explains' | 'examples'>,
  say: (found: Broken, state: State) => string,
): Rule => ({
  ...spec,
  group: 'verdict',
  kind: 'fact',
  tier: 5,
  severity: 'information',
  gates: [],
  check({ session, states }, report) {
    reportRefusals(session, spec.id.slice('verdict-'.length) as Kind, report);
    const found = brokenMeaning(session, states);
    if (!found || ruleOf(found) !== spec.id) return;
    const { broken, meaning, telling } = found;
    const message = telling ? sayMeaning(meaning) : say(broken, states[(broken.exchange?.index ?? -1) + 1] ?? states[0]);
    report({ at: broken.mark.span, message, exchange: broken.exchange ?? undefined });
  },
});

const connectionLost = verdict(
  {
    id: 'verdict-connection-lost',
    title: 'The connection was lost',
    since: '0.1.0',
    sources: [rfc(5321, '3.8'), rfc(5321, '4.5.3.2')],
    explains:
      'Nothing was refused: the connection ended, or the client waited in vain. The command that stands last tells where to look: before the greeting a firewall or a full server, after EHLO or STARTTLS a device between that changes SMTP, after DATA a packet size that does not get through, at the final dot a slow content filter. A message whose final dot was not answered has to be sent again.',
    examples: {
      fires: [
        `
          S: 220 mx.example.net ESMTP
          C: EHLO client.example.org
          (connection closed)
        # ^^^^^^^^^^^^^^^^^^^ information: The connection ends before the reply to EHLO; nothing was refused. The server’s log tells more.
        `,
        String.raw`
          send: 'mail FROM:<a@example.com>\r\n'
          reply: b'250 2.1.0 Ok\r\n'
          send: 'rcpt TO:<b@example.net>\r\n'
          Traceback (most recent call last):
          smtplib.SMTPServerDisconnected: Connection unexpectedly closed
        # ^^… information: The connection ends before the reply to RCPT; …
        `,
        `
          * Connected to mx.example.net (192.0.2.25) port 25
          < 220 mx.example.net ESMTP
          > EHLO client.example.org
          * Recv failure: Connection reset by peer
        # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: The connection ends before the reply to EHLO; nothing was refused. The …
          * Closing connection 0
        `,
      ],
      silent: [
        'S: 220 mx.example.net ESMTP\nC: QUIT\nS: 221 Bye\n(connection closed)',
        'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 550 5.7.1 Go away\n(connection closed)',
        'C: .\nS: 250 2.0.0 Ok: queued as 1A2B3C\n(connection lost)',
      ],
    },
  },
  ({ why, exchange, waiting }) => {
    if (why === 'timeout' && exchange && /^data$/i.test(nameOf(exchange)))
      return t(
        'The client got no reply to the message and gave up; nothing was refused, and the server may have accepted it. Raise the client’s timeout.',
      );
    if (why === 'timeout')
      return exchange
        ? t('The client waited in vain after {0} and gave up; nothing was refused.', spokenName(exchange))
        : t('The client waited in vain for the greeting and gave up. A TLS port (465) sends no greeting in clear text.');
    if (!exchange) return t('The connection ends before the greeting: a firewall, a full server, or a port that is not SMTP.');
    return waiting
      ? t('The connection ends before the reply to {0}; nothing was refused. The server’s log tells more.', spokenName(exchange))
      : t('The connection ends after {0}; nothing was refused. The server’s log tells more.', spokenName(exchange));
  },
);

const tlsFailed = verdict(
  {
    id: 'verdict-tls-failed',
    title: 'The TLS handshake failed',
    since: '0.1.0',
    sources: [rfc(3207, '4'), rfc(8314, '3.3')],
    explains:
      'Client and server did not come to an encrypted connection. Usually the client does not trust the server’s certificate (signed by nobody that it knows, out of date, or for another name), or the port is the wrong one: 465 wants TLS from the first byte, 587 and 25 only after STARTTLS. Old programs and old servers may also have no version of TLS in common.',
    examples: {
      fires: [
        `
          === Connected to mx.example.net.
          <-  220 mx.example.net ESMTP
           -> EHLO client.example.org
          <-  250-mx.example.net
          <-  250 STARTTLS
           -> STARTTLS
          <-  220 2.0.0 Ready to start TLS
          *** TLS startup failed (connect(): error:0A000086:SSL routines::certificate verify failed)
        # ^^… information: The certificate of the other side fails a …
        `,
        `
          S: 220 mx.example.net ESMTP
          C: EHLO client.example.org
          S: 250-mx.example.net
          S: 250 STARTTLS
          C: STARTTLS
          S: 220 Go ahead
          (connection closed)
        # ^^^^^^^^^^^^^^^^^^^ information: The TLS handshake failed: no trust in the certificate, or no version of TLS in common. The …
        `,
      ],
      silent: [
        '=== Connected to mx.example.net.\n<-  220 mx.example.net ESMTP\n -> EHLO client.example.org\n<-  250-mx.example.net\n<-  250 STARTTLS\n -> STARTTLS\n<-  454 4.7.0 TLS not available due to local problem\n*** STARTTLS attempted but failed',
      ],
    },
  },
  () => t('The TLS handshake failed: no trust in the certificate, or no version of TLS in common. The server’s log tells more.'),
);

const clientGaveUp = verdict(
  {
    id: 'verdict-client-gave-up',
    title: 'The client misses a feature of the server',
    since: '0.1.0',
    sources: [rfc(5321, '4.1.1.1')],
    explains:
      'The client was told to use something that this server does not offer, mostly STARTTLS or AUTH, and gave up. What is offered stands in the EHLO reply: many servers offer AUTH only after STARTTLS, and a server for incoming mail (port 25) offers none; mail programs use port 587 or 465.',
    examples: {
      fires: [
        String.raw`
          send: 'ehlo client.example.org\r\n'
          reply: b'250-mx.example.net\r\n'
          reply: b'250 SIZE 10240000\r\n'
          smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.
        # ^^… information: The client wants to log in, and the server …
        `,
        `
          === Connected to mx.example.net.
          <-  220 mx.example.net ESMTP
           -> EHLO client.example.org
          <-  250 mx.example.net
          *** Host did not advertise STARTTLS
        # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: The client demands STARTTLS, and the server does not offer it on this port. …
           -> QUIT
          <-  221 Bye
        `,
      ],
      silent: [
        '=== Connected to mx.example.net.\n<-  220 mx.example.net ESMTP\n -> EHLO client.example.org\n<-  250 mx.example.net\n -> QUIT\n<-  221 Bye',
      ],
    },
  },
  ({ mark }, state) => {
    if (/STARTTLS|TLS/i.test(mark.text))
      return t(
        'The client was told to use STARTTLS, which the server does not offer here. Look at the port: 465 has TLS from the first byte.',
      );
    if (state.capabilities?.has('STARTTLS') && state.epoch === 0)
      return t('The client wants to log in, and the server offers AUTH only after STARTTLS: start TLS first.');
    return t('The client wants to log in, and the server offers no AUTH that it knows. Mail programs use port 587 or 465, not 25.');
  },
);

/** The client gave up waiting for the reply to the final dot, and the reply came all the same. */
const takenTooLate: Rule = {
  id: 'verdict-accepted-too-late',
  group: 'verdict',
  kind: 'fact',
  tier: 5,
  severity: 'warning',
  since: '0.1.0',
  gates: [],
  title: 'The message was taken after the client gave up',
  sources: [rfc(5321, '4.5.3.2.6'), rfc(1047)],
  explains:
    'The client sent QUIT before the reply to the final dot came, and the reply was a success: the server has the message, but the client counts it as failed and may send it again. Let the client wait longer (RFC 5321 asks for ten minutes); let the server answer before slow checks.',
  examples: {
    fires: [
      `
        2026-01-02 10:00:00 CLIENT -> SERVER: DATA
        2026-01-02 10:00:00 SERVER -> CLIENT: 354 go ahead
        2026-01-02 10:00:00 CLIENT -> SERVER: Subject: x
        2026-01-02 10:00:00 CLIENT -> SERVER:
        2026-01-02 10:00:00 CLIENT -> SERVER: .
        2026-01-02 10:00:15 CLIENT -> SERVER: QUIT
        2026-01-02 10:00:20 SERVER -> CLIENT: 250 OK id=1abcde-0006oj-4k
      #                                       ^^^ warning: The client gave up after 15 s, and the server accepted the message after 20 s. …
      `,
    ],
    silent: ['C: DATA\nS: 354 go\nC: Subject: x\nC:\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const [reply] = exchange.replies;
      const next = session.exchanges[exchange.index + 1]?.command;
      if (exchange.kind !== 'data' || !exchange.command || !reply || reply.code >= 300 || next?.verb !== 'QUIT') continue;
      // Few formats tell when the dot was sent: then the time is that of the go-ahead before the data.
      const before = lastReply(session.exchanges[exchange.index - 1] ?? exchange)?.lines[0].time ?? null;
      const [sent, left, came] = [exchange.command.time ?? before, next.time, reply.lines[0].time];
      // A client that pipelines QUIT does not wait at all.
      if (next.line >= reply.lines[0].line || sent === null || left === null || came === null || left - sent < 1000 || came < left)
        continue;
      report({
        at: codeSpan(reply),
        message: t(
          'The client gave up after {0}, and the server accepted the message after {1}. Raise the client’s timeout; a second try sends the message twice.',
          duration(left - sent),
          duration(came - sent),
        ),
        exchange,
        reply,
      });
    }
  },
};

/** The server offers no login before TLS, and the client left without starting it. */
const leftBeforeTls: Rule = {
  id: 'verdict-login-after-tls',
  group: 'verdict',
  kind: 'fact',
  tier: 5,
  severity: 'information',
  since: '0.1.0',
  gates: [],
  title: 'Login is offered only after STARTTLS',
  sources: [rfc(3207, '4'), rfc(4954, '4')],
  explains:
    'The EHLO reply offers STARTTLS and no AUTH, and the client left at once. Many servers offer AUTH only over TLS: the client has to send STARTTLS, then EHLO again. A server for incoming mail (port 25) offers no AUTH at all.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-STARTTLS
        S: 250 8BITMIME
      #    ^^^ information: The server offers STARTTLS and no login before it; the client left without starting TLS. Switch STARTTLS on …
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-STARTTLS\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 Bye',
    ],
  },
  check({ session, states }, report) {
    const names = session.exchanges.map(nameOf);
    if (names.some((name) => !/^(?:greeting|EHLO|QUIT)$/.test(name)) || names.at(-1) !== 'QUIT') return;
    const hello = session.exchanges.findLast((each) => nameOf(each) === 'EHLO');
    const { capabilities, epoch } = states[session.exchanges.length - 1];
    const reply = hello && lastReply(hello);
    if (!reply || epoch > 0 || !capabilities?.has('STARTTLS') || capabilities.has('AUTH')) return;
    report({
      at: codeSpan(reply),
      message: t(
        'The server offers STARTTLS and no login before it; the client left without starting TLS. Switch STARTTLS on in the client.',
      ),
      exchange: hello,
    });
  },
};

/** Sessions that failed although the server refused nothing. */
export const brokenVerdicts: readonly Rule[] = [connectionLost, tlsFailed, clientGaveUp, takenTooLate, leftBeforeTls];
