import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `[220] 'mail.example.net ready'
> EHLO localhost
[250] 'mail.example.net'
[250] 'AUTH PLAIN LOGIN'
[250] '8BITMIME'
> MAIL FROM:<test@example.net>
[250] 'Sender address accepted'
> RCPT TO:<test@example.com>
[550] '5.7.1 Relaying denied'
RCPT TO <test@example.com> failed: '550 5.7.1 Relaying denied'
> QUIT
[221] 'Bye'
`;

const REPLY = /^\[(\d{3})\] '/;

/** smtp-cli: the code in brackets, the text in quotes; the hyphen of a multi-line reply is lost. */
export const smtpCli: TranscriptFormat = {
  id: 'smtp-cli',
  title: 'smtp-cli --verbose',
  row: 'F23',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^\[[2-5]\d\d\] '/,
  elides: 'The mail data.',
  notes: 'Where a reply ends shows only in the next command.',
  samples: [{ title: 'relaying denied', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] }],
  reader: (): Reader => ({
    read(line): readonly Reading[] | null {
      const reply = REPLY.exec(line);
      if (reply) {
        const from = reply[0].length;
        const close = line.lastIndexOf("'");
        const to = close >= from ? close : line.length;
        const text = `${reply[1]} ${line.slice(from, to)}`;
        // The brackets and the quote take the place of the space between code and text.
        const map = [1, 2, 3, 4];
        for (let at = from; at <= to; at++) map.push(at);
        return [{ kind: 'wire', side: 'server', piece: { text, from: 1, to, map }, more: true }];
      }
      if (line.startsWith('> ')) return [{ kind: 'wire', side: 'client', piece: pieceOf(line, 2) }];
      return /^(?:RCPT TO|Connection|Starting TLS|Using )/.test(line) ? NOISE : null;
    },
  }),
};
