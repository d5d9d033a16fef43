import type { Kind } from '../../knowledge/answer';
import { rfc } from '../../knowledge/source';
import { type BrokenMeaning, brokenMeaning } from '../../meaning/broken';
import { nameOf, spokenName } from '../../session/model';
import type { Broken } from '../../session/outcome/broken';
import type { State } from '../../session/state';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';
import { reportRefusals, sayMeaning } from '../verdict-rule';

/** Which of the rules reports it. */
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
  on: ['failure', 'mark'],
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
      'Nothing was refused: the connection ended, or the client timed out. The last command shows where to look. Before the greeting: a firewall or an overloaded server. After EHLO or STARTTLS: a device on the path that changes SMTP. After DATA: a packet size that does not get through. At the final dot: a slow content filter. A message whose final dot was not answered has to be sent again.',
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
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.4.2, status=deferred (lost connection with mx[192.0.2.25] while sending RCPT TO)
        #                                                                                                     ^^^^^ information: The connection ended before the dialogue was …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.4.2
        #         ^^^^^ information: The connection ended before the dialogue was complete; no reply says why. Let the queue retry. If it …
          Diagnostic-Code: X-Postfix; lost connection with mx.example.net[192.0.2.25] while sending RCPT TO
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
        ? t(
            'The client timed out after {0}; nothing was refused. Raise its timeout, or find out why the server is slow.',
            spokenName(exchange),
          )
        : t('The client timed out before the greeting. A TLS port (465) sends no greeting in clear text.');
    if (!exchange) return t('The connection ends before the greeting: a firewall, an overloaded server, or a port that is not SMTP.');
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
      'Client and server could not agree on an encrypted connection. Usually the client does not trust the server’s certificate (unknown issuer, expired, or for another name). Or the port is wrong: 465 needs TLS from the first byte, 587 and 25 only after STARTTLS. Old programs and old servers may also have no version of TLS in common.',
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
        # ^^^^^^^^^^^^^^^^^^^ information: The TLS handshake failed: the certificate is not trusted, or no version of TLS is in common. …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.5, status=deferred (Cannot start TLS: handshake failure)
        #                                                                                                     ^^^^^ information: The two sides could not agree on an encrypted …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.7.5
        #         ^^^^^ information: The two sides could not agree on an encrypted connection. Check the port (465: TLS at once, 587 and …
          Diagnostic-Code: X-Postfix; Cannot start TLS: handshake failure
        `,
      ],
      silent: [
        '=== Connected to mx.example.net.\n<-  220 mx.example.net ESMTP\n -> EHLO client.example.org\n<-  250-mx.example.net\n<-  250 STARTTLS\n -> STARTTLS\n<-  454 4.7.0 TLS not available due to local problem\n*** STARTTLS attempted but failed',
      ],
    },
  },
  () => t('The TLS handshake failed: the certificate is not trusted, or no version of TLS is in common. The server’s log tells more.'),
);

const clientGaveUp = verdict(
  {
    id: 'verdict-client-gave-up',
    title: 'The server lacks a feature the client needs',
    since: '0.1.0',
    sources: [rfc(5321, '4.1.1.1')],
    explains:
      'The client was told to use something that this server does not offer, usually STARTTLS or AUTH, and gave up. The EHLO reply lists what is offered. Many servers offer AUTH only after STARTTLS, and a server for incoming mail (port 25) offers none; mail programs use port 587 or 465.',
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
        'The client was told to use STARTTLS, which the server does not offer here. Check the port: 465 uses TLS from the first byte.',
      );
    if (state.capabilities?.has('STARTTLS') && state.epoch === 0)
      return t('The client wants to log in, but the server offers AUTH only after STARTTLS. Start TLS first.');
    return t(
      'The client wants to log in, but the server offers no mechanism that the client knows. Mail programs use port 587 or 465, not 25.',
    );
  },
);

/** Sessions that failed although the server refused nothing. */
export const brokenVerdicts: readonly Rule[] = [connectionLost, tlsFailed, clientGaveUp];
