import type { LogSample } from '../../log';

/** Lines that the daemons themselves wrote on loopback, and a few of the same shape. */
export const postfixSamples: readonly LogSample[] = [
  {
    title: 'the life of a message that is refused by the next hop',
    text: [
      'Nov 23 19:24:32 mail postfix/smtpd[7123]: 349261B8932: client=localhost[127.0.0.1]',
      'Nov 23 19:24:32 mail postfix/cleanup[7125]: 349261B8932: message-id=<1795461872.0798151@client.test.example>',
      'Nov 23 19:24:32 mail postfix/qmgr[7056]: 349261B8932: from=<sender@local2.example>, size=334, nrcpt=1 (queue active)',
      'Nov 23 19:24:32 mail postfix/smtp[7126]: 349261B8932: to=<r550@norm.example>, relay=127.0.0.1[127.0.0.1]:2503, delay=0.17, delays=0.14/0.02/0/0.01, dsn=5.1.1, status=bounced (host 127.0.0.1[127.0.0.1] said: 550 5.1.1 <r550@norm.example>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command))',
      'Nov 23 19:24:32 mail postfix/bounce[7127]: 349261B8932: sender non-delivery notification: 50C3E1B880A',
      'Nov 23 19:24:32 mail postfix/qmgr[7056]: 349261B8932: removed',
    ].join('\n'),
    replies: ['4:153 - 5.1.1 - bounced 349261B8932', '4:208 550 5.1.1 RCPT bounced 349261B8932'],
  },
  {
    title: 'one reply of three lines, a refused greeting, a connection refused, a lost connection',
    text: [
      'Nov 23 19:24:34 mail postfix/smtp[7126]: 9DD891B8936: to=<multi@norm.example>, relay=127.0.0.1[127.0.0.1]:2503, delay=0.15, delays=0.15/0/0/0, dsn=5.7.26, status=bounced (host 127.0.0.1[127.0.0.1] said: 550-5.7.26 This mail has been blocked because the sender is unauthenticated. 550-5.7.26 requires all senders to authenticate with either SPF or DKIM. 550 5.7.26  https://support.example/mail/answer/81126 abc123-20020a05 - gsmtp (in reply to RCPT TO command))',
      'Nov 23 19:24:39 mail postfix/smtp[7149]: BFE9F1B896C: to=<ok@greet5.example>, relay=127.0.0.1[127.0.0.1]:2501, delay=0.15, delays=0.15/0/0/0, dsn=4.7.1, status=deferred (host 127.0.0.1[127.0.0.1] refused to talk to me: 554 5.7.1 mx.greet5.example No SMTP service here)',
      'Nov 23 19:24:41 mail postfix/smtp[7126]: 92B7E1B8979: to=<ok@refused.example>, relay=none, delay=0.15, delays=0.15/0/0/0, dsn=4.4.1, status=deferred (connect to 127.0.0.1[127.0.0.1]:2599: Connection refused)',
      'Nov 23 19:24:36 mail postfix/smtp[7126]: 2710A1B8961: to=<close@norm.example>, relay=127.0.0.1[127.0.0.1]:2503, delay=0.15, delays=0.15/0/0/0, dsn=4.4.2, status=deferred (lost connection with 127.0.0.1[127.0.0.1] while sending RCPT TO)',
    ].join('\n'),
    replies: [
      '1:148 - 5.7.26 - bounced 9DD891B8936',
      '1:204 550 5.7.26 RCPT bounced 9DD891B8936',
      '1:281 550 5.7.26 RCPT bounced 9DD891B8936',
      '1:354 550 5.7.26 RCPT bounced 9DD891B8936',
      '2:147 - 4.7.1 - deferred BFE9F1B896C',
      '2:220 554 5.7.1 greeting deferred BFE9F1B896C',
      '3:127 - 4.4.1 - deferred 92B7E1B8979',
      '4:148 - 4.4.2 - deferred 2710A1B8961',
    ],
  },
  {
    title: 'verdicts that differ from the reply on purpose: soft_bounce, a delivery status filter',
    text: [
      'Nov 23 19:26:01 mail postfix/smtp[9058]: B37451B8996: to=<r550@norm.example>, relay=127.0.0.1[127.0.0.1]:2503, delay=0.16, delays=0.15/0.01/0/0.01, dsn=4.1.1, status=SOFTBOUNCE (host 127.0.0.1[127.0.0.1] said: 550 5.1.1 <r550@norm.example>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command))',
      'Nov 23 19:26:32 mail postfix/smtp[10181]: D07651B8935: to=<r550@filt.example>, relay=127.0.0.1[127.0.0.1]:2503, delay=0.16, delays=0.15/0.01/0/0, dsn=4.1.1, status=deferred (host 127.0.0.1[127.0.0.1] said: 550 5.1.1 <r550@filt.example>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command))',
      'Nov 23 19:26:33 mail postfix/smtp[10181]: 24ABF1B8954: to=<ok@filt.example>, relay=127.0.0.1[127.0.0.1]:2503, delay=0.16, delays=0.16/0/0/0, dsn=2.9.9, status=sent (filtered: 250 2.0.0 Ok: queued as 4F5502A550)',
    ].join('\n'),
    replies: [
      '1:153 - 4.1.1 - deferred B37451B8996',
      '1:211 550 5.1.1 RCPT deferred B37451B8996',
      '2:151 - 4.1.1 - deferred D07651B8935',
      '2:207 550 5.1.1 RCPT deferred D07651B8935',
      '3:146 - 2.9.9 - sent 24ABF1B8954',
      '3:176 250 2.0.0 data sent 24ABF1B8954',
    ],
  },
  {
    title: 'what smtpd, cleanup and postscreen refuse',
    text: [
      'Nov 23 19:24:48 mail postfix/smtpd[7123]: NOQUEUE: reject: RCPT from localhost[127.0.0.1]: 504 5.5.2 <notfqdn>: Helo command rejected: need fully-qualified hostname; from=<a@b.example> to=<ok@norm.example> proto=ESMTP helo=<notfqdn>',
      'Nov 23 19:25:56 mail postfix/smtpd[8987]: NOQUEUE: reject_warning: RCPT from localhost[127.0.0.1]: 554 5.7.1 <wir@norm.example>: Recipient address rejected: Access denied; from=<sender@local2.example> to=<wir@norm.example> proto=ESMTP helo=<client.test.example>',
      'Nov 23 19:24:47 mail postfix/cleanup[7125]: F25221B8990: reject: header Subject: reject550 please from localhost[127.0.0.1]; from=<sender@local2.example> to=<ok@norm.example> proto=ESMTP helo=<client.test.example>: 5.7.1 bad subject 550',
      'Nov 23 19:25:02 mail postfix/submission/smtpd[8096]: NOQUEUE: reject: CONNECT from localhost[127.0.0.1]: 554 5.7.1 <localhost[127.0.0.1]>: Client host rejected: Access denied; proto=SMTP',
      'Nov 23 19:40:01 mail postfix/postscreen[1148]: NOQUEUE: reject: RCPT from [192.0.2.173]:60591: 550 5.7.1 Service unavailable; client [192.0.2.173] blocked using dnsbl.example.org; from=<a@example.org>, to=<b@example.com>, proto=ESMTP, helo=<x>',
      'Nov 23 19:40:02 mail postfix/cleanup[11]: 4104E3D00A: milter-reject: END-OF-MESSAGE from mx.example.org[192.0.2.86]: 5.7.1 Blocked by policy; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<mx.example.org>',
      'Nov 23 19:40:03 mail postfix/smtpd[12]: NOQUEUE: reject: RCPT from mx.example.org[192.0.2.86]: 450 4.1.1 <b@example.com>: Recipient address rejected: unverified address: host mx.example.net[198.51.100.9] said: 550 5.1.1 <b@example.com>: no such user (in reply to RCPT TO command); from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<mx.example.org>',
      'Nov 23 19:40:04 mail postfix/smtpd[13]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 from MTA(smtp:[127.0.0.1]:10013): 250 2.0.0 Ok: queued as DF66E940333; from=<a@example.org> to=<b@example.com> proto=SMTP helo=<mx.example.org>',
      'Nov 23 19:40:04 mail postfix/smtpd[12]: warning: proxy 127.0.0.1:10025 rejected "RCPT TO:<b@example.com>": "550 5.7.1 not by this filter"',
    ].join('\n'),
    replies: [
      '1:92 504 5.5.2 RCPT rejected -',
      '2:100 554 5.7.1 RCPT - -',
      '3:216 - 5.7.1 data rejected F25221B8990',
      '4:106 554 5.7.1 greeting rejected -',
      '5:96 550 5.7.1 RCPT rejected -',
      '6:118 - 5.7.1 data rejected 4104E3D00A',
      '7:96 450 4.1.1 RCPT rejected -',
      '7:211 550 5.1.1 RCPT rejected -',
      '8:71 250 2.0.0 data - -',
      '8:115 250 2.0.0 - - -',
      '9:109 550 5.7.1 RCPT - -',
    ],
  },
  {
    title: 'other prefixes: rsyslog, RFC 5424, compose, journald',
    text: [
      '2026-06-22T17:01:14.999216+00:00 mail postfix/smtp[54675]: BCC9083ED5: to=<b@example.net>, relay=mx.example.net[198.51.100.31]:25, delay=1.2, delays=0.11/0.01/0.02/1.1, dsn=2.0.0, status=sent (250 OK id=1wbi1J-00000000BmK-3yPw)',
      '<22>1 2026-06-22T17:01:15.003Z mail postfix/smtp 54675 - - BCC9083ED6: to=<c@example.net>, relay=mx.example.net[198.51.100.31]:25, delay=1.2, delays=0.11/0.01/0.02/1.1, dsn=4.7.1, status=deferred (host mx.example.net[198.51.100.31] said: 451 4.7.1 try later (in reply to end of DATA command))',
      'mail-1  | Sep 28 22:43:54 host postfix/smtp[84617]: A993C16F8E8: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:2525, delay=3, dsn=2.0.0, status=sent (250 2.0.0 OK: queued as 4ABC)',
      '{"__REALTIME_TIMESTAMP":"1795462140000000","_HOSTNAME":"mail","SYSLOG_IDENTIFIER":"postfix/smtpd","_PID":"77","MESSAGE":"NOQUEUE: reject: RCPT from unknown[192.0.2.68]: 554 5.7.1 <x@example.org>: Relay access denied; from=<a@example.com> to=<x@example.org> proto=ESMTP helo=<\\"x\\">"}',
    ].join('\n'),
    replies: [
      '1:174 - 2.0.0 - sent BCC9083ED5',
      '1:194 250 - data sent BCC9083ED5',
      '2:174 - 4.7.1 - deferred BCC9083ED6',
      '2:239 451 4.7.1 data deferred BCC9083ED6',
      '3:137 - 2.0.0 - sent A993C16F8E8',
      '3:157 250 2.0.0 data sent A993C16F8E8',
      '4:170 554 5.7.1 RCPT rejected -',
    ],
  },
];
