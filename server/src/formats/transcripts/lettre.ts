import type { Piece } from '../../text/span';
import { pieceOf, slice } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { clockOf } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `DEBUG lettre::transport::smtp::client::connection: << 220 mail.example.net ESMTP Postfix<CRLF>
DEBUG lettre::transport::smtp::client::connection: Wrote: EHLO client.example.org<CRLF>
DEBUG lettre::transport::smtp::client::connection: << 250-mail.example.net<CRLF>
DEBUG lettre::transport::smtp::client::connection: << 250-mail.example.net<CRLF>250-PIPELINING<CRLF>
DEBUG lettre::transport::smtp::client::connection: << 250-mail.example.net<CRLF>250-PIPELINING<CRLF>250 CHUNKING<CRLF>
DEBUG lettre::transport::smtp::client::connection: Wrote: DATA<CRLF>
DEBUG lettre::transport::smtp::client::connection: << 354 End data with <CR><LF>.<CR><LF><CRLF>
DEBUG lettre::transport::smtp::client::connection: Wrote: Subject: hi<CRLF><CRLF>text<CRLF>.<CRLF>
DEBUG lettre::transport::smtp::client::connection: << 250 2.0.0 Ok: queued as 4C4D21A2B3<CRLF>
`;

const LINE = /^(?<time>.{0,60}?)\blettre::\S{1,80}: (?<way><<|Wrote:) /;
const END = '<CRLF>';

/** lettre (Rust): the reply as far as it was read, repeated as it grows; `<CRLF>` written out. */
export const lettre: TranscriptFormat = {
  id: 'lettre',
  title: 'lettre (Rust)',
  row: 'F57',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^.{0,60}?\blettre::\S{1,80}: (?:<< \d|Wrote: )/,
  notes: 'Every line of a reply repeats those before it; the last one counts.',
  samples: [{ title: 'accepted', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'DATA 354', 'data 250'] }],
  reader: (): Reader => ({
    read(line, view): readonly Reading[] | null {
      const match = LINE.exec(line);
      if (!match) return /\blettre::/.test(line.slice(0, 100)) ? NOISE : null;
      const time = clockOf(match.groups?.time);
      const from = match[0].length;
      if (match.groups?.way === '<<') {
        const next = view.peek(1);
        const again = LINE.exec(next);
        if (again?.groups?.way === '<<' && next.startsWith(line.slice(from), again[0].length)) return NOISE;
        return linesAt(pieceOf(line, from)).map((piece) => ({ kind: 'wire', side: 'server', piece, time }));
      }
      return linesAt(pieceOf(line, from)).map((piece) => ({ kind: 'wire', side: 'client', piece, time }));
    },
  }),
};

function linesAt(piece: Piece): Piece[] {
  const parts: Piece[] = [];
  let start = 0;
  for (let at = piece.text.indexOf(END); at !== -1; at = piece.text.indexOf(END, start)) {
    parts.push(slice(piece, start, at));
    start = at + END.length;
  }
  if (start < piece.text.length || parts.length === 0) parts.push(slice(piece, start));
  return parts;
}
