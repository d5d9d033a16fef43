import { rfc } from '../../knowledge/source';
import type { KindRow } from '../verdict-rule';

/** The server refuses how the client speaks. */
export const sessionKinds: readonly KindRow[] = [
  {
    kind: 'too-many-errors',
    title: 'Closed after too many errors',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '3.8')],
    explains:
      'The server closed the connection after a number of refused commands. The first of those refusals is the cause; this reply only ends the session. Fix that one, then connect again.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 421 4.7.0 mx.example.net Error: too many errors
        #    ^^^ information: The server closes the connection because too many commands in this session were refused. Fix what the first …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.0, status=deferred (host mx[192.0.2.25] said: 421 4.7.0 mx.example.net Error: too many errors (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^ information: The server closes the connection because too …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.7.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 421 4.7.0 mx.example.net Error: too many errors
        #                        ^^^^^^^^^ information: The server closes the connection because too many commands in this session were …
        `,
      ],
      silent: ['C: QUIT\nS: 221 2.0.0 Bye'],
    },
  },
  {
    kind: 'tls-required',
    title: 'TLS is required first',
    since: '0.1.0',
    severity: 'warning',
    sources: [rfc(3207, '4')],
    explains:
      'The server accepts this command only over an encrypted connection. Send STARTTLS after EHLO, or connect to port 465 for implicit TLS, then send EHLO again and go on. Most libraries have a setting for it (`secure`, `starttls`, `SMTPSecure`).',
    examples: {
      fires: [
        `
          S: 220 mx.example.net ESMTP
          C: EHLO client.example.org
          S: 250-mx.example.net
          S: 250 STARTTLS
          C: MAIL FROM:<a@example.org>
          S: 530 5.7.0 Must issue a STARTTLS command first
        #    ^^^ warning: The server accepts this only over TLS, and offers STARTTLS. Send STARTTLS after EHLO, then EHLO again. In most …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.0, status=bounced (host mx[192.0.2.25] said: 530 5.7.0 Must issue a STARTTLS command first (in reply to MAIL FROM command))
        #                                                                                                                                                      ^^^^^^^^^ information: mx accepts this command only over an encrypted …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 530 5.7.0 Must issue a STARTTLS command first
        #                        ^^^^^^^^^ information: mx.example.net accepts this command only over an encrypted connection. Switch on …
        `,
      ],
      silent: [
        'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.org>\nS: 530 5.7.0 Authentication required',
      ],
    },
  },
  {
    kind: 'tls-unavailable',
    title: 'TLS is not available',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3207, '4')],
    explains:
      'The server does not start TLS, although the client or a policy wants it. Usually STARTTLS is switched off, or the certificate or key cannot be read. Only the administrator of that server can fix this; after a 4yz it may work later. A client may be able to use port 465 with implicit TLS.',
    examples: {
      fires: [
        `
          C: STARTTLS
          S: 454 4.7.0 TLS not available due to local problem
        #    ^^^ information: The server cannot start TLS because of a problem with its certificate, key or configuration. Try again …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.0, status=deferred (host mx[192.0.2.25] said: 454 4.7.0 TLS not available due to local problem (in reply to STARTTLS command))
        #                                                                                                                                                       ^^^^^^^^^ information: mx cannot start TLS because of a problem with …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.7.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 454 4.7.0 TLS not available due to local problem
        #                        ^^^^^^^^^ information: mx.example.net cannot start TLS because of a problem with its certificate, key or …
        `,
      ],
      silent: ['C: STARTTLS\nS: 220 2.0.0 Ready to start TLS'],
    },
  },
  {
    kind: 'not-supported',
    title: 'The server does not support this',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '4.2.4')],
    explains:
      'The server knows no such command, parameter or login method, or has switched it off. Use only what the EHLO reply lists, and read it again after STARTTLS. An address or header with non-ASCII characters needs SMTPUTF8 on every server of the route.',
    examples: {
      fires: [
        `
          C: EHLO client.example.org
          S: 250 mx.example.net
          C: AUTH CRAM-MD5
          S: 504 5.7.4 Unrecognized authentication type
        #    ^^^ information: The server does not support the login mechanism that the client asks for; no password was checked. Choose a …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.4, status=deferred (SASL authentication failed; server mx[192.0.2.25] said: 504 5.7.4 Unrecognized authentication type)
        #                                                                                                                                                                                     ^^^^^^^^^ information: The server does not support the login mechanism …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.4
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 504 5.7.4 Unrecognized authentication type
        #                        ^^^^^^^^^ information: The server does not support the login mechanism that the client asks for; no …
        `,
      ],
      silent: ['C: AUTH PLAIN\nS: 334 '],
    },
  },
  {
    kind: 'protocol-error',
    title: 'A command is out of order',
    since: '0.1.0',
    severity: 'warning',
    sources: [rfc(5321, '4.1.4'), rfc(2920, '3.1')],
    explains:
      'The server refuses the command because of what came, or did not come, before it: no EHLO, no MAIL, no accepted RCPT, or lines sent too early. Look at the refusals before it; the first one is usually the cause. If there is none, fix the order of commands in the client.',
    examples: {
      fires: [
        `
          C: EHLO client.example.org
          S: 250 mx.example.net
          C: DATA
          S: 503 5.5.1 Error: need RCPT command
        #    ^^^ warning: The client sends a command before the one that must precede it, or the earlier one was refused. Look for the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.5.1, status=bounced (host mx[192.0.2.25] said: 503 5.5.1 Error: need RCPT command (in reply to DATA command))
        #                                                                                                                                                      ^^^^^^^^^ information: DATA is out of order: no recipient was accepted before …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.5.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 503 5.5.1 Error: need RCPT command
        #                        ^^^^^^^^^ information: The client sends a command before the one that must precede it, or the earlier …
        `,
      ],
      silent: ['C: DATA\nS: 354 go ahead'],
    },
  },
  {
    kind: 'syntax-error',
    title: 'The server cannot parse the command',
    since: '0.1.0',
    severity: 'warning',
    sources: [rfc(5321, '4.2.4')],
    explains:
      'The server could not parse the command or its argument: it is misspelled, too long, or has a malformed address or parameter. SMTP Lens marks the mistake in the command where it sees one. Compare the line with the syntax, and check whether a firewall rewrites commands.',
    examples: {
      fires: [
        `
          C: MAIL FROM: a@example.org
          S: 501 5.5.4 Syntax: MAIL FROM:<address>
        #    ^^^ warning: The command or one of its arguments does not have the form that SMTP requires. Correct the command in the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.5.4, status=bounced (host mx[192.0.2.25] said: 501 5.5.4 Syntax: MAIL FROM:<address> (in reply to MAIL FROM command))
        #                                                                                                                                                      ^^^^^^^^^ information: The command or one of its arguments does not …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.5.4
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 501 5.5.4 Syntax: MAIL FROM:<address>
        #                        ^^^^^^^^^ information: The command or one of its arguments does not have the form that SMTP requires. …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
  },
  {
    kind: 'helo-rejected',
    title: 'The EHLO name is not accepted',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '4.1.4')],
    explains:
      'The name in EHLO or HELO is refused: it is not a full host name, is not found in the DNS, or is the server’s own name. The refusal often comes only at RCPT. Set the client’s host name to a full name that resolves to the client.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 504 5.5.2 <client>: Helo command rejected: need fully-qualified hostname
        #    ^^^ information: The name that the client gives in HELO has no domain part. Set the HELO name to the full host name, such as …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.5.2, status=bounced (host mx[192.0.2.25] said: 504 5.5.2 <client>: Helo command rejected: need fully-qualified hostname (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: The name that the client gives in HELO has no …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.5.2
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 504 5.5.2 <client>: Helo command rejected: need fully-qualified hostname
        #                        ^^^^^^^^^ information: The name that the client gives in HELO has no domain part. Set the HELO name to …
        `,
      ],
      silent: ['C: EHLO client.example.org\nS: 250 mx.example.net'],
    },
  },
];
