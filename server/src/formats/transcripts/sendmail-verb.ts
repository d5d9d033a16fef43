import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import { readUnmarked } from '../readers/unmarked';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `220 client.example.org ESMTP Sendmail 8.17.1; Mon, 23 Nov 2026 19:34:33 GMT
VERB
250 2.0.0 Verbose mode
MAIL FROM:<root@client.example.org>
250 2.1.0 <root@client.example.org>... Sender ok
RCPT TO:<bob@example.net>
250 2.1.5 <bob@example.net>... Recipient ok
DATA
354 End data with <CR><LF>.<CR><LF>
hi
.
050 <bob@example.net>... Connecting to mail.example.net. via esmtp...
050 220 mail.example.net ESMTP Postfix
050 >>> EHLO client.example.org
050 250 mail.example.net
050 >>> MAIL From:<root@client.example.org>
050 250 2.1.0 Ok
050 >>> RCPT To:<bob@mail.example.net>
050 250 2.1.5 Ok
050 <bob@example.net>... Sent (Ok: queued as 4C4D21A2B3)
250 2.0.0 6ANJYXOG000289 Message accepted for delivery
QUIT
221 2.0.0 client.example.org closing connection
`;

const INNER = /^050[ -]/;

/** The session in which sendmail, asked by `VERB`, reports how it delivers: lines with code 050 that contain another dialogue. */
export const sendmailVerb: TranscriptFormat = {
  id: 'sendmail-verb',
  title: 'sendmail -bs after VERB (050 lines)',
  row: 'F31',
  viewpoint: 'none',
  trust: 'likely',
  telltale: INNER,
  hint: /^(?:050[ -]|VERB[ \t]*$|250[ -].{0,60}Verbose mode|220[ -].{1,200}Sendmail)/i,
  elides: 'The mail data of the inner dialogue.',
  notes: '050 is not a reply code of SMTP: after it comes what sendmail, now the client of the next server, says and hears.',
  samples: [
    {
      title: 'a delivery told in 050 lines',
      text: sample,
      exchanges: [
        'greeting 220',
        'VERB 250',
        'MAIL 250',
        'RCPT 250',
        'DATA 354',
        'data 250',
        'QUIT 221',
        'greeting 220',
        'EHLO 250',
        'MAIL 250',
        'RCPT 250',
      ],
    },
  ],
  reader: () => ({
    read(line, view): readonly Reading[] | null {
      if (!INNER.test(line)) return readUnmarked(line, view, '');
      const end = trimmedEnd(line);
      const text = line.slice(4, end);
      const key = '050';
      if (text.startsWith('>>> ')) return [{ kind: 'wire', side: 'client', piece: pieceOf(line, 8, end), key }];
      return looksLikeReply(text) ? [{ kind: 'wire', side: 'server', piece: pieceOf(line, 4, end), key }] : NOISE;
    },
  }),
};
