import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `smtp: 0x5654c91df440: STATE_NEW -> STATE_CONNECTED
957e29003fe8bfd2 smtp connected address=192.0.2.25 host=mail.example.net
smtp: 0x5654c91df440: >>> 220 mail.example.net ESMTP OpenSMTPD
smtp: 0x5654c91df440: IO_LOWAT <io:0x5654c91e0730 fd=12 to=300000 fl=W ib=0 ob=0>
smtp: 0x5654c91df440: <<< EHLO client.example.org
smtp: 0x5654c91df440: >>> 250-mail.example.net Hello client.example.org [192.0.2.25], pleased to meet you
smtp: 0x5654c91df440: >>> 250 HELP
smtp: 0x5654c91df440: <<< MAIL FROM:<alice@example.org>
smtp: 0x5654c91df440: >>> 250 2.0.0 Ok
smtp: 0x5654c91df440: <<< RCPT TO:<bob@example.net>
smtp: 0x5654c91df440: >>> 250 2.1.5 Destination address valid: Recipient ok
smtp: 0x5654c91df440: <<< DATA
smtp: 0x5654c91df440: >>> 354 Enter mail, end with "." on a line by itself
<<< [MSG] Subject: test
<<< [MSG]
<<< [MSG] 250 not a reply
<<< [MSG] .
<<< [EOM]
smtp: 0x5654c91df440: >>> 250 2.0.0 8a5f6ac1 Message accepted for delivery
smtp: 0x5654c91df440: <<< QUIT
smtp: 0x5654c91df440: >>> 221 2.0.0 Bye
`;

/** `smtpd -d -T smtp`: the server's own trace; `>>>` is the reply and `<<<` the command. */
export const opensmtpdServer: TranscriptFormat = {
  id: 'opensmtpd-server',
  title: 'OpenSMTPD smtpd -T smtp',
  row: 'F44',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:debug: )?smtp: (?:0x[0-9a-f]{4,16}|[0-9a-f]{16}): (?:>>>|<<<|STATE_|connected to)/,
  notes: 'The pointer that names a session is used again for a later one. Lines of mail data carry no pointer.',
  samples: [
    {
      title: 'accepted',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: () => {
    const marked = prefixed({
      markers: [
        { pattern: /^(?:debug: )?smtp: (?<key>(?:0x[0-9a-f]{4,16}|[0-9a-f]{16})): >>> /, means: 'server' },
        { pattern: /^(?:debug: )?smtp: (?<key>(?:0x[0-9a-f]{4,16}|[0-9a-f]{16})): <<< /, means: 'client' },
        {
          pattern: /^(?:debug: )?smtp: (?<key>(?:0x[0-9a-f]{4,16}|[0-9a-f]{16})): STATE_NEW -> STATE_CONNECTED/,
          means: 'connect',
          whole: true,
        },
        { pattern: /^(?:debug: )?smtp: (?<key>(?:0x[0-9a-f]{4,16}|[0-9a-f]{16})): /, means: 'noise' },
        { pattern: /^(?:[0-9a-f]{16} (?:smtp|mta) |debug: |<<< \[EOM\])/, means: 'noise' },
      ],
    })();
    // The mail data belongs to the session that the trace mentioned last.
    let last: string | undefined;
    return {
      read(line, view) {
        const data = /^<<< \[MSG\] ?/.exec(line);
        if (data) {
          const to = line.endsWith('\r') ? line.length - 1 : line.length;
          const from = Math.min(data[0].length, to);
          return [{ kind: 'wire', side: 'client', piece: { text: line.slice(from, to), from, to }, key: last, body: true }];
        }
        const readings = marked.read(line, view);
        if (readings && readings.length > 0) last = readings[0].key;
        return readings;
      },
    };
  },
};
