import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { relative } from '../readers/relative';
import { NOISE } from '../reading';

const sample = `tcpserver: ok 150 0:127.0.0.1:2603 :127.0.0.1::46006
150 > 220 mail.example.net ESMTP 
150 < EHLO client.example.org 
150 > 250-mail.example.net 
150 > 250 8BITMIME 
150 < MAIL FROM:<alice@example.org> 
150 > 250 ok 
150 < RCPT TO:<nosuch@example.net> 
150 > 550 sorry, no mailbox here by that name (#5.1.1) 
150 < RCPT TO:<bob@example.net> 
150 > 250 ok 
150 < DATA 
150 > 354 go ahead 
150 < Subject: test 
150 < 250 not a reply 
150 < . 
150 > 250 ok 1234 qp 5678 
150 < QUIT 
150 > 221 mail.example.net 
150 > [EOF]
tcpserver: end 150 status 0
`;

/** recordio of ucspi-tcp around qmail-smtpd (or a client): pid, arrow, text, and a last character that shows how the record ended. */
export const recordio: TranscriptFormat = {
  id: 'recordio',
  title: 'recordio (ucspi-tcp, qmail)',
  row: 'F46',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:@[0-9a-f]{24} )?\d{1,7} [<>] /,
  notes: 'The last character of each line is not from the wire: a space where the line was complete, `+` where it goes on.',
  samples: [
    {
      title: 'qmail-smtpd',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: () => {
    const arrows = relative({
      markers: [
        { pattern: /^(?:@[0-9a-f]{24} )?\d{1,7} [<>] \[EOF\]/, means: 'noise' },
        { pattern: /^(?:@[0-9a-f]{24} )?(?<key>\d{1,7}) > /, means: 'sent' },
        { pattern: /^(?:@[0-9a-f]{24} )?(?<key>\d{1,7}) < /, means: 'received' },
        { pattern: /^(?:@[0-9a-f]{24} )?tcpserver: /, means: 'noise' },
      ],
    })();
    return {
      read(line, view) {
        const readings = arrows.read(line, view);
        if (!readings || readings.length === 0) return readings ?? (line === '' ? NOISE : null);
        return readings.map((reading) => {
          const { from, to } = reading.piece;
          let end = to;
          if (end > from && (line[end - 1] === ' ' || line[end - 1] === '+')) end--;
          while (end > from && line[end - 1] === '\r') end--;
          return { ...reading, piece: pieceOf(line, from, end) };
        });
      },
    };
  },
};
