import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `s-nail: Credentials: host mail.example.net:587, user alice, pass s3cret
s-nail: Connecting to 192.0.2.25:587 ... connected.
s-nail: >>> SERVER: 220 mail.example.net ESMTP Postfix (Debian/GNU)
s-nail: >>> EHLO client.example.org
s-nail: >>> SERVER: 250-mail.example.net
s-nail: >>> SERVER: 250 AUTH PLAIN LOGIN
s-nail: >>> AUTH LOGIN
s-nail: >>> SERVER: 334 VXNlcm5hbWU6
s-nail: >>> YWxpY2U=
s-nail: >>> SERVER: 334 UGFzc3dvcmQ6
s-nail: >>> czNjcmV0
s-nail: >>> SERVER: 235 2.7.0 Authentication successful
s-nail: >>> MAIL FROM:<alice@example.org>
s-nail: >>> SERVER: 250 2.1.0 Ok
s-nail: >>> RCPT TO:<bob@example.net>
s-nail: >>> SERVER: 250 2.1.5 Ok
s-nail: >>> DATA
s-nail: >>> SERVER: 354 End data with <CR><LF>.<CR><LF>
s-nail: >>> Subject: hi
s-nail: >>>
s-nail: >>> Hello
s-nail: >>> .
s-nail: >>> SERVER: 250 2.0.0 Ok: queued as 4C4D21A2B3
s-nail: >>> QUIT
s-nail: >>> SERVER: 221 2.0.0 Bye
`;

/** s-nail (and mailx of the same family) with `-vv`: one arrow for both directions, the server's lines named. */
export const sNail: TranscriptFormat = {
  id: 's-nail',
  title: 's-nail -vv',
  row: 'F34',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:s-nail|mailx|mail|nail|heirloom-mailx): >>> ?/,
  notes: 'Both directions begin with `>>>`; only `SERVER:` tells them apart. The mail data is shown without dot-stuffing.',
  samples: [
    {
      title: 'AUTH LOGIN and one message',
      text: sample,
      exchanges: [
        'greeting 220',
        'EHLO 250',
        'AUTH 334',
        'auth 334',
        'auth 235',
        'MAIL 250',
        'RCPT 250',
        'DATA 354',
        'data 250',
        'QUIT 221',
      ],
    },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^[\w-]{2,20}: >>> SERVER: ?/, means: 'server' },
      { pattern: /^[\w-]{2,20}: >>> ?/, means: 'client' },
      { pattern: /^(?:s-nail|mailx|mail|nail|heirloom-mailx): Connecting to /, means: 'connect', whole: true },
      { pattern: /^(?:s-nail|mailx|mail|nail|heirloom-mailx): /, means: 'noise' },
    ],
  }),
};
