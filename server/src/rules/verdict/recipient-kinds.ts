import { page, rfc } from '../../knowledge/source';
import type { KindRow } from '../verdict-rule';

/** The server refuses the recipient. */
export const recipientKinds: readonly KindRow[] = [
  {
    kind: 'mailbox-unknown',
    title: 'The mailbox does not exist',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.2')],
    explains:
      'The server is responsible for the domain but has no such mailbox. Check the spelling, and remove addresses that no longer exist from mailing lists. A 4yz with the same words often means that the server could not check the address at the moment.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.1.1 <b@example.net>: user unknown
        #    ^^^ information: The server has no mailbox for b@example.net. Check the spelling of the address. If it was valid once, ask …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.1.1, status=bounced (host mx[192.0.2.25] said: 550 5.1.1 <b@example.net>: user unknown (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: mx has no mailbox for b@example.net. Check the …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.1.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.1.1 <b@example.net>: user unknown
        #                        ^^^^^^^^^ information: mx.example.net has no mailbox for the recipient. Check the spelling of the address. …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 554 5.7.1 <b@example.net>: Relay access denied'],
    },
  },
  {
    kind: 'mailbox-disabled',
    title: 'The mailbox is disabled',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.3')],
    explains:
      'The mailbox exists but accepts no messages: it is suspended, inactive or locked. Only the recipient or the provider can enable it. After a 4yz it may work later; after a 5yz remove the address from mailing lists.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.2.1 The mailbox is disabled
        #    ^^^ information: The mailbox of b@example.net exists but is disabled, locked or expired. Only the recipient or the receiving …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.2.1, status=bounced (host mx[192.0.2.25] said: 550 5.2.1 The mailbox is disabled (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: The mailbox of b@example.net exists but is …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.2.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.2.1 The mailbox is disabled
        #                        ^^^^^^^^^ information: The mailbox of the recipient exists but is disabled, locked or expired. Only the …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
  },
  {
    kind: 'mailbox-full',
    title: 'The mailbox is full',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.3')],
    explains:
      'The recipient’s mailbox has no room left. Only the recipient can delete mail, and only the provider can raise the quota. After a 4yz the queue tries again for some days; after a 5yz tell the recipient another way and send again.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 452 4.2.2 The mailbox is over quota
        #    ^^^ information: The mailbox of b@example.net has no space left. Only the recipient or the receiving server’s administrator …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.2.2, status=deferred (host mx[192.0.2.25] said: 452 4.2.2 The mailbox is over quota (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^ information: The mailbox of b@example.net has no space left. …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.2.2
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 452 4.2.2 The mailbox is over quota
        #                        ^^^^^^^^^ information: The mailbox of the recipient has no space left. Only the recipient or the …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 452 4.5.3 Too many recipients'],
    },
  },
  {
    kind: 'recipient-restricted',
    title: 'The recipient accepts only some senders',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.8')],
    explains:
      'The mailbox, group or mailing list exists but accepts mail only from certain senders, such as members or its own organization. Send from an address that is allowed, or ask the owner or the administrator to allow this sender.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.7.2 Only members may post to this list
        #    ^^^ information: b@example.net accepts mail only from certain senders, for example members of a list or internal users. Ask …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.2, status=bounced (host mx[192.0.2.25] said: 550 5.7.2 Only members may post to this list (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: b@example.net accepts mail only from certain …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.2
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.7.2 Only members may post to this list
        #                        ^^^^^^^^^ information: The recipient accepts mail only from certain senders, for example members of a …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
  },
  {
    kind: 'too-many-recipients',
    title: 'Too many recipients in one transaction',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '4.5.3.1.10')],
    explains:
      'The server accepts no more recipients in this transaction; those that it accepted remain valid. Finish this message, then send it to the others in another transaction.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 452 4.5.3 Too many recipients
        #    ^^^ information: The server accepts no further recipient in this transaction; those it accepted stay valid. Send the message …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.5.3, status=deferred (host mx[192.0.2.25] said: 452 4.5.3 Too many recipients (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^ information: The server accepts no further recipient in this …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.5.3
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 452 4.5.3 Too many recipients
        #                        ^^^^^^^^^ information: The server accepts no further recipient in this transaction; those it accepted …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 452 4.2.2 over quota'],
    },
  },
  {
    kind: 'null-mx',
    title: 'The domain or server accepts no mail',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(7504, '4'), rfc(7505, '4.2')],
    explains:
      'The domain says in the DNS, by a null MX record (`MX 0 .`), or the server in its greeting, that it accepts no mail. Check the spelling of the domain. If it should receive mail, its owner has to change the MX record.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 556 5.1.10 Recipient domain has a null MX
        #    ^^^ information: example.net publishes a null MX record, which says that it never accepts mail. Check the spelling of the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.1.10, status=bounced (host mx[192.0.2.25] said: 556 5.1.10 Recipient domain has a null MX (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^^ information: example.net publishes a null MX record, which …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.1.10
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 556 5.1.10 Recipient domain has a null MX
        #                        ^^^^^^^^^^ information: The domain publishes a null MX record, which says that it never accepts mail. …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
  },
  {
    kind: 'delivery-failed',
    title: 'Delivery to the mailbox failed',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.3')],
    explains:
      'The server accepted the message, but the program that writes it to the mailbox failed: a delivery command, a filter script, a mailing list or a quota script. The administrator of the receiving server finds the error in its log. After a 4yz the queue tries again.',
    examples: {
      fires: [
        `
          C: DATA
          S: 354 go ahead
          C: Subject: x
          C:
          C: y
          C: .
          S: 451 4.2.0 Execution of Sieve filters was aborted due to temporary failure
        #    ^^^ information: The Sieve filter of the mailbox of the recipient could not be run because of a temporary failure. Let the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.2.0, status=deferred (host mx[192.0.2.25] said: 451 4.2.0 Execution of Sieve filters was aborted due to temporary failure (in reply to end of DATA command))
        #                                                                                                                                                       ^^^^^^^^^ information: The Sieve filter of the mailbox of …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.2.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 451 4.2.0 Execution of Sieve filters was aborted due to temporary failure
        #                        ^^^^^^^^^ information: The Sieve filter of the mailbox of the recipient could not be run because of a …
        `,
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
    },
  },
  {
    kind: 'delayed-reject',
    title: 'The refusal is not about the recipient',
    since: '0.1.0',
    severity: 'information',
    sources: [page('Postfix: smtpd_delay_reject', 'https://www.postfix.org/postconf.5.html#smtpd_delay_reject')],
    explains:
      'The reply comes at RCPT because many servers (Postfix by default) wait until then. Its words say that the client or the sender is refused. Another recipient does not help: fix what the words name.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 554 5.7.1 <client.example.org[192.0.2.7]>: Client host rejected: Access denied
        #    ^^^ information: The server refuses the client itself, not the recipient; it waited until RCPT to say so. Ask the receiving …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.1, status=bounced (host mx[192.0.2.25] said: 554 5.7.1 <client.example.org[192.0.2.7]>: Client host rejected: Access denied (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: The server refuses the client itself, not the …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          <b@example.net>: host mx.example.net[192.0.2.25] said: 554 5.7.1
        #                                                        ^^^^^^^^^ information: The server refuses the client itself, not the …
              <mail.example.org[192.0.2.7]>: Client host rejected: Access denied (in reply
              to RCPT TO command)
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 554 5.7.1 <b@example.net>: Recipient address rejected: Access denied'],
    },
  },
];
