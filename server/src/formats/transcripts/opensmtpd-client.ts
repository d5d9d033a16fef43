import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `trying host 192.0.2.25 port 2526...
0x564ad8f09360: INIT -> BANNER
0x564ad8f09360: <<< 220 mail.example.net ESMTP Postfix (Debian/GNU)
0x564ad8f09360: BANNER -> EHLO
mta: 0x564ad8f09360: >>> EHLO client.example.org
0x564ad8f09360: <<< 250-mail.example.net
0x564ad8f09360: <<< 250 AUTH PLAIN LOGIN
connection ready...
0x564ad8f09360: READY -> MAIL
mta: 0x564ad8f09360: >>> MAIL FROM:<alice@example.org>
0x564ad8f09360: <<< 250 2.1.0 Ok
mta: 0x564ad8f09360: >>> RCPT TO:<bob@example.net>
0x564ad8f09360: <<< 250 2.1.5 Ok
mta: 0x564ad8f09360: >>> DATA
0x564ad8f09360: <<< 354 End data with <CR><LF>.<CR><LF>
0x564ad8f09360: >>> [...31 bytes...]
mta: 0x564ad8f09360: >>> .
0x564ad8f09360: <<< 250 2.0.0 Ok: queued as 4C4D21A2B3
bob@example.net: EOM: 250 2.0.0 Ok: queued as 4C4D21A2B3
mta: 0x564ad8f09360: >>> QUIT
0x564ad8f09360: <<< 221 2.0.0 Bye
connection closed...
`;

/** OpenBSD smtp(1) with `-vv` and smtpd's mta trace: `>>>` sent, `<<<` received, a pointer for the session. */
export const opensmtpdClient: TranscriptFormat = {
  id: 'opensmtpd-client',
  title: 'OpenSMTPD smtp(1) -vv, mta trace',
  row: 'F43',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:(?:debug: )?(?:mta: |smtp-out: )?(?:0x[0-9a-f]{4,16}|[0-9a-f]{16}): (?:>>>|<<<) |(?:debug: )?mta: \S{4,40}: (?:>>>|<<<) )/,
  elides: 'The mail data but its final dot (`[...31 bytes...]`).',
  notes: 'The prefix differs between the directions; the state changes between (`MAIL -> RCPT`) are not arrows of the dialogue.',
  samples: [
    {
      title: 'accepted',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^(?:debug: )?(?:mta: |smtp-out: )?(?:0x[0-9a-f]{4,16}|[0-9a-f]{16}): >>> \[\.\.\.\d+ bytes\.\.\.\]/, means: 'noise' },
      { pattern: /^(?:debug: )?(?:mta: |smtp-out: )?(?<key>(?:0x[0-9a-f]{4,16}|[0-9a-f]{16})): >>> /, means: 'client' },
      { pattern: /^(?:debug: )?(?:mta: |smtp-out: )?(?<key>(?:0x[0-9a-f]{4,16}|[0-9a-f]{16})): <<< /, means: 'server' },
      { pattern: /^(?:debug: )?(?:mta: |smtp-out: )?(?<key>(?:0x[0-9a-f]{4,16}|[0-9a-f]{16})): /, means: 'noise' },
      { pattern: /^(?:trying host |connection (?:ready|closed)|mail done|done\.\.\.|\S{1,300}: EOM: )/, means: 'noise' },
    ],
  }),
};
