import type { TranscriptFormat } from '../format';
import { relative } from '../readers/relative';

const sample = `4/2/01 11:44:31 AM : A connection was accepted from pop3.example.com.
4/2/01 11:44:31 AM : >>> 220 mail.example.net ESMTP Server (Microsoft Exchange Internet Mail Service 5.5) ready
4/2/01 11:44:31 AM : <<< IO: |HELO pop3.example.com
4/2/01 11:44:31 AM : <<< HELO pop3.example.com
4/2/01 11:44:31 AM : >>> 250 OK
4/2/01 11:44:31 AM : <<< IO: |MAIL From:<a@example.com>
4/2/01 11:44:31 AM : <<< MAIL From:<a@example.com>
4/2/01 11:44:31 AM : >>> 250 OK - mail from <a@example.com>
4/2/01 11:44:32 AM : <<< IO: |QUIT
4/2/01 11:44:32 AM : <<< QUIT
4/2/01 11:44:32 AM : >>> 221 closing connection
`;

/** The log of Exchange 5.5's Internet Mail Service: every command twice, as received (`IO:`) and as understood. */
export const exchange5: TranscriptFormat = {
  id: 'exchange-5',
  title: 'Exchange 5.5 Internet Mail Service log',
  row: 'F45',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: /^\d{1,2}\/\d{1,2}\/\d{2,4} \d{1,2}:\d\d:\d\d [AP]M : (?:<<<|>>>) /,
  elides: 'The mail data.',
  notes: 'The `IO:` line before a command is the same command and is not read again.',
  samples: [{ title: 'HELO and MAIL', text: sample, exchanges: ['greeting 220', 'HELO 250', 'MAIL 250', 'QUIT 221'] }],
  reader: relative({
    markers: [
      { pattern: /^\d{1,2}\/\d{1,2}\/\d{2,4} \d{1,2}:\d\d:\d\d [AP]M : (?:<<<|>>>) IO: \|/, means: 'noise' },
      { pattern: /^\d{1,2}\/\d{1,2}\/\d{2,4} \d{1,2}:\d\d:\d\d [AP]M : >>> /, means: 'sent' },
      { pattern: /^\d{1,2}\/\d{1,2}\/\d{2,4} \d{1,2}:\d\d:\d\d [AP]M : <<< /, means: 'received' },
      { pattern: /^\d{1,2}\/\d{1,2}\/\d{2,4} \d{1,2}:\d\d:\d\d [AP]M : /, means: 'noise' },
    ],
  }),
};
