import { rfc } from '../../knowledge/source';
import { lastReply } from '../../session/model';
import { leftBeforeTls, takenTooLate } from '../../session/outcome/left';
import { codeSpan } from '../../session/spans';
import { duration } from '../../text/duration';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** The client gave up waiting for the reply to the final dot, and the reply came all the same. */
const acceptedTooLate: Rule = {
  id: 'verdict-accepted-too-late',
  group: 'verdict',
  kind: 'fact',
  tier: 5,
  severity: 'warning',
  since: '0.1.0',
  on: ['data'],
  with: ['QUIT', 'times'],
  gates: [],
  title: 'Message accepted after the client gave up',
  sources: [rfc(5321, '4.5.3.2.6'), rfc(1047)],
  explains:
    'The client sent QUIT before the reply to the final dot came, and the reply was a success: the server has the message, but the client counts it as failed and may send it again. Raise the client’s timeout (RFC 5321 asks for ten minutes), and let the server answer before slow checks.',
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
    for (const { exchange, reply, left, came } of takenTooLate(session)) {
      report({
        at: codeSpan(reply),
        message: t(
          'The client gave up after {0}, and the server accepted the message after {1}. Raise the client’s timeout; a second try sends the message twice.',
          duration(left),
          duration(came),
        ),
        exchange,
        reply,
      });
    }
  },
};

/** The server offers no login before TLS, and the client left without starting it. */
const loginAfterTls: Rule = {
  id: 'verdict-login-after-tls',
  group: 'verdict',
  kind: 'fact',
  tier: 5,
  severity: 'information',
  since: '0.1.0',
  on: ['QUIT'],
  with: ['EHLO'],
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
      #    ^^^ information: The server offers no login before STARTTLS; the client left without starting TLS. Switch STARTTLS on in the …
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-STARTTLS\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 Bye',
    ],
  },
  check({ session, states }, report) {
    const hello = leftBeforeTls(session, states);
    const reply = hello && lastReply(hello);
    if (!hello || !reply) return;
    report({
      at: codeSpan(reply),
      message: t('The server offers no login before STARTTLS; the client left without starting TLS. Switch STARTTLS on in the client.'),
      exchange: hello,
    });
  },
};

/** Sessions that failed because a side was late, or left too early. */
export const lateVerdicts: readonly Rule[] = [acceptedTooLate, loginAfterTls];
