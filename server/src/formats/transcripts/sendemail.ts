import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { splitJoined } from '../readers/joined';
import { clockOf, trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `Nov 23 19:25:00 client sendemail[882]: DEBUG => evalSMTPresponse() - Checking for SMTP success or error status in the message: 220 mail.example.net ESMTP
Nov 23 19:25:00 client sendemail[882]: SUCCESS => Received: \t220 mail.example.net ESMTP
Nov 23 19:25:00 client sendemail[882]: INFO => Sending: \tEHLO client.example.org
Nov 23 19:25:00 client sendemail[882]: SUCCESS => Received: \t250-mail.example.net, 250-PIPELINING, 250 CHUNKING
Nov 23 19:25:00 client sendemail[882]: INFO => Sending: \tDATA
Nov 23 19:25:00 client sendemail[882]: SUCCESS => Received: \t354 End data with <CR><LF>.<CR><LF>
Nov 23 19:25:00 client sendemail[882]: INFO => Sending message body
Nov 23 19:25:00 client sendemail[882]: SUCCESS => Received: \t250 2.0.0 Ok: queued as 4C4D21A2B3
Nov 23 19:25:00 client sendemail[882]: WARNING => Received: \t550 5.1.1 unknown
`;

const LINE =
  /^(?<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) \S{1,255} send[eE]mail\[(?<key>\d{1,9})\]: [A-Z]{4,8} => (?:(?<way>Sending|Received): \t|(?<body>Sending message body)|)/;

/** sendEmail (Caspian) `-v -v -v`: the lines of a reply are joined with commas. */
export const sendemail: TranscriptFormat = {
  id: 'sendemail',
  title: 'sendEmail -v',
  row: 'F52',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,255} send[eE]mail\[\d{1,9}\]: [A-Z]{4,8} => /,
  elides: 'The mail data.',
  notes: '`evalSMTPresponse()` repeats each reply.',
  samples: [
    {
      title: 'accepted',
      text: sample.slice(0, sample.lastIndexOf('Nov 23')),
      exchanges: ['greeting 220', 'EHLO 250', 'DATA 354', 'data 250'],
    },
  ],
  reader: (): Reader => ({
    read(line): readonly Reading[] | null {
      const match = LINE.exec(line);
      if (!match) return null;
      const { key, way, body } = match.groups ?? {};
      const time = clockOf(match.groups?.time);
      if (body) return [{ kind: 'mark', mark: 'body', piece: pieceOf(line), key, time }];
      if (!way) return NOISE;
      const piece = pieceOf(line, match[0].length, trimmedEnd(line));
      if (way === 'Sending') return [{ kind: 'wire', side: 'client', piece, key, time }];
      return splitJoined(piece, ', ').map((part) => ({ kind: 'wire', side: 'server', piece: part, key, time }));
    },
  }),
};
