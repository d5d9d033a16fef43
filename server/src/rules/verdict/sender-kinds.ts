import { rfc } from '../../knowledge/source';
import type { KindRow } from '../verdict-rule';

/** The server refuses the sender, or asks for proof of it. */
export const senderKinds: readonly KindRow[] = [
  {
    kind: 'sender-rejected',
    title: 'The sender address is not accepted',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.2')],
    explains:
      'The server refuses the envelope sender: the address or its domain does not exist, cannot be verified, or is blocked. Another recipient does not help. Send from an address that exists and can receive bounces, in a domain with an MX record.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org>
          S: 550 5.1.8 Sender address rejected: Domain not found
        #    ^^^ information: The domain of a@example.org has no MX or address record in DNS. Use a sender address in a domain that …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.1.8, status=bounced (host mx[192.0.2.25] said: 550 5.1.8 Sender address rejected: Domain not found (in reply to MAIL FROM command))
        #                                                                                                                                                      ^^^^^^^^^ information: The domain of the sender has no MX or address …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.1.8
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.1.8 Sender address rejected: Domain not found
        #                        ^^^^^^^^^ information: The domain of the sender has no MX or address record in DNS. Use a sender address …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
  },
  {
    kind: 'sender-not-owned',
    title: 'This login may not use this sender',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(6409, '6.1')],
    explains:
      'The server ties sender addresses to logins, and the address in MAIL or in the From field does not belong to the account. Send from the account’s own address, or let the administrator grant the right to send as the other one.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<x@example.com>
          S: 553 5.7.1 <x@example.com>: Sender address rejected: not owned by user alice
        #    ^^^ information: The logged-in account may not send as x@example.com. Set the sender address in the mail program to that of …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.1, status=bounced (host mx[192.0.2.25] said: 553 5.7.1 <x@example.com>: Sender address rejected: not owned by user alice (in reply to MAIL FROM command))
        #                                                                                                                                                      ^^^^^^^^^ information: The logged-in account may not send as …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 553 5.7.1 <x@example.com>: Sender address rejected: not owned by user alice
        #                        ^^^^^^^^^ information: The logged-in account may not send as the sender. Set the sender address in the …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
  },
  {
    kind: 'unauthenticated-mail',
    title: 'SPF, DKIM or DMARC does not pass',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(7372, '3')],
    explains:
      'The server wants proof that the sender’s domain allows the message. That is an SPF record that includes the client’s IP address, or a DKIM signature that verifies; for DMARC one of them must match the domain in the From field. Publish the records for the sending server, and sign the mail. Forwarding and changes in transit can break both.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org>
          S: 550-5.7.26 This mail is unauthenticated
          S: 550 5.7.26 and was blocked
        #    ^^^ information: The server wants SPF or DKIM to pass for the sender’s domain, and neither does. Publish an SPF record that …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.26, status=bounced (host mx[192.0.2.25] said: 550-5.7.26 This mail is unauthenticated 550 5.7.26 and was blocked (in reply to MAIL FROM command))
        #                                                                                                                                                       ^^^^^^^^^^ information: The server wants SPF or DKIM to pass for the …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.26
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550-5.7.26 This mail is unauthenticated 550 5.7.26 and was blocked
        #                        ^^^^^^^^^^ information: The server wants SPF or DKIM to pass for the sender’s domain, and neither does. …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 550 5.7.1 Go away'],
    },
  },
  {
    kind: 'domain-lookup',
    title: 'A domain has no usable DNS',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.2'), rfc(3463, '3.5')],
    explains:
      'A domain of the envelope does not exist or has no usable record in the DNS. At MAIL it is the sender’s domain: it needs an MX or address record. At RCPT it is the recipient’s: check its spelling. After a 4yz the DNS may not have answered, and it may work later.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.1.2 <b@example.net>: Recipient address rejected: Domain not found
        #    ^^^ information: The domain of b@example.net has no MX or address record in DNS. Check the spelling of the domain after the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.1.2, status=bounced (host mx[192.0.2.25] said: 550 5.1.2 <b@example.net>: Recipient address rejected: Domain not found (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: The domain of b@example.net has no MX or …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.1.2
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.1.2 <b@example.net>: Recipient address rejected: Domain not found
        #                        ^^^^^^^^^ information: The domain of the recipient has no MX or address record in DNS. Check the …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
  {
    kind: 'dns-failure',
    title: 'A lookup failed for now',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.5')],
    explains:
      'A DNS or directory server did not answer when the server needed it. The message is not at fault, and the queue tries again. If it goes on, check the name servers of both domains and the resolver of the server.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org>
          S: 451 4.4.3 Temporary DNS error while checking SPF record
        #    ^^^ information: The server cannot check SPF because DNS of the sender’s domain does not answer at the moment. Let the queue …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.4.3, status=deferred (host mx[192.0.2.25] said: 451 4.4.3 Temporary DNS error while checking SPF record (in reply to MAIL FROM command))
        #                                                                                                                                                       ^^^^^^^^^ information: mx cannot check SPF because DNS of the sender’s …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.4.3
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 451 4.4.3 Temporary DNS error while checking SPF record
        #                        ^^^^^^^^^ information: mx.example.net cannot check SPF because DNS of the sender’s domain does not answer at …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
  },
];
