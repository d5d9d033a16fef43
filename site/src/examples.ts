/** Texts to try, as people paste them. Every name and address in them is reserved for examples. */
export interface Example {
  readonly name: string;
  /** The words that people look for in such a text. */
  readonly glance: string;
  readonly text: string;
}

export const examples: readonly Example[] = [
  {
    name: 'A bounce',
    glance: '550-5.7.26 Your email has been blocked because …',
    text: `This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

<bo@example.com>: host mx.example.com[192.0.2.26] said: 550-5.7.26 Your email
    has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail
    requires all senders to authenticate with either SPF or DKIM. 550-5.7.26
    550-5.7.26 Authentication results: 550-5.7.26 DKIM = did not pass
    550-5.7.26 SPF [example.org] with ip: [198.51.100.25] = did not pass
    550 5.7.26  To best protect our users from spam, the message has been
    blocked. (in reply to end of DATA command)
`,
  },
  {
    name: 'Lines of a log',
    glance: 'dsn=5.2.2, status=bounced (host mx.example.net …',
    text: `Nov 23 19:24:32 mail postfix/smtpd[7123]: 349261B8932: client=web.example.org[192.0.2.10]
Nov 23 19:24:32 mail postfix/cleanup[7125]: 349261B8932: message-id=<1795461872.0798151@web.example.org>
Nov 23 19:24:32 mail postfix/qmgr[7056]: 349261B8932: from=<shop@example.org>, size=3342, nrcpt=1 (queue active)
Nov 23 19:24:33 mail postfix/smtp[7126]: 349261B8932: to=<bo@example.net>, relay=mx.example.net[203.0.113.7]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=5.2.2, status=bounced (host mx.example.net[203.0.113.7] said: 552 5.2.2 <bo@example.net>: Mailbox is full, quota exceeded (in reply to RCPT TO command))
Nov 23 19:24:33 mail postfix/bounce[7130]: 349261B8932: sender non-delivery notification: 5C1AB1B8935
Nov 23 19:24:33 mail postfix/qmgr[7056]: 349261B8932: removed
`,
  },
  {
    name: 'A transcript',
    glance: '<** 554 5.7.1 <bo@example.com>: Relay access denied',
    text: `=== Trying mail.example.net:25...
=== Connected to mail.example.net.
<-  220 mail.example.net ESMTP Postfix
 -> EHLO client.example.org
<-  250-mail.example.net
<-  250-PIPELINING
<-  250-SIZE 10240000
<-  250-STARTTLS
<-  250-AUTH PLAIN LOGIN
<-  250 ENHANCEDSTATUSCODES
 -> MAIL FROM:<alice@example.org>
<-  250 2.1.0 Ok
 -> RCPT TO: <bo@example.com>
<** 554 5.7.1 <bo@example.com>: Relay access denied
 -> QUIT
<-  221 2.0.0 Bye
=== Connection closed with remote host.
`,
  },
];
