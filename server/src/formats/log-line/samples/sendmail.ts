import type { LogSample } from '../../log';

/** Lines that the daemons themselves wrote on loopback, and a few of the same shape. */
export const sendmailSamples: readonly LogSample[] = [
  {
    title: 'a message to one recipient, its bounce',
    text: [
      'Nov 23 19:34:16 mail sendmail[18596]: 6ANJYG3l018596: Milter: no active filter',
      'Nov 23 19:34:17 mail sendmail[18596]: 6ANJYG3l018596: from=<sender@local2.example>, size=71, class=0, nrcpts=1, msgid=<1795462456.8698967@client.test.example>, proto=ESMTP, daemon=MTA, relay=localhost [127.0.0.1]',
      'Nov 23 19:34:17 mail sendmail[18596]: 6ANJYG3l018596: SMTP outgoing connect on localhost',
      'Nov 23 19:34:17 mail sendmail[18596]: 6ANJYG3l018596: to=<r550@norm.example>, delay=00:00:01, xdelay=00:00:00, mailer=tst3, pri=30071, relay=[127.0.0.1] [127.0.0.1], dsn=5.1.1, reply=550 5.1.1 <r550@norm.example>: Recipient address rejected: User unknown in virtual mailbox table, stat=User unknown',
      'Nov 23 19:34:17 mail sendmail[18596]: 6ANJYG3l018596: 6ANJYG3m018596: DSN: User unknown',
      'Nov 23 19:34:17 mail sendmail[18596]: 6ANJYG3l018596: done; delay=00:00:01, ntries=1',
    ].join('\n'),
    replies: ['4:171 - 5.1.1 - bounced 6ANJYG3l018596', '4:184 550 5.1.1 - bounced 6ANJYG3l018596'],
  },
  {
    title: 'codes that disagree, a reply of which the first line is kept, no address',
    text: [
      'Nov 23 19:34:19 mail sendmail[18672]: 6ANJYIbV018672: to=<mismatch4@norm.example>, delay=00:00:00, xdelay=00:00:00, mailer=tst3, pri=30071, relay=[127.0.0.1] [127.0.0.1], dsn=5.2.2, reply=450 5.2.2 Mailbox full, stat=Deferred: 450 5.2.2 Mailbox full',
      'Nov 23 19:34:21 mail sendmail[18951]: 6ANJYL1F018951: to=<multi@norm.example>, delay=00:00:00, xdelay=00:00:00, mailer=tst3, pri=30071, relay=[127.0.0.1] [127.0.0.1], dsn=5.7.26, reply=550-5.7.26 This mail has been blocked because the sender is unauthenticated., stat=User unknown',
      'Nov 23 19:34:24 mail sendmail[19041]: 6ANJYN0U019041: to=<d554@norm.example>, delay=00:00:00, xdelay=00:00:00, mailer=tst3, pri=30071, relay=[127.0.0.1] [127.0.0.1], dsn=5.0.0, reply=554 5.5.1 Error: no valid recipients, stat=Service unavailable',
      'Nov 23 19:34:17 mail sendmail[18596]: 6ANJYG3m018596: to=<sender@local2.example>, delay=00:00:00, xdelay=00:00:00, mailer=esmtp, pri=31095, relay=local2.example., dsn=5.1.2, stat=Host unknown (Name server: local2.example.: host not found)',
      'Nov 23 19:34:29 mail sendmail[19252]: 6ANJYS96019252: [127.0.0.1]: SMTP RCPT protocol error: 354 go ahead?',
    ].join('\n'),
    replies: [
      '1:176 - 5.2.2 - deferred 6ANJYIbV018672',
      '1:189 450 5.2.2 - deferred 6ANJYIbV018672',
      '1:228 450 5.2.2 - deferred 6ANJYIbV018672',
      '2:172 - 5.7.26 - bounced 6ANJYL1F018951',
      '2:186 550 5.7.26 - bounced 6ANJYL1F018951',
      '3:171 - 5.0.0 - bounced 6ANJYN0U019041',
      '3:184 554 5.5.1 - bounced 6ANJYN0U019041',
      '4:168 - 5.1.2 - bounced 6ANJYG3m018596',
      '5:94 354 - RCPT - 6ANJYS96019252',
    ],
  },
  {
    title: 'what rulesets and milters refuse',
    text: [
      'Nov 23 19:41:01 mail sm-mta[88390]: 6ANJf1xx088390: ruleset=check_rcpt, arg1=<b@example.net>, relay=client.example.org [192.0.2.133], reject=550 5.7.1 <b@example.net>... Relaying denied. Proper authentication required.',
      'Nov 23 19:41:02 mail sm-mta[88391]: ruleset=check_relay, arg1=client.example.org, arg2=192.0.2.74, relay=client.example.org [192.0.2.74], reject=421 4.3.2 Too many open connections.',
      'Nov 23 19:41:03 mail sm-mta[88392]: 6ANJf3xx088392: Milter: to=<b@example.com>, reject=451 4.7.1 Greylisting in action, please come back in 00:05:00',
      'Nov 23 19:41:04 mail sm-mta[88393]: 6ANJf4xx088393: to=<b@example.net>, ctladdr=<a@example.com> (33/33), delay=00:08:18, xdelay=00:00:56, mailer=esmtp, pri=120310, relay=mx.example.net. [198.51.100.26], dsn=4.0.0, stat=Deferred: 421-4.7.0 [192.0.2.130      10] Our system has detected an unusual rate of',
      'Nov 23 19:41:05 mail sm-mta[88394]: 6ANJf5xx088394: to=<b@example.net>, delay=00:00:05, xdelay=00:05:00, mailer=esmtp, pri=7590623, relay=mx.example.net. [198.51.100.27], dsn=4.0.0, stat=Deferred: Connection timed out with mx.example.net.',
      'Jun 28 13:22:45 mail sendmail[15824]: [ID 801593 mail.info] r5R9BSU2021287: to=<c@example.net>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30086, relay=mx.example.net. [198.51.100.27], dsn=2.0.0, stat=Sent (ok:  Message 40279895 accepted)',
    ].join('\n'),
    replies: [
      '1:142 550 5.7.1 RCPT rejected 6ANJf1xx088390',
      '2:146 421 4.3.2 greeting rejected -',
      '3:88 451 4.7.1 RCPT rejected 6ANJf3xx088392',
      '4:208 - 4.0.0 - deferred 6ANJf4xx088393',
      '4:230 421 4.7.0 - deferred 6ANJf4xx088393',
      '5:176 - 4.0.0 - deferred 6ANJf5xx088394',
      '6:198 - 2.0.0 - sent r5R9BSU2021287',
    ],
  },
];
