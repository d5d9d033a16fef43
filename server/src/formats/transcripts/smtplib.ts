import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { decodeLiteral, linesOfPiece } from '../readers/literal';
import { clockOf } from '../readers/prefixed';
import { closingQuote } from '../readers/quoted';
import type { Reading, Side } from '../reading';
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

const wrapped = `send: 'ehlo 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.
0.0.0.0.0.0.ip6.arpa\\r\\n'
reply: b'250 mail.example.net\\r\\n'
send: 'data\\r\\n'
reply: b'354 End data with <CR><LF>.<CR><LF>\\r\\n'
send: b'Subject: hi\\n\\nA line that a page has
broken in two\\n.\\r\\n'
reply: b'250 2.0.0 Ok\\r\\n'
`;

const LINE = /^(?:(\d\d:\d\d:\d\d\.\d{6}) )?(send|reply|connect|data): /;
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
    { title: 'wrapped by a page', text: wrapped, exchanges: ['EHLO 250', 'DATA 354', 'data 250'] },
  ],
  reader: (): Reader => {
    /** A literal that a page has wrapped: its side and its quote. */
    let open: { readonly side: Side; readonly quote: string } | null = null;
    return {
      read(line, view): readonly Reading[] | null {
        const match = LINE.exec(line);
        if (!match) {
          if (!open) return null;
          const { side, quote } = open;
          const close = closingQuote(line, 0, quote.charCodeAt(0));
          if (close < line.length) open = null;
          const [rest, ...others] = linesOfPiece(decodeLiteral(line, 0, close));
          const readings: Reading[] = others.map((piece) => ({ kind: 'wire', side, piece }));
          // What continues the line before it adds nothing, unless it is mail data.
          if (side === 'client' && view.expecting() === 'body') readings.unshift({ kind: 'wire', side, piece: rest, body: true });
          return readings;
        }
        open = null;
        const time = clockOf(match[1]);
        const at = match[0].length;
        if (match[2] === 'connect') {
          const connects = line.startsWith('to (', at) || line.startsWith('(', at);
          return connects ? [{ kind: 'mark', mark: 'connect', piece: pieceOf(line, at), time }] : NOISE;
        }
        const literal = LITERAL.exec(line.slice(at, at + 3));
        if (match[2] === 'data' || !literal) return NOISE;
        const from = at + literal[0].length;
        const close = line.lastIndexOf(literal[1]);
        const cut = close < from;
        const side: Side = match[2] === 'send' ? 'client' : 'server';
        if (cut) open = { side, quote: literal[1] };
        const pieces = linesOfPiece(decodeLiteral(line, from, cut ? line.length : close));
        return pieces.map((piece, index) => ({
          kind: 'wire',
          side,
          piece,
          time,
          truncated: cut && index === pieces.length - 1 ? true : undefined,
        }));
      },
    };
  },
};
