import { page, rfc } from '../../knowledge/source';
import type { KindRow } from '../verdict-rule';

/** Kinds that have no row (`connection-lost`, `tls-failed`, `client-gave-up`) have rules of their own in broken.ts. */
export const kindRows: readonly KindRow[] = [
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
      ],
      silent: ['C: STARTTLS\nS: 220 2.0.0 Ready to start TLS'],
    },
  },
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
      ],
      silent: ['C: AUTH PLAIN\nS: 334 \nC: AGFsaWNlAFJFREFDVEVE\nS: 235 2.7.0 Authentication successful'],
    },
  },
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
      ],
      silent: ['C: MAIL FROM:<a@example.org> SIZE=999\nS: 250 2.1.0 Ok'],
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 452 4.5.3 Too many recipients'],
    },
  },
  {
    kind: 'mailbox-disabled',
    title: 'The mailbox is disabled',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.3')],
    explains:
      'The mailbox exists but takes no messages: it is suspended, inactive or locked. Only the recipient or the provider can enable it. After a 4yz it may work later; after a 5yz remove the address from mailing lists.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.2.1 The mailbox is disabled
        #    ^^^ information: The mailbox of b@example.net exists but is disabled, locked or expired. Only the recipient or the receiving …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
  },
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 554 5.7.1 <b@example.net>: Relay access denied'],
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
      'The server takes no more recipients in this transaction; those that it accepted remain valid. Finish this message, then send it to the others in another transaction.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 452 4.5.3 Too many recipients
        #    ^^^ information: The server accepts no further recipient in this transaction; those it accepted stay valid. Send the message …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 452 4.2.2 over quota'],
    },
  },
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 451 4.3.0 Temporary lookup failure'],
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
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 451 4.3.0 Temporary lookup failure'],
    },
  },
  {
    kind: 'server-busy',
    title: 'The server is busy',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.4')],
    explains:
      'The server takes no mail at the moment because of its load, maintenance or a limit on connections. The message is not at fault. The queue tries again later; use fewer simultaneous connections if this happens often.',
    examples: {
      fires: [
        `
          S: 421 4.3.2 mx.example.net Server too busy
        #    ^^^ information: The server has too much to do at the moment. Let the queue retry. If it lasts for hours, open fewer …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
  {
    kind: 'null-mx',
    title: 'The domain or server accepts no mail',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(7504, '4'), rfc(7505, '4.2')],
    explains:
      'The domain says in the DNS, by a null MX record (`MX 0 .`), that it accepts no mail, or the server says so in its greeting. Check the spelling of the domain. If it should receive mail, its owner has to change the MX record.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 556 5.1.10 Recipient domain has a null MX
        #    ^^^ information: example.net publishes a null MX record, which says that it never accepts mail. Check the spelling of the …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
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
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 550 5.7.1 Go away'],
    },
  },
  {
    kind: 'reverse-dns',
    title: 'The client has no valid reverse DNS',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(7372, '3.3')],
    explains:
      'The server looks up the name of the client’s IP address (PTR record) and that name’s address, and the two do not match or do not exist. The provider of the IP address sets the PTR record. It must name the mail server, and that name must resolve to the same address.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]
        #    ^^^ information: The client has no reverse DNS (PTR) record. Set a PTR record for the sending IP at its hosting provider. A …
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
        #    ^^^ information: The server refuses the connection from the client whatever it sends; it gives no reason. Check reputation …
        `,
      ],
      silent: ['S: 220 mx.example.net ESMTP'],
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
      ],
      silent: ['C: EHLO client.example.org\nS: 250 mx.example.net'],
    },
  },
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
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
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
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
  },
  {
    kind: 'relay-denied',
    title: 'The server does not relay this mail',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(5321, '7.9'), rfc(3463, '3.8')],
    explains:
      'The recipient’s domain is not local to the server, and it relays to other domains only for clients that it knows by login or IP address. On an outgoing server log in, usually on port 587. On an incoming server check that the MX record names the right server and that it lists the domain as its own.',
    examples: {
      fires: [
        `
          C: MAIL FROM:<a@example.org>
          S: 250 2.1.0 Ok
          C: RCPT TO:<b@example.net>
          S: 554 5.7.1 <b@example.net>: Relay access denied
        #    ^^^ information: The server does not host the recipient’s domain, and the client may not relay through it. Log in on port …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 <b@example.net>: User unknown'],
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
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
  },
  {
    kind: 'message-expired',
    title: 'The message waited too long',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.5')],
    explains:
      'The message could not be delivered within the time that the queue allows, and was returned. Every try before it failed for a reason: find the first deferral in the log. Fix that, then send the message again.',
    examples: {
      fires: [
        `
          C: RCPT TO:<b@example.net>
          S: 550 5.4.7 Delivery time expired
        #    ^^^ information: A server could not deliver the message within the time that it keeps mail queued. Look for the earlier …
        `,
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
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
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
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
      'The message breaks the format: a header field is missing, occurs twice or is malformed, the MIME structure is broken, a line is too long, or a line ending is not CR LF. The program that writes the message has to be fixed. Sending the same message again does not help.',
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
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
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
      ],
      silent: ['C: AUTH PLAIN\nS: 334 '],
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
  {
    kind: 'delivery-failed',
    title: 'Delivery to the mailbox failed',
    since: '0.1.0',
    severity: 'information',
    sources: [rfc(3463, '3.3')],
    explains:
      'The server took the message, but the program that writes it to the mailbox failed: a delivery command, a filter script, a mailing list or a quota script. The administrator of the receiving server finds the error in its log. After a 4yz the queue tries again.',
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
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
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
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 554 5.7.1 <b@example.net>: Recipient address rejected: Access denied'],
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
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
  },
];
