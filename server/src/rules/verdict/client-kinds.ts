import { rfc } from '../../knowledge/source';
import type { KindRow } from '../verdict-rule';

/** The server refuses who sends: the client, its login or its sender. */
export const clientKinds: readonly KindRow[] = [
  {
    kind: 'auth-required',
    title: 'A login is required first',
    since: '0.1.0',
    severity: 'warning',
    sources: [rfc(4954, '6')],
    explains:
      'The server accepts mail from this client only after AUTH. Log in before MAIL; if AUTH was sent and failed, that failure is the cause. A server that requires a login is usually for outgoing mail: use port 587 with STARTTLS, or port 465.',
    examples: {
      fires: [
        `
          C: EHLO client.example.org
          S: 250-mx.example.net
          S: 250 AUTH PLAIN
          C: MAIL FROM:<a@example.org>
          S: 530 5.7.0 Authentication required
        #    ^^^ warning: The server accepts mail from this client only after a login. Turn on SMTP authentication in the client and use …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.0, status=bounced (host mx[192.0.2.25] said: 530 5.7.0 Authentication required (in reply to MAIL FROM command))
        #                                                                                                                                                      ^^^^^^^^^ information: The server accepts mail from this client only …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.0
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 530 5.7.0 Authentication required
        #                        ^^^^^^^^^ information: The server accepts mail from this client only after a login. Turn on SMTP …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 530 5.7.0 Must issue a STARTTLS command first'],
    },
  },
  {
    kind: 'auth-failed',
    title: 'The login was refused',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(4954, '6')],
    explains:
      'The server did not accept the login. 535 usually means that the user name or the password is wrong; many providers require an app password or a token. 534 means that another login method is required. After 454 the login may work later, and the credentials may be right.',
    examples: {
      fires: [
        `
          C: AUTH PLAIN
          S: 334\x20
          C: AGFsaWNlAFJFREFDVEVE
          S: 535 5.7.8 Authentication credentials invalid
        #    ^^^ information: The server does not accept this user name with this password. Check both; many providers want the full …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.8, status=deferred (SASL authentication failed; server mx[192.0.2.25] said: 535 5.7.8 Authentication credentials invalid)
        #                                                                                                                                                                                     ^^^^^^^^^ information: The server does not accept this user name with …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.8
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 535 5.7.8 Authentication credentials invalid
        #                        ^^^^^^^^^ information: The server does not accept this user name with this password. Check both; many …
        `,
      ],
      silent: ['C: AUTH PLAIN\nS: 334 \nC: AGFsaWNlAFJFREFDVEVE\nS: 235 2.7.0 Authentication successful'],
    },
  },
  {
    kind: 'relay-denied',
    title: 'The server does not relay this mail',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '7.9'), rfc(3463, '3.8')],
    explains:
      'The recipient’s domain is not local to the server. It relays to other domains only for clients that it knows by login or IP address. On an outgoing server log in, usually on port 587. On an incoming server check that the MX record names the right server and that it lists the domain as its own.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org>
          S: 250 2.1.0 Ok
          C: RCPT TO:<b@example.net>
          S: 554 5.7.1 <b@example.net>: Relay access denied
        #    ^^^ information: The server does not host the recipient’s domain, and the client may not relay through it. Log in on port …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.1, status=bounced (host mx[192.0.2.25] said: 554 5.7.1 <b@example.net>: Relay access denied (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: mx does not host the recipient’s domain, and …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 554 5.7.1 <b@example.net>: Relay access denied
        #                        ^^^^^^^^^ information: mx.example.net does not host the recipient’s domain, and the client may not relay …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 <b@example.net>: User unknown'],
    },
  },
  {
    kind: 'account-suspended',
    title: 'The sending account is suspended',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.8')],
    explains:
      'The account or tenant that sends is disabled, blocked or limited by its provider. A stolen password, reported spam or an unpaid bill is often the reason; another password alone does not help. Secure the account, then ask the provider to enable it.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org>
          S: 550 5.7.1 Your account has been suspended for sending spam
        #    ^^^ information: The provider has blocked or restricted the account that sends. Change the password, check the account for …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.1, status=bounced (host mx[192.0.2.25] said: 550 5.7.1 Your account has been suspended for sending spam (in reply to MAIL FROM command))
        #                                                                                                                                                      ^^^^^^^^^ information: The provider has blocked or restricted the …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 550 5.7.1 Your account has been suspended for sending spam
        #                        ^^^^^^^^^ information: The provider has blocked or restricted the account that sends. Change the …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
  },
  {
    kind: 'rate-limited',
    title: 'The sender exceeds a limit',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.8')],
    explains:
      'This sender, account or IP address sends too many messages, or opens too many connections, in too short a time. Try again later with fewer connections and messages. A new IP address or domain has to start slowly; a sudden rise may come from a stolen account.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org>
          S: 421 4.7.28 Our system has detected an unusual rate of mail
        #    ^^^ information: The server sees an unusual amount of mail from this address, network or domain, and slows it down. Send …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.28, status=deferred (host mx[192.0.2.25] said: 421 4.7.28 Our system has detected an unusual rate of mail (in reply to MAIL FROM command))
        #                                                                                                                                                        ^^^^^^^^^^ information: mx sees an unusual amount of mail from this …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.7.28
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 421 4.7.28 Our system has detected an unusual rate of mail
        #                        ^^^^^^^^^^ information: mx.example.net sees an unusual amount of mail from this address, network or domain, …
        `,
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 451 4.3.0 Temporary lookup failure'],
    },
  },
  {
    kind: 'reverse-dns',
    title: 'The client has no valid reverse DNS',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(7372, '3.3')],
    explains:
      'The server looks up the name of the client’s IP address (PTR record) and that name’s address. The two do not match or do not exist. The provider of the IP address sets the PTR record. It must name the mail server, and that name must resolve to the same address.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]
        #    ^^^ information: The client has no reverse DNS (PTR) record. Set a PTR record for the sending IP at its hosting provider. A …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.7.1, status=deferred (host mx[192.0.2.25] said: 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7] (in reply to RCPT TO command))
        #                                                                                                                                                       ^^^^^^^^^ information: The client has no reverse DNS (PTR) record. Set …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: delayed
          Status: 4.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]
        #                        ^^^^^^^^^ information: The client has no reverse DNS (PTR) record. Set a PTR record for the sending IP …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 450 4.7.1 Greylisted'],
    },
  },
  {
    kind: 'blocklisted',
    title: 'The client is on a block list',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.8')],
    explains:
      'The server refuses the client’s IP address because of a block list or its own record of reputation. The reply usually names the list: look up the address there, stop what caused the listing, and ask for removal. An answer of 127.255.255.x means that the list refuses the server’s own DNS resolver, which only that server’s administrator can change.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.example
        #    ^^^ information: 192.0.2.7 is listed on zen.example. Look up the IP at the list, stop the cause of the listing, then request …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=5.7.1, status=bounced (host mx[192.0.2.25] said: 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.example (in reply to RCPT TO command))
        #                                                                                                                                                      ^^^^^^^^^ information: 192.0.2.7 is listed on zen.example. Look up the …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.example
        #                        ^^^^^^^^^ information: 192.0.2.7 is listed on zen.example. Look up the IP at the list, stop the cause of …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
  },
  {
    kind: 'client-refused',
    title: 'The client is refused',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '3.1')],
    explains:
      'The server does not accept mail from this host or network. An access list, the country or network, or an unnamed reputation is often the reason. Check reverse DNS and block lists for the client’s IP address. The administrator of the server can see the reason and can allow the address.',
    examples: {
      fires: [
        `
          S: 554 mx.example.net No SMTP service here
        #    ^^^ information: The server refuses every connection from the client and gives no reason. Check reputation …
        `,
        `
          Nov 23 10:00:00 mail postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.25]:25, dsn=4.0.0, status=deferred (host mx[192.0.2.25] refused to talk to me: 554 mx.example.net No SMTP service here)
        #                                                                                                                                                                        ^^^ information: The server refuses every connection from the …
        `,
        `
          Reporting-MTA: dns; mail.example.org

          Final-Recipient: rfc822; b@example.net
          Action: failed
          Status: 5.7.1
          Remote-MTA: dns; mx.example.net
          Diagnostic-Code: smtp; 554 5.7.1 <mail.example.org[192.0.2.7]>: Client host rejected: Access denied
        #                        ^^^^^^^^^ information: An access rule of mx.example.net refuses the client; on port 587 or 465 usually …
        `,
      ],
      silent: ['S: 220 mx.example.net ESMTP'],
    },
  },
];
