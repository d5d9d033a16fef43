import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { decodeLiteral, linesOfPiece } from '../literal';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `connect: to ('mail.example.net', 25) None
reply: b'220 mail.example.net ESMTP Postfix\\r\\n'
reply: retcode (220); Msg: b'mail.example.net ESMTP Postfix'
connect: b'mail.example.net ESMTP Postfix'
send: 'ehlo client.example.org\\r\\n'
reply: b'250-mail.example.net\\r\\n'
reply: b'250 CHUNKING\\r\\n'
reply: retcode (250); Msg: b'mail.example.net\\nCHUNKING'
send: 'mail FROM:<alice@example.org> size=20\\r\\n'
reply: b'250 2.1.0 Ok\\r\\n'
send: 'rcpt TO:<bob@example.net>\\r\\n'
reply: b'250 2.1.5 Ok\\r\\n'
send: 'data\\r\\n'
reply: b'354 End data with <CR><LF>.<CR><LF>\\r\\n'
send: b'Subject: hi\\n\\nbody\\n.\\r\\n'
reply: b'250 2.0.0 Ok: queued as 4C4D21A2B3\\r\\n'
send: 'quit\\r\\n'
reply: b'221 2.0.0 Bye\\r\\n'
`;

const LINE = /^(?:\d\d:\d\d:\d\d\.\d{6} )?(send|reply|connect|data): /;
const LITERAL = /^[bu]?(['"])/;

/** Python smtplib with `set_debuglevel(1)` or `(2)`: string literals, the whole message in one of them, then summaries that repeat. */
export const smtplib: TranscriptFormat = {
  id: 'smtplib',
  title: 'Python smtplib',
  row: 'F50',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['octets'],
  hint: /^(?:\d\d:\d\d:\d\d\.\d{6} )?(?:send|reply): (?:[bu]?['"]|retcode)/,
  notes: '`retcode`, `connect: b…` and `data: (…)` repeat what `reply:` said and are not read again.',
  samples: [
    {
      title: 'accepted',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: (): Reader => ({
    read(line): readonly Reading[] | null {
      const match = LINE.exec(line);
      if (!match) return null;
      const at = match[0].length;
      if (match[1] === 'connect')
        return line.startsWith('to (', at) || line.startsWith('(', at)
          ? [{ kind: 'mark', mark: 'connect', piece: pieceOf(line, at) }]
          : NOISE;
      const literal = LITERAL.exec(line.slice(at, at + 3));
      if (match[1] === 'data' || !literal) return NOISE;
      const from = at + literal[0].length;
      const close = line.lastIndexOf(literal[1]);
      const cut = close < from;
      const pieces = linesOfPiece(decodeLiteral(line, from, cut ? line.length : close));
      const side = match[1] === 'send' ? 'client' : 'server';
      return pieces.map((piece, index) => ({
        kind: 'wire',
        side,
        piece,
        truncated: cut && index === pieces.length - 1 ? true : undefined,
      }));
    },
  }),
};
