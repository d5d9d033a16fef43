import { rfc } from '../../knowledge/source';
import type { KindRow } from '../verdict-rule';

/** The server refuses the message. */
export const messageKinds: readonly KindRow[] = [
  {
    kind: 'message-size',
    title: 'The message is too large',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(1870, '6.1')],
    explains:
      'The message is larger than the server or the mailbox accepts. An attachment grows by more than a third in transit (base64): a limit of 10 MB holds a file of about 7 MB. The server names its limit in the SIZE keyword of its EHLO reply. Send a smaller message, or a link to the file.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org> SIZE=99999999
          S: 552 5.3.4 Message size exceeds fixed limit
        #    ^^^ information: The message is larger than the server accepts (\`message_size_limit\`). Send a smaller message, or share the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.3.4, status=bounced (host mx[192.0.2.25] said: 552 5.3.4 Message size exceeds fixed limit (in reply to MAIL FROM command))
        #                                                                                                                                                      ^^^^^^^^^ information: The message is larger than mx accepts …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.3.4
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 552 5.3.4 Message size exceeds fixed limit
        #                        ^^^^^^^^^ information: The message is larger than mx.example.net accepts (\`message_size_limit\`). Send a …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org> SIZE=999\nS: 250 2.1.0 Ok'],
    },
  },
  {
    kind: 'content-rejected',
    title: 'The content was refused',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '4.2.5')],
    explains:
      'Sender and recipients were accepted; the message itself is refused because it looks like spam or has a virus, a forbidden attachment or a listed link. Remove what the reply names. If the message is harmless, ask the administrator of the server to correct the filter.',
    examples: {
      fires: [
        `
          C: DATA
          S: 354 go ahead
          C: Subject: x
          C:
          C: y
          C: .
          S: 554 5.7.1 Message rejected as spam
        #    ^^^ information: The server’s spam filter refuses the message. Check links, attachments and wording, and that SPF, DKIM and …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.1, status=bounced (host mx[192.0.2.25] said: 554 5.7.1 Message rejected as spam (in reply to end of DATA command))
        #                                                                                                                                                      ^^^^^^^^^ information: The server’s spam filter refuses the message. …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 554 5.7.1 Message rejected as spam
        #                        ^^^^^^^^^ information: The server’s spam filter refuses the message. Check links, attachments and …
        `,
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
    },
  },
  {
    kind: 'message-format',
    title: 'The message is malformed',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5322, '3.6')],
    explains:
      'The message breaks the format. A header field is missing, occurs twice or is malformed, the MIME structure is broken, or a line is too long. The program that writes the message has to be fixed. Sending the same message again does not help.',
    examples: {
      fires: [
        `
          C: DATA
          S: 354 go ahead
          C: Subject: x
          C:
          C: y
          C: .
          S: 550 5.6.0 Message has no From header
        #    ^^^ information: A header field of the message is missing, duplicated or malformed. Send exactly one valid From, Date, …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.6.0, status=bounced (host mx[192.0.2.25] said: 550 5.6.0 Message has no From header (in reply to end of DATA command))
        #                                                                                                                                                      ^^^^^^^^^ information: A header field of the message is missing, …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.6.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.6.0 Message has no From header
        #                        ^^^^^^^^^ information: A header field of the message is missing, duplicated or malformed. Send exactly …
        `,
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
    },
  },
  {
    kind: 'mail-loop',
    title: 'Mail loops between servers',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '6.3')],
    explains:
      'The message passed through too many servers, or its route leads back to the server that sends it. Forwarding in a circle, a wrong MX record, or a domain missing from the server’s list of local domains is the usual reason. The `Received` fields show which servers repeat.',
    examples: {
      fires: [
        `
          C: DATA
          S: 354 go ahead
          C: Subject: x
          C:
          C: y
          C: .
          S: 554 5.4.6 Too many hops
        #    ^^^ information: The message has passed through too many servers; probably two of them forward to each other. Follow the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.4.6, status=bounced (host mx[192.0.2.25] said: 554 5.4.6 Too many hops (in reply to end of DATA command))
        #                                                                                                                                                      ^^^^^^^^^ information: The message has passed through too many …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.4.6
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 554 5.4.6 Too many hops
        #                        ^^^^^^^^^ information: The message has passed through too many servers; probably two of them forward to …
        `,
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
    },
  },
  {
    kind: 'message-expired',
    title: 'The message waited too long',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.5')],
    explains:
      'The message could not be delivered within the time that the queue allows, and was returned. Every attempt failed for a reason: find the first deferral in the log. Fix that, then send the message again.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.4.7 Delivery time expired
        #    ^^^ information: A server could not deliver the message within the time that it keeps mail queued. Look for the earlier …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.4.7, status=bounced (host mx[192.0.2.25] said: 550 5.4.7 Delivery time expired (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: A server could not deliver the message within …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.4.7
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.4.7 Delivery time expired
        #                        ^^^^^^^^^ information: A server could not deliver the message within the time that it keeps mail queued. …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
];
