import type { LogSample } from '../../log';

/** Lines that the daemons themselves wrote on loopback, and a few of the same shape. */
export const eximSamples: readonly LogSample[] = [
  {
    title: 'a message to three recipients',
    text: [
      '2026-11-23 19:30:02 1xVZjm-0003Va-0z <= sender@local2.example H=(client.test.example) [127.0.0.1]:33684 P=esmtp S=278 id=1795462202.0569346@client.test.example T="test" for ok@norm.example r550@norm.example r452@norm.example',
      '2026-11-23 19:30:02 1xVZjm-0003Va-0z => ok@norm.example R=r T=remote_smtp H=127.0.0.1 [127.0.0.1]:2503 C="250 2.0.0 Ok: queued as 4F5502A550" QT=0s DT=0s',
      '2026-11-23 19:30:02 1xVZjm-0003Va-0z ** r550@norm.example R=r T=remote_smtp H=127.0.0.1 [127.0.0.1]:2503: SMTP error from remote mail server after RCPT TO:<r550@norm.example>: 550 5.1.1 <r550@norm.example>: Recipient address rejected: User unknown in virtual mailbox table DT=0s',
      '2026-11-23 19:30:02 1xVZjm-0003Va-0z == r452@norm.example R=r T=remote_smtp defer (-44) H=127.0.0.1 [127.0.0.1]:2503* DT=0s: SMTP error from remote mail server after RCPT TO:<r452@norm.example>: 452 4.2.2 The email account that you tried to reach is over quota',
      '2026-11-23 19:30:02 1xVZjm-0003Vd-1D <= <> R=1xVZjm-0003Va-0z U=Debian-exim P=local S=1889 T="Mail delivery failed: returning message to sender" for sender@local2.example',
    ].join('\n'),
    replies: [
      '2:107 250 2.0.0 data sent 1xVZjm-0003Va-0z',
      '3:177 550 5.1.1 RCPT bounced 1xVZjm-0003Va-0z',
      '4:196 452 4.2.2 RCPT deferred 1xVZjm-0003Va-0z',
    ],
  },
  {
    title: 'replies of several lines, a refused greeting, LMTP, a stale buffer',
    text: [
      '2026-11-23 19:28:47 1xVZiZ-0003I2-1e ** multi@norm.example R=r T=remote_smtp H=127.0.0.1 [127.0.0.1]:2503: SMTP error from remote mail server after RCPT TO:<multi@norm.example>: 550-5.7.26 This mail has been blocked because the sender is unauthenticated.\\n550-5.7.26 requires all senders to authenticate with either SPF or DKIM.\\n550 5.7.26  https://support.example/mail/answer/81126 abc123-20020a05 - gsmtp DT=0s',
      '2026-11-23 19:28:57 1xVZii-0003L6-2q H=127.0.0.1 [127.0.0.1]:2501: SMTP error from remote mail server after initial connection: 554 5.7.1 mx.greet5.example No SMTP service here',
      '2026-11-23 19:30:01 1xVZjl-0003VV-2R ** dot552@lmtp.example R=l T=rlmtp H=127.0.0.1 [127.0.0.1]:2507: LMTP error after DATA: 552 5.2.3 Message too big for this mailbox DT=0s',
      '2026-11-23 19:28:58 1xVZik-0003Ln-19 H=127.0.0.1 [127.0.0.1]:2505: SMTP error from remote mail server after HELO mail.local.example: 550 5.7.1 Helo rejected: go awayd',
    ].join('\n'),
    replies: [
      '1:179 550 5.7.26 RCPT bounced 1xVZiZ-0003I2-1e',
      '1:257 550 5.7.26 RCPT bounced 1xVZiZ-0003I2-1e',
      '1:331 550 5.7.26 RCPT bounced 1xVZiZ-0003I2-1e',
      '2:129 554 5.7.1 greeting - 1xVZii-0003L6-2q',
      '3:126 552 5.2.3 data bounced 1xVZjl-0003VV-2R',
      '4:134 550 5.7.1 HELO - 1xVZik-0003Ln-19',
    ],
  },
  {
    title: 'failures without a reply',
    text: [
      '2026-11-23 19:30:09 1xVZjn-0003Vn-0r == slow@norm.example R=r T=remote_smtp defer (110): Connection timed out H=127.0.0.1 [127.0.0.1]:2503 DT=5s: SMTP timeout after RCPT TO:<slow@norm.example>',
      '2026-11-23 19:28:48 1xVZia-0003IF-2o H=127.0.0.1 [127.0.0.1]:2503: Malformed SMTP reply in response to pipelined RCPT TO:<garbage@norm.example>: this is not a reply',
      '2026-11-23 19:30:03 1xVZjn-0003Vq-2K H=127.0.0.1 [127.0.0.1]:2503: Remote host closed connection in response to end of data',
      '2026-11-23 19:30:09 1xVZjn-0003Vn-0r ** slow@norm.example: retry timeout exceeded',
      "2026-11-23 19:28:49 1xVZib-0003II-13 == sz@norm.example R=r T=remote_smtp defer (-54) DT=0s: retry time not reached for any host for 'norm.example'",
    ].join('\n'),
    replies: [],
  },
  {
    title: 'what the ACLs refuse; the number in a free text is not a code',
    text: [
      '2026-11-23 19:27:57 H=(client.test.example) [127.0.0.1]:33138 F=<sender@local2.example> rejected RCPT <deny550@norm.example>: 550 5.7.1 blocked by policy',
      '2026-11-23 19:27:58 H=(client.test.example) [127.0.0.1]:33158 F=<sender@local2.example> temporarily rejected RCPT <defer451@norm.example>: greylisted (550 in log_message only)',
      '2026-11-23 19:27:58 H=(client.test.example) [127.0.0.1]:44086 rejected MAIL <badmail@local2.example>: 550 5.1.8 sender not liked',
      '2026-11-23 19:27:59 1xVZhn-000362-1E H=(client.test.example) [127.0.0.1]:44090 F=<sender@local2.example> rejected after DATA: 550-5.7.1 first line',
      '2026-11-23 19:27:57 H=(client.test.example) [127.0.0.1]:33146 F=<sender@local2.example> rejected RCPT <denyplain@norm.example>: relay not permitted',
    ].join('\n'),
    replies: ['1:127 550 5.7.1 RCPT rejected -', '3:103 550 5.1.8 MAIL rejected -', '4:127 550 5.7.1 data rejected 1xVZhn-000362-1E'],
  },
  {
    title: 'a refused login, a verification call, a container’s prefix',
    text: [
      '2026-03-21 19:26:06 dovecot_login authenticator failed for (User) [192.0.2.1]:21298 I=[192.0.2.45]:465 Ci=30416: 535 Incorrect authentication data (set_id=user@example.com)',
      '2026-03-21 19:26:07 H=(mx.example.org) [192.0.2.4]:33158 F=<a@example.org> rejected RCPT <b@example.com>: mx.example.org [192.0.2.9] : SMTP error from remote mail server after RCPT TO:<a@example.org>: 550 5.1.1 no such user',
      'Jul 17 23:20:49 mail exim[3751842]: 2026-07-17 23:20:49 1wbi1J-00000000BmK-3yPw => b@example.net R=dnslookup T=remote_smtp H=mx.example.net [198.51.100.31] C="250 2.0.0 Ok: queued as 4ABC" QT=1s DT=1s',
    ].join('\n'),
    replies: ['1:114 535 - AUTH rejected -', '2:202 550 5.1.1 RCPT rejected -', '3:160 250 2.0.0 data sent 1wbi1J-00000000BmK-3yPw'],
  },
];
