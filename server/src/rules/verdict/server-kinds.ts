import { rfc } from '../../knowledge/source';
import type { KindRow } from '../verdict-rule';

/** The server cannot take mail now, or says why in its own words. */
export const serverKinds: readonly KindRow[] = [
  {
    kind: 'greylisted',
    title: 'Greylisted: try again later',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(6647, '2')],
    explains:
      'This is not an error: the server asks unknown senders to come back after some minutes, which many spam senders do not do. A mail server tries again automatically. A program that sends only once has to send again from the same IP address, with the same sender and recipient.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 451 4.7.1 Greylisted, try again in 5 minutes
        #    ^^^ information: The server puts off the first delivery attempt of an unknown sender on purpose. Let the queue retry from …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.1, status=deferred (host mx[192.0.2.25] said: 451 4.7.1 Greylisted, try again in 5 minutes (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^ information: mx puts off the first delivery attempt of an …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 451 4.7.1 Greylisted, try again in 5 minutes
        #                        ^^^^^^^^^ information: mx.example.net puts off the first delivery attempt of an unknown sender on purpose. …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 451 4.3.0 Temporary lookup failure'],
    },
  },
  {
    kind: 'server-busy',
    title: 'The server is busy',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.4')],
    explains:
      'The server accepts no mail at the moment because of its load, maintenance or a limit on connections. The message is not at fault. The queue tries again later; use fewer simultaneous connections if this happens often.',
    examples: {
      fires: [
        `
          S: 421 4.3.2 mx.example.net Server too busy
        #    ^^^ information: The server has too much to do at the moment. Let the queue retry. If it lasts for hours, open fewer …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.3.2, status=deferred (host mx[192.0.2.25] refused to talk to me: 421 4.3.2 mx.example.net Server too busy)
        #                                                                                                                                                                        ^^^^^^^^^ information: mx has too much to do at the moment. Let the …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.3.2
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 421 4.3.2 mx.example.net Server too busy
        #                        ^^^^^^^^^ information: mx.example.net has too much to do at the moment. Let the queue retry. If it lasts for …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
  {
    kind: 'server-fault',
    title: 'The server has an internal problem',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.4')],
    explains:
      'Something in the server fails: a full disk, a filter or database that is down, or an error in its configuration. The message is not at fault. Only the administrator of that server can fix it, and its log shows what failed. After a 4yz the queue tries again.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 451 4.3.0 Temporary lookup failure
        #    ^^^ information: The server cannot read one of its lookup tables, such as an SQL or LDAP database. Let the queue retry. On a …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.3.0, status=deferred (host mx[192.0.2.25] said: 451 4.3.0 Temporary lookup failure (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^ information: mx cannot read one of its lookup tables, such …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.3.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 451 4.3.0 Temporary lookup failure
        #                        ^^^^^^^^^ information: mx.example.net cannot read one of its lookup tables, such as an SQL or LDAP database. …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
  {
    kind: 'connection-failed',
    title: 'The connection could not be made',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '4.5.4.1')],
    explains:
      'The next server could not be reached: it is down, a firewall blocks the port, or the MX record or host name is wrong. Many providers block outgoing port 25. Test the connection from the sending host, and check the name and the port.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 451 4.4.1 Connection refused by the next server
        #    ^^^ information: The server that said this could not connect to the next one: it is down, or a firewall is in between. Check …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.4.1, status=deferred (host mx[192.0.2.25] said: 451 4.4.1 Connection refused by the next server (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^ information: The server that said this could not connect to …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.4.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 451 4.4.1 Connection refused by the next server
        #                        ^^^^^^^^^ information: The server that said this could not connect to the next one: it is down, or a …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
  {
    kind: 'policy',
    title: 'Refused by an unnamed policy',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.8')],
    explains:
      'The server refuses by a rule that it does not name, such as “access denied”. The sender, the client’s IP address, a missing login or the content may be the reason. Check login, reverse DNS, block lists, SPF, DKIM and DMARC. The administrator of the server can see the rule in its log.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.7.1 <b@example.net>: Recipient address rejected: Access denied
        #    ^^^ information: An access rule of the server refuses mail from this client to b@example.net. Check the spelling of the …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.1, status=bounced (host mx[192.0.2.25] said: 550 5.7.1 <b@example.net>: Recipient address rejected: Access denied (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: An access rule of mx refuses mail from this …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.7.1 <b@example.net>: Recipient address rejected: Access denied
        #                        ^^^^^^^^^ information: An access rule of mx.example.net refuses mail from this client to the recipient. …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
  },
  {
    kind: 'other',
    title: 'Refused without a known reason',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '4.2.1'), rfc(3463, '2')],
    explains:
      'The reply gives no reason that SMTP Lens knows. Its first digit says what to do: after a 4yz the same message can be sent again later, after a 5yz only after a change. The administrator of the server can see the reason in its log, given the time and the recipient.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 No
        #    ^^^ information: The server refuses b@example.net; often the mailbox does not exist, or a policy refuses the sender. Check …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.0.0, status=bounced (host mx[192.0.2.25] said: 550 No (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^ information: mx refuses b@example.net; often the mailbox …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.0.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 No
        #                        ^^^ information: mx.example.net refuses the mail; often the mailbox does not exist, or a policy refuses the …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
];
